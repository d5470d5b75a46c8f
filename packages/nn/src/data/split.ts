import { checkCount, Random, Value } from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';
import { optionErrors } from '../errors/options.ts';
import { optionsOf } from '../options.ts';

/** Data that can be split: a Dataset, anything else with such a `select`, or an array, whose parts are arrays. */
export interface Selectable<T> {
  readonly length: number;
  select(indices: ArrayLike<number>): T;
}

/** An array with a `select`; anything else as it is. Throws if it cannot be split. */
function partsOf<T>(operation: string, data: Selectable<T> | readonly unknown[]): Selectable<T> {
  if (Array.isArray(data))
    return { length: data.length, select: (indices) => Array.from(indices, (i) => data[i]) as T };
  const { length, select } = (data ?? {}) as Partial<Selectable<T>>;
  if (Number.isSafeInteger(length) && typeof select === 'function')
    return { length: length as number, select: select.bind(data) };
  throw dataErrors.badData(operation, 'data', 'a Dataset, or an array of samples', data);
}

export interface SplitOptions {
  /** The generator of the random order, or its seed; false keeps the order. Default: 0. */
  random?: Random | number | false;
  /** A label for each sample: every part gets about the same share of each label. */
  stratify?: ArrayLike<number | string> | Value;
}

/**
 * Splits samples at random into parts, given as fractions that add up to 1 or counts that add up to all. Each part is a view.
 *
 * @example
 * ```ts
 * import { Dataset, randomSplit } from '@chainrule/nn';
 * const data = new Dataset([[1, 2, 3, 4, 5]]);
 * const [train, test] = randomSplit(data, [0.8, 0.2], { random: 7 });
 * train.length; // → 4
 * test.length; // → 1
 * randomSplit(data, [3, 3]); // → throws parts: expected fractions that add up to 1, or counts that add up to 5
 * ```
 */
export function randomSplit<T>(
  data: Selectable<T> | (T & readonly unknown[]),
  parts: readonly number[],
  options: SplitOptions = {},
): T[] {
  checkCount('randomSplit', 3, arguments);
  const { length, select } = partsOf('randomSplit', data);
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'number'))
    throw dataErrors.badData('randomSplit', 'parts', 'an array of numbers', parts);
  const total = parts.reduce((sum, part) => sum + part, 0);
  const fractions = Math.abs(total - 1) < 1e-9;
  const counts = parts.every(Number.isInteger) && total === length;
  if (!parts.every((part) => part >= 0) || !(fractions || counts))
    throw dataErrors.badData(
      'randomSplit',
      'parts',
      `fractions that add up to 1, or counts that add up to ${length}`,
      [...parts],
    );
  const order = arranged('randomSplit', length, options);
  let reached = 0;
  return parts.map((part) => {
    const start = Math.round(reached);
    reached += counts ? part : part * length;
    return select(order.subarray(start, Math.round(reached)));
  });
}

/**
 * k pairs of views for cross-validation: every sample is in the test part of exactly one of them.
 *
 * @example
 * ```ts
 * import { Dataset, kFold } from '@chainrule/nn';
 * const data = new Dataset([[1, 2, 3, 4, 5]]);
 * [...kFold(data, 2, { random: false })].map(({ train, test }) => [train.length, test.length]); // → [[2, 3], [3, 2]]
 * ```
 */
export function* kFold<T>(
  data: Selectable<T> | (T & readonly unknown[]),
  k: number,
  options: SplitOptions = {},
): Generator<{ train: T; test: T }> {
  checkCount('kFold', 3, arguments);
  const { length, select } = partsOf('kFold', data);
  if (!Number.isInteger(k) || k < 2 || k > length)
    throw optionErrors.badRate('kFold', 'k', `a whole number from 2 to ${length}`, k);
  const order = arranged('kFold', length, options);
  const edge = (fold: number) => Math.round((fold * length) / k);
  for (let fold = 0; fold < k; fold++) {
    const [start, end] = [edge(fold), edge(fold + 1)];
    const rest = [...order.subarray(0, start), ...order.subarray(end)];
    yield { train: select(rest), test: select(order.subarray(start, end)) };
  }
}

/** All indices in the order of dealing: random, and with labels spread evenly. */
function arranged(operation: string, n: number, options: SplitOptions): Int32Array {
  const { random = 0, stratify } = optionsOf(operation, options, { random: 'any', stratify: 'any' });
  if (random !== false && typeof random !== 'number' && !(random instanceof Random))
    throw optionErrors.badOption(operation, 'random', 'a Random, a seed or false', random);
  const generator = typeof random === 'number' ? new Random(random) : random;
  const order = generator ? generator.permutation(n) : Int32Array.from({ length: n }, (_, i) => i);
  if (stratify === undefined) return order;
  const labels = stratify instanceof Value ? (stratify.data as Int32Array) : stratify;
  if (labels?.length !== n)
    throw dataErrors.badData(operation, 'stratify', `a label for each of ${n} samples`, labels?.length);
  const counts = new Map<number | string, number>();
  const rank = Array.from(order, (i) => {
    const before = counts.get(labels[i]) ?? 0;
    counts.set(labels[i], before + 1);
    return before;
  });
  // The j-th of m samples of a label belongs (j + ½) / m of the way through.
  const way = rank.map((j, k) => (j + 0.5) / counts.get(labels[order[k]])!);
  return Int32Array.from(
    [...order.keys()].sort((a, b) => way[a] - way[b] || a - b),
    (k) => order[k],
  );
}
