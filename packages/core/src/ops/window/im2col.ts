import { sizeOf } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { constant, type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { reshape } from '../shape/shape.ts';
import { convolving, convolvingBack } from './convolution.ts';
import { checkSpatial, type PerAxis, perAxis } from './windows.ts';

/*
 * A window read tap by tap is a convolution of each channel with kernels that are 1 at one tap and 0 elsewhere.
 */

/** The windows that become columns. */
export interface ColumnOptions {
  /** How far the window moves from one column to the next; default: 1. */
  stride?: PerAxis;
  /** Zeros on both sides; default: 0. */
  padding?: PerAxis;
  /** The distance between the entries of a window; default: 1. */
  dilation?: PerAxis;
}

const read = convolving('im2col', 2);
const lay = convolvingBack('col2im', 2);

/** A kernel for each tap. */
function selecting(kernel: readonly number[], like: Value): Value {
  const taps = sizeOf(kernel);
  const entries = Array.from({ length: taps * taps }, (_, i) => Number(i % (taps + 1) === 0));
  return constant(entries, { shape: [taps, 1, ...kernel], dtype: like.dtype });
}

/**
 * What a window sees at each of its places, one column for each: `[batch, C, h, w] → [batch, C·kernel, places]`, or both
 * without the batch. PyTorch's functional unfold: a matrix product with it is a convolution.
 *
 * @example
 * ```ts
 * import { im2col, value } from '@chainrule/core';
 * im2col(value([[[1, 2, 3], [4, 5, 6]]]), 2); // → [[1, 2], [2, 3], [4, 5], [5, 6]]
 * ```
 */
export const im2col = takes(
  'im2col',
  3,
  (x: Operand, kernelSize: PerAxis, options: ColumnOptions = {}): Value => {
    const input = operand('im2col', x);
    checkSpatial('im2col', input, 2);
    const kernel = perAxis('im2col', 'kernelSize', kernelSize, 2, 1);
    const outer = input.shape.slice(0, -2);
    const y = read(
      reshape(input, [sizeOf(outer), 1, ...input.shape.slice(-2)]),
      selecting(kernel, input),
      options,
    );
    const rows = outer[outer.length - 1] * y.shape[1];
    return reshape(y, [...outer.slice(0, -1), rows, sizeOf(y.shape.slice(2))]);
  },
);

/**
 * The transpose of `im2col`, which adds up entries that windows share:
 * `[batch, C·kernel, places] → [batch, C, …outputSize]`. PyTorch's functional fold.
 */
export const col2im = takes(
  'col2im',
  3,
  (x: Operand, kernelSize: PerAxis, options: ColumnOptions & { outputSize: PerAxis }): Value => {
    const input = operand('col2im', x);
    const option = (name: string, given: PerAxis, least: number) => perAxis('col2im', name, given, 2, least);
    const kernel = option('kernelSize', kernelSize, 1);
    const known = 'outputSize, stride, padding, dilation';
    const { outputSize, ...moves } = optionsOf('col2im', options, known);
    const size = option('outputSize', outputSize, 1);
    const stride = option('stride', moves.stride ?? 1, 1);
    const padding = option('padding', moves.padding ?? 0, 0);
    const dilation = option('dilation', moves.dilation ?? 1, 1);
    const room = size.map((n, k) => n + 2 * padding[k] - (kernel[k] - 1) * dilation[k] - 1);
    const places = room.map((n, k) => Math.floor(n / stride[k]) + 1);
    const taps = sizeOf(kernel);
    const [rows, columns] = input.shape.slice(-2);
    if (
      input.rank < 2 ||
      input.rank > 3 ||
      rows % taps !== 0 ||
      columns !== sizeOf(places) ||
      room.some((n) => n < 0)
    )
      throw shapeErrors.unfit(
        'col2im',
        `rows in groups of ${taps}, and a column for each of ${places.join(' × ')} places`,
        input,
      );
    const outer = [...input.shape.slice(0, -2), rows / taps];
    const y = lay(reshape(input, [sizeOf(outer), taps, ...places]), selecting(kernel, input), {
      ...moves,
      outputPadding: room.map((n, k) => n % stride[k]),
    });
    return reshape(y, [...outer, ...size]);
  },
);
