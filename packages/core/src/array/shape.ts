import { MOST_AXES } from '../errors/text.ts';

/** The sizes along each axis. A scalar's is empty. */
export type Shape = readonly number[];

/** The shape of every scalar: one frozen object, so a million of them cost nothing. */
export const SCALAR: Shape = Object.freeze([]);

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a === b || (a.length === b.length && a.every((n, axis) => n === b[axis]));
}

export function isShape(shape: unknown): shape is Shape {
  // Spread, since `every` skips holes.
  return (
    Array.isArray(shape) &&
    shape.length <= MOST_AXES &&
    [...shape].every((n) => Number.isSafeInteger(n) && n >= 0)
  );
}

/** Row-major strides: the distance in the flat array between neighbours along each axis. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/** NumPy's rule: aligned from the right, sizes are equal or one of them is 1. Otherwise undefined. */
export function broadcastShapes(a: Shape, b: Shape): Shape | undefined {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const out = new Array<number>(rank);
  for (let k = 1; k <= rank; k++) {
    const m = a[a.length - k] ?? 1;
    const n = b[b.length - k] ?? 1;
    if (m !== n && m !== 1 && n !== 1) return undefined;
    out[rank - k] = m === 1 ? n : m;
  }
  return out;
}

/** The strides with which an array of shape `from` is read as if it had shape `to`: 0 along every repeated axis. */
export function broadcastStrides(from: Shape, to: Shape): number[] {
  const own = stridesOf(from);
  const added = to.length - from.length;
  return to.map((_, axis) => (axis < added || from[axis - added] === 1 ? 0 : own[axis - added]));
}

/** The axis, counted from the end if negative; undefined if there is no such axis. */
export function resolveAxis(axis: number, rank: number): number | undefined {
  if (!Number.isInteger(axis)) return undefined;
  const resolved = axis < 0 ? axis + rank : axis;
  return resolved >= 0 && resolved < rank ? resolved : undefined;
}
