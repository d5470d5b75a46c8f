import { coreName, ones, type Value } from '@chainrule/core';
import { isFloat } from '@chainrule/core/extend';
import type { Landmark } from '../../graph/landmarks.ts';
import type { ReasonKind } from '../diagnosis.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Place } from '../place.ts';
import type { Study } from '../study.ts';
import { reading } from './points.ts';

/** How a number that a rule reads was mistaken. */
interface Misreading {
  readonly kind: ReasonKind;
  readonly message: string;
  readonly value: (place: Place) => Value;
}

/** A number that the derivative of one step reads, mistaken: its sign, one of the terms that it is the sum of, its mean. */
export const misread: Family = function* (study) {
  for (const link of study.links) {
    const { level, from } = link;
    for (const operand of [from, ...from.inputs.filter(({ node }) => isFloat(node.dtype))])
      for (const { kind, message, value } of misreadingsOf(study, operand))
        yield altered(
          level,
          kind,
          [link],
          () => `${message} in ${study.speaker.rateInFull(link)}`,
          reading(level, (place) =>
            operand === from ? { result: value(place) } : { inputs: new Map([[operand, value(place)]]) },
          ),
        );
  }
};

function misreadingsOf({ speaker }: Study, operand: Landmark): Misreading[] {
  const { node } = operand;
  const name = speaker.node(operand);
  const found: Misreading[] = [
    { kind: 'sign', message: `the sign of ${name} is wrong`, value: (place) => place.at(node).neg() },
  ];
  if (node.size > 1)
    found.push({
      kind: 'averaged',
      message: `the mean stands in place of the entries of ${name}`,
      value: (place) => ones(node.shape).mul(place.at(node).mean()),
    });
  const isDifference = coreName(node.primitive) === 'sub';
  if (!isDifference && coreName(node.primitive) !== 'add') return found;
  const [a, b] = node.inputs;
  const spread = (term: Value) => ones(node.shape).mul(term);
  return [
    ...found,
    {
      kind: 'dropped-term',
      message: `you dropped the term ${speaker.nodeText(b)} of ${name}`,
      value: (place) => spread(place.at(a)),
    },
    {
      kind: 'dropped-term',
      message: `you dropped the term ${speaker.nodeText(a)} of ${name}`,
      value: (place) => spread(isDifference ? place.at(b).neg() : place.at(b)),
    },
  ];
}
