import {
  add,
  checkCount,
  constant,
  equal,
  matmul,
  max,
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
import { layerErrors } from '../errors/layers.ts';
import { optionsOf } from '../options.ts';
import { dropout } from './dropout.ts';

export interface AttentionOptions {
  /** Whether each query attends only to keys up to its own position. */
  isCausal?: boolean;
  /** The factor of the products of queries and keys. Default: 1/√size. */
  scale?: number;
  /** The probability of dropout on the weights. Default: 0. */
  dropout?: number;
  /** The random generator of the dropout masks. */
  random?: Random | number;
}

/** A mask of scores: booleans that exclude, or numbers that are added. */
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

/** The weights over the keys, and the weighted values: q `[…, L, d]`, k `[…, S, d]`, v `[…, S, e]`. */
export function attend(
  [q, k, v]: readonly [Value, Value, Value],
  masks: readonly Masking[],
  options: AttentionOptions,
): { output: Value; weights: Value } {
  const size = q.shape[q.rank - 1];
  const scores = matmul(mul(q, options.scale ?? 1 / Math.sqrt(size)), swapAxes(k, -2, -1));
  const all = options.isCausal ? [...masks, causal(scores.shape)] : masks;
  const masked = all.reduce((seen, mask) => mask(seen), scores);
  // A causal mask alone leaves each query its first key.
  const open = masks.length > 0 || k.shape[k.rank - 2] === 0 ? overOpenKeys(masked) : softmax(masked);
  const { dropout: p = 0, random } = options;
  const weights = p > 0 ? dropout(open, { p, ...(random !== undefined && { random }) }) : open;
  return { output: matmul(weights, v), weights };
}

/**
 * Softmax over the keys, and zeros for a query that may attend to none. There softmax would be NaN, and so would the gradient
 * of all its inputs, even if the output is not used.
 */
function overOpenKeys(scores: Value): Value {
  if (scores.shape[scores.rank - 1] === 0) return scores;
  const none = equal(max(scores, { axis: -1, keepDims: true }), -Infinity);
  return where(none, 0, softmax(where(none, 0, scores)));
}

/** Excludes the keys after the position of each query. */
function causal(shape: readonly number[]): Masking {
  return lettingIn(tril(ones(shape.slice(-2), { dtype: 'bool' })));
}

/**
 * Attention: softmax(q kᵀ / √d) v, for queries `[…, L, d]`, keys `[…, S, d]` and values `[…, S, e]`; the result is
 * `[…, L, e]`. Source: Vaswani and others, "Attention is all you need" (2017).
 *
 * A mask broadcasts to `[…, L, S]`: booleans say, as in PyTorch's function of this name, where a query may attend (the layer
 * `MultiheadAttention` takes the opposite, as PyTorch's does); numbers are added to the scores. A query that may attend to no
 * key gets zeros and passes no gradient on.
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
    if (x.rank < 2) throw layerErrors.badInput('scaledDotProductAttention', '[…, length, size]', x);
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

/** Applies a mask, broadcast to a shape, to scores: numbers are added, booleans mean what the caller says. */
export function masking(
  mask: Operand,
  ofBooleans: (mask: Value) => Masking,
  shape?: readonly number[],
): Masking {
  const given = mask instanceof Value ? mask : constant(mask);
  const brought = shape ? reshape(given, shape) : given;
  if (given.dtype === 'bool') return ofBooleans(brought);
  if (given.dtype === 'int32') throw layerErrors.notAMask(given);
  // Plain numbers take the dtype of what they are added to.
  return (scores) => add(scores, mask instanceof Value ? brought : brought.asType(scores.dtype));
}
