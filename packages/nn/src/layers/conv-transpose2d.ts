import { checkCount, convTranspose2d, type Value } from '@chainrule/core';
import {
  CONV_TRANSPOSE,
  Convolving,
  type ConvTransposeOptions,
  type PerAxis,
  sizesAlong,
} from './convolution.ts';

/**
 * The transpose of a convolution along two axes, x `[batch, inChannels, height, width]` or without the batch: see
 * `convTranspose2d`.
 *
 * The weight is [inChannels, outChannels / groups, kernel height, kernel width]; random weights and biases are uniform in
 * ±1/√(outChannels / groups · kernel height · kernel width), as in PyTorch.
 *
 * @example
 * ```ts
 * import { zeros } from '@chainrule/core';
 * import { ConvTranspose2d } from '@chainrule/nn';
 * const layer = new ConvTranspose2d(8, 1, 3, { stride: 2, padding: 1, outputPadding: 1 });
 * layer.forward(zeros([4, 8, 7, 7])).shape; // → [4, 1, 14, 14]
 * ```
 */
export class ConvTranspose2d extends Convolving<ConvTransposeOptions> {
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: PerAxis,
    options: ConvTransposeOptions = {},
  ) {
    checkCount('ConvTranspose2d', 4, arguments);
    const shape = (kernel: readonly number[], groups: number) => [
      inChannels,
      outChannels / groups,
      ...kernel,
    ];
    const sizes = sizesAlong('ConvTranspose2d', 'kernelSize', kernelSize, 2);
    super('ConvTranspose2d', shape, { inChannels, outChannels }, sizes, options, CONV_TRANSPOSE);
  }

  forward(x: Value): Value {
    checkCount('ConvTranspose2d.forward', 1, arguments);
    return convTranspose2d(x, this.weight, this.how);
  }
}
