import { checkCount, type Value, value } from '@chainrule/core';
import { optionErrors } from '../errors/options.ts';
import { optionsOf } from '../options.ts';
import { checkShape, type InitializerOptions } from './fans.ts';

export interface DiracOptions extends Pick<InitializerOptions, 'dtype'> {
  /** The number of groups of channels. Default: 1. */
  groups?: number;
}

/**
 * A parameter [out, in / groups, …kernel] that makes a convolution the identity, as far as there are channels: 1 at the middle
 * of the kernel from channel k to channel k of each group, 0 elsewhere.
 *
 * Throws a SetupError unless the shape has three to five axes and its outputs divide into the groups.
 *
 * @example
 * ```ts
 * import { constant, conv1d } from '@chainrule/core';
 * import { dirac } from '@chainrule/nn';
 * dirac([2, 2, 3]); // → [[[0, 1, 0], [0, 0, 0]], [[0, 0, 0], [0, 1, 0]]]
 * conv1d(constant([[1, 2, 4], [3, 5, 7]]), dirac([2, 2, 3]), { padding: 1 }); // → [[1, 2, 4], [3, 5, 7]]
 * ```
 */
export function dirac(shape: readonly number[], options: DiracOptions = {}): Value {
  checkCount('dirac', 2, arguments);
  // Every initialiser accepts `random`, since layers pass their generator.
  const { groups = 1, dtype = 'float64' } = optionsOf<DiracOptions & InitializerOptions>('dirac', options, {
    groups: 'number',
    random: 'random',
    dtype: 'any',
  });
  checkShape('dirac', shape, 'three to five axes', (rank) => rank >= 3 && rank <= 5);
  if (shape[0] % groups !== 0)
    throw optionErrors.badRate('dirac', 'groups', `a divisor of ${shape[0]} outputs`, groups);
  const [outputs, inputs, ...kernel] = shape;
  const size = kernel.reduce((a, b) => a * b, 1);
  const middle = kernel.reduce((at, n) => at * n + Math.floor(n / 2), 0);
  const numbers = new Float64Array(outputs * inputs * size);
  const perGroup = outputs / groups;
  for (let group = 0; group < groups; group++) {
    for (let k = 0; k < Math.min(perGroup, inputs); k++)
      numbers[((group * perGroup + k) * inputs + k) * size + middle] = 1;
  }
  return value(numbers, { shape, dtype });
}
