import { type SparseMatrix, sparseMatrix } from '../array/sparse.ts';
import { type Operand, operand, optionsOf } from '../create.ts';
import { errors } from '../errors.ts';
import type { Value } from '../value.ts';
import { alongLast, resampling } from './resample.ts';
import { checkOneOf, type PerAxis, perAxis } from './windows.ts';

const resample = resampling('interpolate');

export interface InterpolateOptions {
  /** The size of the result along each spatial axis. */
  size?: PerAxis;
  /** In place of `size`: how many times as large the result is, rounded down. */
  scale?: PerAxis;
  /** The nearest entry (where absent), or a line between the two nearest along each axis, however many there are. */
  mode?: (typeof MODES)[number];
  /** Whether the centres of the outermost entries stay where they are, rather than their outer edges. */
  alignCorners?: boolean;
}

const MODES = ['nearest', 'linear', 'bilinear'] as const;

/** The matrix from n entries to m, where entry i reads what lies at `place(i)`, on the line between two entries. */
function resizing(n: number, m: number, place: (i: number) => number): SparseMatrix {
  const inside = (at: number) => Math.min(at, n - 1);
  const entries = Array.from({ length: m }, (_, i) => {
    const at = place(i);
    const first = Math.floor(at);
    const behind = at - first;
    return [
      [i, inside(first), 1 - behind],
      [i, inside(first + 1), behind],
    ] as const;
  });
  return sparseMatrix(m, n, entries.flat());
}

/**
 * x made larger or smaller along its spatial axes, `[batch, channels, …]`: each entry of the result is the entry of x
 * at its place, or weights the entries around it. Linear in x, which is repeated beyond its borders.
 *
 * Entry i lies at (i + ½) n/m − ½, or at i (n − 1)/(m − 1) with `alignCorners`; 'nearest' takes ⌊i n/m⌋.
 *
 * @example
 * ```ts
 * import { interpolate, value } from '@chainrule/core';
 * const x = value([[[1, 3]]]);
 * interpolate(x, { scale: 2 }); // → [[[1, 1, 3, 3]]]
 * interpolate(x, { size: 4, mode: 'linear' }); // → [[[1, 1.5, 2.5, 3]]]
 * interpolate(x, { size: 3, mode: 'linear', alignCorners: true }); // → [[[1, 2, 3]]]
 * ```
 */
export function interpolate(x: Operand, options: InterpolateOptions): Value {
  const { size, scale, mode = 'nearest', alignCorners = false } = optionsOf('interpolate', options);
  const input = operand('interpolate', x);
  if (input.rank < 3 || input.size === 0)
    throw errors.wrongRank('interpolate', input, '[batch, channels, …], not empty');
  checkOneOf('interpolate', 'mode', MODES, mode);
  if ((size === undefined) === (scale === undefined))
    throw errors.badOption('interpolate', 'size', 'either a size or a scale', size);
  const sizes = input.shape.slice(2);
  const scales = Array.isArray(scale) ? (scale as readonly number[]) : sizes.map(() => scale as number);
  const targets = size ?? sizes.map((n, k) => Math.floor(n * (scales[k] ?? 0)));
  const matrices = perAxis('interpolate', 'size', targets, sizes.length, 1).map((m, k) => {
    const n = sizes[k];
    // Multiplied before it is divided, so that what comes to a whole number is one.
    const scaled = (i: number) => (scale === undefined ? (i * n) / m : i / scales[k]!);
    if (mode === 'nearest') return resizing(n, m, (i) => Math.floor(scaled(i)));
    if (alignCorners) return resizing(n, m, (i) => (i * (n - 1)) / Math.max(1, m - 1));
    return resizing(n, m, (i) => Math.max(0, scaled(i + 0.5) - 0.5));
  });
  return alongLast(input, matrices, resample);
}
