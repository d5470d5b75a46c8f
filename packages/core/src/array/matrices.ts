import type { DType, TypedArray } from './dtype.ts';
import { doubles, flat, type NDArray } from './ndarray.ts';
import { sizeOf } from './shape.ts';

/** The matrices in the last two axes one by one, as copies in double precision that a kernel may overwrite. */
export function matricesOf(x: NDArray): Float64Array[] {
  const data = doubles(x);
  const size = sizeOf(x.shape.slice(-2));
  return Array.from({ length: sizeOf(x.shape.slice(0, -2)) }, (_, i) => data.slice(i * size, (i + 1) * size));
}

/** Numbers of one matrix after another, rounded to a dtype. */
export function joined(parts: readonly Float64Array[], dtype: DType): Float64Array | Float32Array {
  const size = parts[0]?.length ?? 0;
  const out = new (dtype === 'float32' ? Float32Array : Float64Array)(parts.length * size);
  parts.forEach((part, i) => {
    out.set(part, i * size);
  });
  return out;
}

/**
 * A kernel whose result is kept as long as its input: several operations read the same factors of a matrix. It is computed
 * again if the numbers have changed since.
 */
export function remembered<T>(kernel: (x: NDArray) => T): (x: NDArray) => T {
  const known = new WeakMap<NDArray, { numbers: TypedArray; answer: T }>();
  return (x) => {
    const numbers = flat(x);
    let found = known.get(x);
    if (!found?.numbers.every((n, i) => n === numbers[i])) {
      found = { numbers: numbers.slice(), answer: kernel(x) };
      known.set(x, found);
    }
    return found.answer;
  };
}

/** The columns of a matrix with n columns. */
export function columnsOf(a: Float64Array, n: number): Float64Array[] {
  return Array.from({ length: n }, (_, j) =>
    Float64Array.from({ length: a.length / n }, (__, i) => a[i * n + j]),
  );
}

/** The matrix with these columns, each of length m. */
export function withColumns(columns: readonly Float64Array[], m: number): Float64Array {
  const n = columns.length;
  return Float64Array.from({ length: m * n }, (_, at) => columns[at % n][Math.floor(at / n)]);
}

/** The identity matrix. */
export function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => Number(at % (n + 1) === 0));
}
