import { constant, type Value } from '@chainrule/core';
import { asFloat, asNumber, beside, fitted, type Pick } from './pick.ts';

/** What a step does. */
export type Operation = (pick: Pick) => Value;

/** Operations by their names. */
export type Operations = Readonly<Record<string, Operation>>;

interface Reduced {
  axis: number[];
  keepDims: boolean;
}

export const unary =
  (f: (x: Value) => Value): Operation =>
  (pick) =>
    f(pick.number(0));
export const binary =
  (f: (x: Value, y: Value) => Value): Operation =>
  (pick) => {
    const [x, y] = [pick.number(0), pick.number(1)];
    return pick.choice(1, 2) === 0 ? f(x, beside(x, y)) : f(beside(x, y), x);
  };

const reducing =
  (operand: (pick: Pick) => Value) =>
  (f: (x: Value, options: Reduced) => Value): Operation =>
  (pick) => {
    const x = operand(pick);
    return f(x, { axis: pick.axes(x), keepDims: pick.choice(1, 2) === 1 });
  };
/** A reduction of any numbers, also of none. */
export const reduction = reducing((pick) => pick.number(0));
/** One of numbers of which there must be some. */
export const extremum = reducing((pick) => asNumber(pick.filled(0)));
/** One that gives fractions. */
export const average = reducing((pick) => asFloat(pick.filled(0)));
/** One of truth values. */
export const truth = reducing((pick) => pick.bool(0));

const along =
  (operand: (pick: Pick) => Value) =>
  (f: (x: Value, axis: number, pick: Pick) => Value): Operation =>
  (pick) => {
    const x = operand(pick);
    return f(x, pick.axis(x), pick);
  };
/** Along an axis of anything, which may be empty. */
export const alongAny = along((pick) => pick.line(0));
/** Along an axis of anything with entries. */
export const alongFilled = along((pick) => pick.filled(0));
/** Along an axis of numbers. */
export const alongNumbers = along((pick) => asNumber(pick.filled(0)));
/** Along an axis of what has derivatives. */
export const alongFloats = along((pick) => asFloat(pick.filled(0)));

/** A matrix, or a batch of them, that x may be multiplied by from the right. */
export function rightFactor(x: Value, y: Value, pick: Pick): Value {
  const columns = [1, 2, 3, 5, 8][pick.choice(1, 5)];
  const depth = x.shape[x.rank - 1];
  const shape = [[depth], [depth, columns], [...x.shape.slice(0, -2), depth, columns]][pick.choice(2, 3)];
  const right = fitted(y, shape).asType(x.dtype);
  return shape.length > 1 && pick.choice(0, 2) === 1
    ? fitted(right, [...shape.slice(0, -2), columns, depth]).swapAxes(-1, -2)
    : right;
}

/** An image of 4 axes made of a Value; few are so large that they are worth several threads. */
export function image(x: Value, pick: Pick, channels: number, side: number): Value {
  const size = pick.choice(2, 30) === 23 ? Math.floor(200 / channels ** 2) : side;
  return fitted(x, [2, channels, size, size + 1]);
}

/** Any entries of a line, with repetition, as places on it. */
export const places = (n: number, pick: Pick) =>
  constant(Int32Array.from({ length: 1 + pick.choice(1, 6) }, (_, i) => (pick.choice(2, 5) + 3 * i) % n));

/** Places on a line of n that are computed from numbers. */
export const placesFrom = (x: Value, n: number) =>
  x.asType('int32').remainder(n).add(n).remainder(n).asType('int32');
