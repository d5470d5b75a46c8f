import {
  checkCount,
  diagonal,
  mul,
  noGrad,
  qr,
  reshape,
  sign,
  transpose,
  type Value,
  value,
} from '@chainrule/core';
import { DRAWN, optionsOf } from '../options.ts';
import { generatorFrom } from '../random.ts';
import { checkShape, type InitializerOptions } from './fans.ts';

export interface OrthogonalOptions extends InitializerOptions {
  /** The factor of the matrix. Default: 1. */
  gain?: number;
}

/**
 * A parameter whose rows, or columns where these are fewer, are orthogonal and of length `gain`; axes after the first count as
 * one. The matrix is uniformly distributed. Source: Saxe, McClelland and Ganguli (2014).
 *
 * Throws a SetupError if the shape has fewer than two axes.
 *
 * @example
 * ```ts
 * import { orthogonal } from '@chainrule/nn';
 * const Q = orthogonal([2, 3], { random: 1 });
 * Q.matmul(Q.transpose()); // → [[1.000, 0.000], [0.000, 1.000]]
 * ```
 */
export function orthogonal(shape: readonly number[], options: OrthogonalOptions = {}): Value {
  checkCount('orthogonal', 2, arguments);
  checkShape('orthogonal', shape, 'two axes or more', (rank) => rank >= 2);
  const {
    gain = 1,
    random,
    dtype = 'float64',
  } = optionsOf('orthogonal', options, {
    gain: 'number',
    ...DRAWN,
  });
  const rows = shape[0];
  const columns = shape.slice(1).reduce((a, b) => a * b, 1);
  const tall = generatorFrom(random).normal([Math.max(rows, columns), Math.min(rows, columns)]);
  return noGrad(() => {
    const { Q, R } = qr(tall);
    // Fixing the signs makes the decomposition unique, and so the matrix uniform.
    const signed = mul(Q, mul(sign(diagonal(R)), gain));
    return value(reshape(rows < columns ? transpose(signed) : signed, shape), { dtype });
  });
}
