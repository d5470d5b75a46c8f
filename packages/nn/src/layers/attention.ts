import {
  add,
  checkCount,
  constant,
  matmul,
  mul,
  type Operand,
  ones,
  type Random,
  reshape,
  softmax,
  swapAxes,
  tril,
  Value,
  where,
} from '@chainrule/core';
import { errors } from '../errors.ts';
import { optionsOf } from '../options.ts';
import { dropout } from './dropout.ts';

export interface AttentionOptions {
  /** Whether each query sees only the keys up to its own place. */
  isCausal?: boolean;
  /** What the products of queries and keys are multiplied by; 1/√size where absent. */
  scale?: number;
  /** The probability of dropout on the weights; 0 where absent. */
  dropout?: number;
  /** Where the masks of dropout come from. */
  random?: Random | number;
}

/** A part of a score that a mask changes: booleans that shut out, or numbers that are added. */
export type Masking = (scores: Value) => Value;

/** Scores with −∞ where a mask holds. */
export const shuttingOut =
  (blocked: Value): Masking =>
  (scores) =>
    where(blocked, -Infinity, scores);

/** Scores with −∞ where a mask does not hold. */
const lettingIn =
  (seen: Value): Masking =>
  (scores) =>
    where(seen, scores, -Infinity);

/** Weights over the keys, and what they make of the values: q `[…, L, d]`, k `[…, S, d]`, v `[…, S, e]`. */
export function attend(
  [q, k, v]: readonly [Value, Value, Value],
  masks: readonly Masking[],
  options: AttentionOptions,
): { output: Value; weights: Value } {
  const size = q.shape[q.rank - 1];
  const scores = matmul(mul(q, options.scale ?? 1 / Math.sqrt(size)), swapAxes(k, -2, -1));
  const all = options.isCausal ? [...masks, causal(scores.shape)] : masks;
  const open = softmax(all.reduce((masked, mask) => mask(masked), scores));
  const { dropout: p = 0, random } = options;
  const weights = p > 0 ? dropout(open, { p, ...(random !== undefined && { random }) }) : open;
  return { output: matmul(weights, v), weights };
}

/** Shuts out the keys behind the place of each query. */
function causal(shape: readonly number[]): Masking {
  return lettingIn(tril(ones(shape.slice(-2), { dtype: 'bool' })));
}

/**
 * Attention: softmax(q kᵀ / √d) v, for queries `[…, L, d]`, keys `[…, S, d]` and values `[…, S, e]`; the result is
 * `[…, L, e]`. Source: Vaswani and others, "Attention is all you need" (2017).
 *
 * A mask broadcasts to `[…, L, S]`: booleans say, as in PyTorch's function of this name, where a query may look (and the
 * layer `MultiheadAttention` takes the opposite, as PyTorch's does); numbers are added to the scores. A query that may
 * look nowhere gets NaN.
 *
 * @example
 * ```ts
 * import { scaledDotProductAttention } from '@chainrule/nn';
 * const [q, k, v] = [[[0, 0], [0, 0]], [[1, 0], [0, 1]], [[1, 2], [3, 4]]];
 * scaledDotProductAttention(q, k, v); // → [[2, 3], [2, 3]]
 * scaledDotProductAttention(q, k, v, { isCausal: true }); // → [[1, 2], [2, 3]]
 * ```
 */
export function scaledDotProductAttention(
  q: Operand,
  k: Operand,
  v: Operand,
  options: AttentionOptions & { attnMask?: Operand } = {},
): Value {
  checkCount('scaledDotProductAttention', 4, arguments);
  const operands = [q, k, v].map((x) => (x instanceof Value ? x : constant(x)));
  for (const x of operands)
    if (x.rank < 2) throw errors.badInput('scaledDotProductAttention', '[…, length, size]', x);
  const { attnMask } = optionsOf('scaledDotProductAttention', options, {
    isCausal: 'boolean',
    scale: 'number',
    dropout: 'number',
    random: 'random',
    attnMask: 'any',
  });
  const masks = attnMask === undefined ? [] : [masking(attnMask, lettingIn)];
  return attend(operands as [Value, Value, Value], masks, options).output;
}

/** What a mask, brought to a shape, does to scores: numbers are added, booleans mean what the caller says. */
export function masking(
  mask: Operand,
  ofBooleans: (mask: Value) => Masking,
  shape?: readonly number[],
): Masking {
  const given = mask instanceof Value ? mask : constant(mask);
  const brought = shape ? reshape(given, shape) : given;
  if (given.dtype === 'bool') return ofBooleans(brought);
  if (given.dtype === 'int32') throw errors.notAMask(given);
  // Plain numbers take the dtype of what they are added to.
  return (scores) => add(scores, mask instanceof Value ? brought : brought.astype(scores.dtype));
}
