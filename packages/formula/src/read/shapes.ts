import { Value } from '@chainrule/core';

export type Shape = readonly number[];

/** The shape of a Value, or of numbers written out in brackets. */
export function shapeOf(x: unknown): Shape {
  if (x instanceof Value) return x.shape;
  return Array.isArray(x) ? [x.length, ...shapeOf(x[0])] : [];
}

export const sameLengths = (a: Shape, b: Shape) => a.length === b.length && a.every((n, k) => n === b[k]);

/** Whether it is that of a square matrix with more than one entry. */
export const isSquare = (shape: Shape) => shape.length === 2 && shape[0] === shape[1] && shape[0] > 1;

/** Whether two arrays fit each other as the factors of a matrix product. */
export const fitsMatmul = (left: Shape, right: Shape) =>
  left[left.length - 1] === (right.length === 1 ? right[0] : right[right.length - 2]);
