/** Columns or rows of a matrix, each in a separate array: rotations and reflections work on these. */
export type Vectors = readonly Float64Array[];

/** Σ xᵢ yᵢ from an index on. Four sums at a time, since an addition has to wait for the one before it. */
export function dot(x: Float64Array, y: Float64Array, from = 0): number {
  const n = x.length;
  const whole = n - ((n - from) % 4);
  let [p, q, r, s] = [0, 0, 0, 0];
  let i = from;
  for (; i < whole; i += 4) {
    p += x[i] * y[i];
    q += x[i + 1] * y[i + 1];
    r += x[i + 2] * y[i + 2];
    s += x[i + 3] * y[i + 3];
  }
  for (; i < n; i++) p += x[i] * y[i];
  return p + q + (r + s);
}

/** y becomes y + factor x, from an index on. */
export function addMultiple(y: Float64Array, factor: number, x: Float64Array, from = 0): void {
  for (let i = from; i < y.length; i++) y[i] += factor * x[i];
}

/** Turns x and y in their plane: x becomes c x − s y, and y becomes c y + s x. */
export function rotate(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let i = 0; i < x.length; i++) {
    const before = x[i];
    x[i] = c * before - s * y[i];
    y[i] = c * y[i] + s * before;
  }
}

/** x with every entry times a number. */
export const times = (x: Float64Array, factor: number): Float64Array => x.map((entry) => entry * factor);

/** The length of a vector from an index on, without over- or underflow. */
export function lengthOf(x: Float64Array, from = 0): number {
  const squares = dot(x, x, from);
  if (squares > 1e-280 && squares < 1e280) return Math.sqrt(squares);
  let largest = 0;
  for (let i = from; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i]));
  if (largest === 0 || !(largest < Infinity)) return largest;
  const scaled = x.map((entry) => entry / largest);
  return largest * Math.sqrt(dot(scaled, scaled, from));
}

/** −1 if the largest entry is negative, otherwise 1: fixes the sign of a vector that is only known up to its sign. */
export const signOf = (x: Float64Array): 1 | -1 =>
  x.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0) < 0 ? -1 : 1;

/** The order that sorts the keys ascending. */
export const orderBy = (keys: readonly number[]): number[] =>
  keys.map((_, i) => i).sort((i, j) => keys[i] - keys[j]);
