import { checkCount, conv1d, type Value } from '@chainrule/core';
import { CONV, type ConvOptions, Convolving, type PerAxis, sizesAlong } from './convolution.ts';

/**
 * A convolution along one axis, x `[batch, inChannels, width]` or `[inChannels, width]`: see `conv1d`.
 *
 * The weight is [outChannels, inChannels / groups, kernelSize]; random weights and biases are uniform in
 * ±1/√(inChannels / groups · kernelSize), as in PyTorch.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { Conv1d } from '@chainrule/nn';
 * const layer = new Conv1d(1, 1, 2, { weight: [[[-1, 1]]], bias: false, padding: 'same' });
 * layer.forward(constant([[1, 2, 4]])); // → [[1, 2, -4]]
 * new Conv1d(3, 4, 5, { groups: 2 }); // → throws inChannels: expected a multiple of groups (2), got 3
 * ```
 */
export class Conv1d extends Convolving<ConvOptions> {
  constructor(inChannels: number, outChannels: number, kernelSize: PerAxis, options: ConvOptions = {}) {
    checkCount('Conv1d', 4, arguments);
    const shape = (kernel: readonly number[], groups: number) => [
      outChannels,
      inChannels / groups,
      ...kernel,
    ];
    super(
      'Conv1d',
      shape,
      { inChannels, outChannels },
      sizesAlong('Conv1d', 'kernelSize', kernelSize, 1),
      options,
      CONV,
    );
  }

  forward(x: Value): Value {
    checkCount('Conv1d.forward', 1, arguments);
    return conv1d(x, this.weight, this.how);
  }
}
