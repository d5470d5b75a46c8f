import { checkCount, constant, mul, type Value, value } from '@chainrule/core';
import { optionErrors } from '../errors/options.ts';
import { DRAWN, optionsOf } from '../options.ts';
import { generatorFrom } from '../random.ts';
import { checkShape, type InitializerOptions } from './fans.ts';

export interface SparseOptions extends InitializerOptions {
  /** The share of zeros in each column, from 0 to 1, rounded up to whole numbers. */
  sparsity: number;
  /** The standard deviation of the other numbers. Default: 0.01. */
  std?: number;
}

/**
 * A parameter [rows, columns] of normal numbers with as many zeros in each column as `sparsity` says. Source: Martens,
 * "Deep learning via Hessian-free optimization" (2010).
 *
 * Throws a SetupError unless the shape has two axes.
 *
 * @example
 * ```ts
 * import { sparse } from '@chainrule/nn';
 * sparse([10, 3], { sparsity: 0.25, random: 1 }).equal(0).sum({ axis: 0 }); // → [3, 3, 3]
 * ```
 */
export function sparse(shape: readonly number[], options: SparseOptions): Value {
  checkCount('sparse', 2, arguments);
  checkShape('sparse', shape, 'two axes', (rank) => rank === 2);
  const {
    sparsity,
    std = 0.01,
    dtype = 'float64',
  } = optionsOf('sparse', options, {
    sparsity: 'number',
    std: 'number',
    ...DRAWN,
  });
  if (!(sparsity >= 0 && sparsity <= 1))
    throw optionErrors.badRate('sparse', 'sparsity', 'a number from 0 to 1', sparsity);
  const random = generatorFrom(options.random);
  const [rows, columns] = shape;
  const numbers = random.normal(shape, { std, dtype });
  const kept = new Float64Array(rows * columns).fill(1);
  for (let column = 0; column < columns; column++) {
    for (const row of random.permutation(rows).subarray(0, Math.ceil(sparsity * rows)))
      kept[row * columns + column] = 0;
  }
  return value(mul(numbers, constant(kept, { shape, dtype })));
}
