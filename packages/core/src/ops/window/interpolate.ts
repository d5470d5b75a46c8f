import { CUBIC, LINEAR, NEAREST, resizeMatrix } from '../../array/resize.ts';
import type { SparseMatrix } from '../../array/sparse.ts';
import { adaptiveWindows, meanMatrix } from '../../array/windows.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { alongLast, resampling } from './resample.ts';
import { checkOneOf, type PerAxis, perAxis } from './windows.ts';

const resample = resampling('interpolate');

/** The new size, and how entries are computed. */
export interface InterpolateOptions {
  /** The size of the result along each spatial axis. */
  size?: PerAxis;
  /** Instead of `size`: how many times larger the result is; sizes are rounded down. */
  scaleFactor?: PerAxis;
  /** How an entry of the result is computed; default: 'nearest'. */
  mode?: InterpolateMode;
  /** Whether the centres of the outermost entries stay fixed instead of their outer edges; default: false. */
  alignCorners?: boolean;
}

export type InterpolateMode = keyof typeof MODES;

/** How one axis is resized from n entries to m; entry i of the result begins at `scaled(i)` of x. */
type Resizing = (n: number, m: number, scaled: (i: number) => number, alignCorners: boolean) => SparseMatrix;

/** The position in x of the centre of entry i. */
const centre = (scaled: (i: number) => number, i: number) => scaled(i + 0.5) - 0.5;
const betweenCorners = (n: number, m: number) => (i: number) => (i * (n - 1)) / Math.max(1, m - 1);

const linear: Resizing = (n, m, scaled, alignCorners) =>
  resizeMatrix(n, m, alignCorners ? betweenCorners(n, m) : (i) => Math.max(0, centre(scaled, i)), LINEAR);

const MODES = {
  nearest: (n, m, scaled) => resizeMatrix(n, m, scaled, NEAREST),
  'nearest-exact': (n, m, scaled) => resizeMatrix(n, m, (i) => scaled(i + 0.5), NEAREST),
  linear,
  bilinear: linear,
  trilinear: linear,
  bicubic: (n, m, scaled, alignCorners) =>
    resizeMatrix(n, m, alignCorners ? betweenCorners(n, m) : (i) => centre(scaled, i), CUBIC),
  area: (n, m) => meanMatrix(adaptiveWindows(n, m)),
} satisfies Record<string, Resizing>;

/**
 * x resized along all of its spatial axes, `[batch, channels, …]`: each entry of the result is the entry of x at its place,
 * or a weighted sum of the entries around it. It is linear in x, whose border entries are repeated outside.
 *
 * Entry i is at (i + ½) n/m − ½, or at i (n − 1)/(m − 1) with `alignCorners`. The modes are PyTorch's:
 *
 * - `nearest` takes entry ⌊i n/m⌋, `nearest-exact` entry ⌊(i + ½) n/m⌋;
 * - `linear`, `bilinear` and `trilinear` are the same: a line between two entries, along each axis;
 * - `bicubic` weights four entries along each axis by cubics (a = −¾), and may overshoot;
 * - `area` is the mean of everything that the entry covers, as in `adaptiveAvgPool2d`.
 *
 * @example
 * ```ts
 * import { interpolate, value } from '@chainrule/core';
 * const x = value([[[1, 3]]]);
 * interpolate(x, { scaleFactor: 2 }); // → [[[1, 1, 3, 3]]]
 * interpolate(x, { size: 4, mode: 'linear' }); // → [[[1, 1.5, 2.5, 3]]]
 * interpolate(x, { size: 3, mode: 'linear', alignCorners: true }); // → [[[1, 2, 3]]]
 * interpolate(x, { size: 1, mode: 'area' }); // → [[[2]]]
 * ```
 */
export const interpolate = takes('interpolate', 2, (x: Operand, options: InterpolateOptions): Value => {
  const {
    size,
    scaleFactor,
    mode = 'nearest',
    alignCorners = false,
  } = optionsOf('interpolate', options, 'size, scaleFactor, mode, alignCorners');
  const input = operand('interpolate', x);
  if (input.rank < 3 || input.size === 0)
    throw shapeErrors.wrongRank('interpolate', input, '[batch, channels, …], not empty');
  checkOneOf('interpolate', 'mode', Object.keys(MODES), mode);
  if (alignCorners && !/linear|cubic/.test(mode))
    throw argumentErrors.badOption('interpolate', 'mode', 'a linear mode or bicubic for alignCorners', mode);
  if ((size === undefined) === (scaleFactor === undefined))
    throw argumentErrors.badOption('interpolate', 'size', 'either a size or a scaleFactor', size);
  const sizes = input.shape.slice(2);
  if (Array.isArray(scaleFactor) && scaleFactor.length !== sizes.length)
    throw argumentErrors.badOption(
      'interpolate',
      'scaleFactor',
      `a number or a list of ${sizes.length}`,
      scaleFactor,
    );
  const factors = sizes.map((_, k) => (Array.isArray(scaleFactor) ? scaleFactor[k] : scaleFactor) ?? 0);
  const targets = size ?? sizes.map((n, k) => Math.floor(n * factors[k]));
  const resize: Resizing = MODES[mode];
  const matrices = perAxis('interpolate', 'size', targets, sizes.length, 1).map((m, k) => {
    const n = sizes[k];
    // Multiplied before dividing, so that a whole result is exact.
    const scaled = (i: number) => (size === undefined ? i / factors[k] : (i * n) / m);
    return resize(n, m, scaled, alignCorners);
  });
  return alongLast(input, matrices, resample);
});
