import { type Convolution, convolve, correlate, spread } from '../../array/convolve.ts';
import { sizeOf } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { describe } from '../../errors/text.ts';
import { bilinear } from '../../families/bilinear.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply, type Primitive } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { add } from '../elementwise/arithmetic.ts';
import { checkWhole } from '../indexing/indices.ts';
import { pad } from '../shape/pad.ts';
import { reshape } from '../shape/shape.ts';
import { slice } from '../shape/slice.ts';
import { checkFits, checkSpatial, type PerAxis, perAxis } from './windows.ts';

/*
 * Three products, each of which is the derivative of the other two. With S = Σ x w y over all entries that a convolution
 * connects, each is the derivative of S with respect to the one that it does not take.
 *
 *   convolve    x, w → y
 *   spread      y, w → x     the transposed convolution
 *   correlate   x, y → w
 */

const convolvePrimitive: Primitive<Convolution> = bilinear('convolve', {
  shape: (x, w, { out }) => [x.shape[0], w.shape[0], ...out],
  contracts: (_, w, y) => (sizeOf(y) * sizeOf(w)) / w[0],
  array: convolve,
  wrt: [
    (g, _, w, how) => apply(spreadPrimitive, [g, w], how),
    (g, x, _, how) => apply(correlatePrimitive, [x, g], how),
  ],
});

const spreadPrimitive: Primitive<Convolution> = bilinear('convolveᵀ', {
  shape: (y, w, { size, groups }) => [y.shape[0], w.shape[1] * groups, ...size],
  contracts: (y, w) => (sizeOf(y) * sizeOf(w)) / w[0],
  array: spread,
  wrt: [
    (g, _, w, how) => apply(convolvePrimitive, [g, w], how),
    (g, y, _, how) => apply(correlatePrimitive, [g, y], how),
  ],
});

const correlatePrimitive: Primitive<Convolution> = bilinear('correlate', {
  shape: (x, y, { kernel, groups }) => [y.shape[1], x.shape[1] / groups, ...kernel],
  contracts: (_, y, w) => (sizeOf(y) * sizeOf(w)) / w[0],
  array: correlate,
  wrt: [
    (g, _, y, how) => apply(spreadPrimitive, [y, g], how),
    (g, x, _, how) => apply(convolvePrimitive, [x, g], how),
  ],
});

interface CommonOptions {
  /** How far the kernel moves from one output to the next; default: 1. */
  stride?: PerAxis;
  /** The distance between the taps of the kernel; default: 1. */
  dilation?: PerAxis;
  /** The number of groups of channels, each with outputs of its own; default: 1. */
  groups?: number;
  /** A vector that is added to the output channels. */
  bias?: Operand;
}

/** How a kernel moves over its input. */
export interface ConvolutionOptions extends CommonOptions {
  /** Zeros on both sides. 'same' gives the result the size of x (with a stride of 1), 'valid' is 0; default: 0. */
  padding?: PerAxis | 'same' | 'valid';
}

/** How a transposed convolution moves its kernel over the result. */
export interface TransposedOptions extends CommonOptions {
  /** How much is cut off on both sides: the padding of the convolution that this transposes; default: 0. */
  padding?: PerAxis;
  /** How much longer the result is: with a stride, a convolution maps several lengths to the same one; default: 0. */
  outputPadding?: PerAxis;
}

export type Convolving = (x: Operand, weight: Operand, options?: ConvolutionOptions) => Value;
export type TransposedConvolving = (x: Operand, weight: Operand, options?: TransposedOptions) => Value;

type AnyOptions = CommonOptions & Pick<TransposedOptions, 'outputPadding'>;

/** The operands and options of both directions; `own` names the options of this direction alone. */
function prepare(
  operation: string,
  axes: number,
  x: Operand,
  weight: Operand,
  options: AnyOptions,
  own: string,
) {
  const [input, w] = [operand(operation, x, weight), operand(operation, weight, x)];
  checkSpatial(operation, input, axes);
  if (w.rank !== axes + 2 || w.size === 0)
    throw shapeErrors.wrongRank(operation, w, `a weight of rank ${axes + 2}, not empty`);
  const { groups = 1 } = optionsOf(operation, options, `stride, padding, dilation, groups, bias${own}`);
  checkWhole(operation, 'groups', groups, 1);
  if (w.shape[0] % groups !== 0)
    throw shapeErrors.unfit(operation, `a weight whose first axis can be divided into ${groups} groups`, w);
  const option = (name: 'stride' | 'dilation' | 'outputPadding', least: number) =>
    perAxis(operation, name, options[name] ?? least, axes, least);
  const [kernel, stride, dilation] = [w.shape.slice(2), option('stride', 1), option('dilation', 1)];
  return {
    input,
    w,
    groups,
    kernel,
    stride,
    dilation,
    extra: option('outputPadding', 0),
    /** The distance from the first tap of the kernel to the last. */
    reach: kernel.map((n, k) => (n - 1) * dilation[k]),
    batch: input.rank > axes + 1 ? input : reshape(input, [1, ...input.shape]),
  };
}

/** The convolution along this number of spatial axes. */
export const convolving = (operation: string, axes: number): Convolving =>
  takes(operation, 3, (x: Operand, weight: Operand, options: ConvolutionOptions = {}) => {
    const made = prepare(operation, axes, x, weight, options, '');
    const { input, w, groups, kernel, stride, dilation, reach } = made;
    checkChannels(operation, made.batch, w, w.shape[1] * groups, groups);
    const { padding = 0, bias } = options;
    const same = padding === 'same';
    if (same && stride.some((n) => n > 1))
      throw argumentErrors.badOption(
        operation,
        'padding',
        'a number or valid if the stride is above 1',
        'same',
      );
    const given = perAxis(operation, 'padding', same || padding === 'valid' ? 0 : padding, axes, 0);
    // If the number of zeros is odd, 'same' adds one more after x than before it.
    const widths = reach.map((n, k) =>
      same ? ([Math.floor(n / 2), Math.ceil(n / 2)] as const) : ([given[k], given[k]] as const),
    );
    const padded = widths.some(([, after]) => after > 0) ? pad(made.batch, [0, 0, ...widths]) : made.batch;
    const size = padded.shape.slice(2);
    const out = size.map((n, k) => Math.floor((n - 1 - reach[k]) / stride[k]) + 1);
    out.forEach((n, k) => {
      const [before, after] = widths[k];
      checkFits(operation, input, input.rank - axes + k, n, reach[k] + 1 - before - after);
    });
    const how = { size, kernel, out, stride, dilation, groups };
    return finish(operation, apply(convolvePrimitive, [padded, w], how), input, bias);
  });

/** The transposed convolution along this number of spatial axes. */
export const convolvingBack = (operation: string, axes: number): TransposedConvolving =>
  takes(operation, 3, (x: Operand, weight: Operand, options: TransposedOptions = {}) => {
    const made = prepare(operation, axes, x, weight, options, ', outputPadding');
    const { input, w, groups, kernel, stride, dilation, reach, extra } = made;
    const padding = perAxis(operation, 'padding', options.padding ?? 0, axes, 0);
    checkChannels(operation, made.batch, w, w.shape[0], groups);
    const out = input.shape.slice(-axes);
    const size = out.map((n, k) => (n - 1) * stride[k] + reach[k] + 1 + extra[k]);
    size.forEach((n, k) => {
      if (extra[k] >= Math.max(stride[k], dilation[k]))
        throw argumentErrors.badOption(
          operation,
          'outputPadding',
          'less than the stride or the dilation',
          extra[k],
        );
      if (n <= 2 * padding[k])
        throw shapeErrors.unfit(
          operation,
          `entries to remain after cutting off a padding of ${padding[k]}`,
          input,
        );
    });
    const how = { size, kernel, out, stride, dilation, groups };
    const whole = apply(spreadPrimitive, [made.batch, w], how);
    const y = padding.some((n) => n > 0)
      ? slice(whole, [[], [], ...size.map((n, k) => [padding[k], n - padding[k]] as const)])
      : whole;
    return finish(operation, y, input, options.bias);
  });

function checkChannels(operation: string, x: Value, w: Value, expected: number, groups: number): void {
  if (x.shape[1] !== expected)
    throw shapeErrors.unfit(
      operation,
      `${expected} channels, to go with ${describe(w)} (groups: ${groups})`,
      x,
    );
}

/** Removes the batch axis if x has none, and adds the bias. */
function finish(operation: string, y: Value, x: Value, bias: Operand | undefined): Value {
  const made = y.rank > x.rank ? reshape(y, y.shape.slice(1)) : y;
  if (bias === undefined) return made;
  const b = operand(operation, bias, x);
  const channels = y.shape[1];
  if (b.rank !== 1 || b.size !== channels)
    throw shapeErrors.unfit(operation, `a bias of shape [${channels}]`, b);
  return add(made, reshape(b, [channels, ...y.shape.slice(2).map(() => 1)]));
}

/**
 * The convolution of deep learning along one axis, which does not flip the kernel: y[b, o, p] = Σ x[b, c, p·stride +
 * k·dilation − padding] · w[o, c, k] + bias[o], with x = 0 outside.
 *
 * x `[batch, in, width]` or `[in, width]`, weight `[out, in/groups, kernel]`; the result has
 * ⌊(width + 2 padding − dilation (kernel − 1) − 1) / stride⌋ + 1 entries along its last axis. Throws a ShapeError if the
 * channels or the groups do not fit, or if the kernel does not fit into x.
 *
 * @example
 * ```ts
 * import { conv1d, value } from '@chainrule/core';
 * const x = value([[1, 2, 4, 8]]);
 * conv1d(x, [[[-1, 1]]]); // → [[1, 2, 4]]
 * conv1d(x, [[[-1, 1]]], { padding: 'same', bias: [10] }); // → [[11, 12, 14, 2]]
 * conv1d(x, [[[1, 1, 1, 1, 1]]]); // → throws at least 5 along axis 1
 * ```
 */
export const conv1d: Convolving = convolving('conv1d', 1);

/** `conv1d` along two axes: x `[batch, in, height, width]`, weight `[out, in/groups, kernel height, kernel width]`. */
export const conv2d: Convolving = convolving('conv2d', 2);

/** `conv1d` along three axes: x `[batch, in, depth, height, width]`, weight `[out, in/groups, …kernel]`. */
export const conv3d: Convolving = convolving('conv3d', 3);

/**
 * The transpose of `conv1d`, which maps its gradients back: each entry of x adds the kernel, times that entry, to the
 * result. x `[batch, in, width]` or `[in, width]`, weight `[in, out/groups, kernel]`; the result has
 * (width − 1) stride − 2 padding + dilation (kernel − 1) + outputPadding + 1 entries along its last axis.
 *
 * @example
 * ```ts
 * import { convTranspose1d, value } from '@chainrule/core';
 * convTranspose1d(value([[1, 10]]), [[[1, 2, 3]]], { stride: 2 }); // → [[1, 2, 13, 20, 30]]
 * ```
 */
export const convTranspose1d: TransposedConvolving = convolvingBack('convTranspose1d', 1);

/** `convTranspose1d` along two axes: x `[batch, in, height, width]`, weight `[in, out/groups, …kernel]`. */
export const convTranspose2d: TransposedConvolving = convolvingBack('convTranspose2d', 2);

/** `convTranspose1d` along three axes: x `[batch, in, depth, height, width]`, weight `[in, out/groups, …kernel]`. */
export const convTranspose3d: TransposedConvolving = convolvingBack('convTranspose3d', 3);
