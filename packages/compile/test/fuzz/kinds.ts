import { constant, type Value } from '@chainrule/core';
import { beside, fitted, type Pick } from './pick.ts';

/** What a step does. */
export type Operation = (pick: Pick) => Value;

export const unary =
  (f: (x: Value) => Value): Operation =>
  (pick) =>
    f(pick.float(0));
export const binary =
  (f: (x: Value, y: Value) => Value): Operation =>
  (pick) => {
    const [x, y] = [pick.number(0), pick.number(1)];
    return pick.choice(1, 2) === 0 ? f(x, beside(x, y)) : f(beside(x, y), x);
  };
export const reduction =
  (f: (x: Value, options: { axis: number[]; keepDims: boolean }) => Value): Operation =>
  (pick) => {
    const x = pick.float(0);
    return f(x, { axis: pick.axes(x), keepDims: pick.choice(1, 2) === 1 });
  };
export const extremum =
  (f: (x: Value, options: { axis: number[]; keepDims: boolean }) => Value): Operation =>
  (pick) => {
    const x = pick.line(0);
    return f(x, { axis: pick.axes(x), keepDims: pick.choice(1, 2) === 1 });
  };
export const alongLine =
  (f: (x: Value, axis: number, pick: Pick) => Value): Operation =>
  (pick) => {
    const x = pick.line(0);
    return f(x, pick.axis(x), pick);
  };

/** A matrix, or a batch of them, that x may be multiplied by from the right. */
export function rightFactor(x: Value, y: Value, pick: Pick): Value {
  const columns = [1, 2, 3, 5, 8][pick.choice(1, 5)];
  const depth = x.shape[x.rank - 1];
  const shape = [[depth], [depth, columns], [...x.shape.slice(0, -2), depth, columns]][pick.choice(2, 3)];
  const right = fitted(y, shape).astype(x.dtype);
  return shape.length > 1 && pick.choice(0, 2) === 1
    ? fitted(right, [...shape.slice(0, -2), columns, depth]).swapAxes(-1, -2)
    : right;
}

/** An image of 4 axes made of a Value. */
export const image = (x: Value, channels: number, side: number) => fitted(x, [2, channels, side, side + 1]);

/** Any entries of a line, with repetition, as places on it. */
export const places = (n: number, pick: Pick) =>
  constant(Int32Array.from({ length: 1 + pick.choice(1, 6) }, (_, i) => (pick.choice(2, 5) + 3 * i) % n));
