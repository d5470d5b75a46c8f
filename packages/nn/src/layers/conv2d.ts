import { checkCount, conv2d, type Value } from '@chainrule/core';
import { CONV, type ConvOptions, Convolving, type PerAxis, sizesAlong } from './convolution.ts';

/**
 * A convolution along two axes, x `[batch, inChannels, height, width]` or without the batch: see `conv2d`.
 *
 * The weight is [outChannels, inChannels / groups, kernel height, kernel width]; random weights and biases are uniform in
 * ±1/√(inChannels / groups · kernel height · kernel width), as in PyTorch.
 *
 * @example
 * ```ts
 * import { zeros } from '@chainrule/core';
 * import { Conv2d } from '@chainrule/nn';
 * new Conv2d(1, 8, 3, { padding: 1 }).forward(zeros([4, 1, 28, 28])).shape; // → [4, 8, 28, 28]
 * new Conv2d(1, 8, [3, 5], { stride: 2 }).weight.shape; // → [8, 1, 3, 5]
 * ```
 */
export class Conv2d extends Convolving<ConvOptions> {
  constructor(inChannels: number, outChannels: number, kernelSize: PerAxis, options: ConvOptions = {}) {
    checkCount('Conv2d', 4, arguments);
    const shape = (kernel: readonly number[], groups: number) => [
      outChannels,
      inChannels / groups,
      ...kernel,
    ];
    super(
      'Conv2d',
      shape,
      { inChannels, outChannels },
      sizesAlong('Conv2d', 'kernelSize', kernelSize, 2),
      options,
      CONV,
    );
  }

  forward(x: Value): Value {
    checkCount('Conv2d.forward', 1, arguments);
    return conv2d(x, this.weight, this.how);
  }
}
