import {
  add,
  checkCount,
  concat,
  constant,
  mul,
  type Operand,
  reshape,
  select,
  stack,
  sub,
  Value,
} from '@chainrule/core';
import { checkInput, checkSizes } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import { Module } from '../module.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { waves } from './waves.ts';

const ROTARY: Kinds<RotaryOptions> = { base: 'number', interleaved: 'boolean' };

export interface RotaryOptions {
  /** The angle per position of pair i is base^(−2i/size). Default: 10,000. */
  base?: number;
  /** Whether pairs are neighbours, instead of entries i and i + size/2. Default: true. */
  interleaved?: boolean;
}

/**
 * x `[…, length, size]` with each pair of entries rotated by an angle proportional to the position, so that products of queries
 * and keys depend on their distance. Source: Su and others, "RoFormer" (2021).
 *
 * @example
 * ```ts
 * import { rotaryEmbedding } from '@chainrule/nn';
 * rotaryEmbedding([[1, 0], [1, 0]]); // → [[1, 0], [0.5403, 0.84147]]
 * rotaryEmbedding([[1, 2, 3]]); // → throws an even size
 * ```
 */
export function rotaryEmbedding(x: Operand, options: RotaryOptions = {}): Value {
  checkCount('rotaryEmbedding', 2, arguments);
  const input = x instanceof Value ? x : constant(x);
  const { base = 10_000, interleaved = true } = optionsOf('rotaryEmbedding', options, ROTARY);
  const [length, size] = input.shape.slice(-2);
  if (input.rank < 2 || size % 2 !== 0)
    throw layerErrors.badInput('rotaryEmbedding', '[…, length, size] with an even size', input);
  const { sin, cos } = waves(length, size, base);
  // Nested arrays without rows do not say how long a row is.
  const table = (rows: number[][]) =>
    constant(rows.flat(), { shape: [length, size / 2], dtype: input.dtype });
  return turned(input, table(cos), table(sin), interleaved);
}

function turned(x: Value, cos: Value, sin: Value, interleaved: boolean): Value {
  const half = x.shape[x.rank - 1] / 2;
  const leading = x.shape.slice(0, -1);
  // One axis for the pairs and one for their two entries, in either order.
  const axis = interleaved ? -1 : -2;
  const pairs = reshape(x, [...leading, ...(interleaved ? [half, 2] : [2, half])]);
  const [a, b] = [0, 1].map((entry) => select(pairs, entry, { axis }));
  const made = [sub(mul(a, cos), mul(b, sin)), add(mul(a, sin), mul(b, cos))];
  return interleaved ? reshape(stack(made, { axis: -1 }), x.shape) : concat(made, { axis: -1 });
}

/**
 * `rotaryEmbedding` of vectors of one size, for queries and keys `[batch, heads, length, dim]`. Nothing is learnt.
 *
 * @example
 * ```ts
 * import { ones } from '@chainrule/core';
 * import { RotaryEmbedding } from '@chainrule/nn';
 * new RotaryEmbedding(4).forward(ones([2, 3, 5, 4])).shape; // → [2, 3, 5, 4]
 * new RotaryEmbedding(3); // → throws dim: expected an even number, got 3
 * ```
 */
export class RotaryEmbedding extends Module {
  readonly dim: number;
  readonly base: number;
  readonly interleaved: boolean;

  constructor(dim: number, options: RotaryOptions = {}) {
    checkCount('RotaryEmbedding', 2, arguments);
    super();
    checkSizes('RotaryEmbedding', { dim });
    if (dim % 2 !== 0) throw optionErrors.badRate('RotaryEmbedding', 'dim', 'an even number', dim);
    const { base = 10_000, interleaved = true } = optionsOf('RotaryEmbedding', options, ROTARY);
    this.dim = dim;
    this.base = base;
    this.interleaved = interleaved;
  }

  forward(x: Value): Value {
    checkCount('RotaryEmbedding.forward', 1, arguments);
    checkInput('RotaryEmbedding', x);
    if (x.shape[x.rank - 1] !== this.dim)
      throw layerErrors.badInput('RotaryEmbedding', `[…, length, ${this.dim}]`, x);
    return rotaryEmbedding(x, { base: this.base, interleaved: this.interleaved });
  }
}
