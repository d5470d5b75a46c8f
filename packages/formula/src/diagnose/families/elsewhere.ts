import { backward, type Value } from '@chainrule/core';
import type { Landmark } from '../../graph/landmarks.ts';
import { stepOf } from '../../graph/links.ts';
import type { Alteration } from '../pass.ts';
import type { Place } from '../place.ts';

/** The step from the landmarks before it, at another number for one of them. */
const stepWith = (place: Place, from: Landmark, to: Landmark, value: Value) =>
  stepOf(from, (input) => (input === to ? value : place.at(input.node)), place.outcomes);

/** What links hand on whose derivative is taken at other numbers in the place of their input, results included. */
export const takenAt =
  (value: (place: Place, from: Landmark, to: Landmark) => Value) =>
  (place: Place): Alteration =>
  ({ from, to, g }) => {
    const { result, variables } = stepWith(place, from, to, value(place, from, to));
    return backward(result, { seed: g }).of(variables.get(to)!);
  };

/** What a step gives where one of its inputs is another number. */
export const resultWith = (place: Place, from: Landmark, to: Landmark, value: Value): Value =>
  stepWith(place, from, to, value).result;
