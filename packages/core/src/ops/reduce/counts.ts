import { allocate, floating, type TypedArray } from '../../array/dtype.ts';
import { flat } from '../../array/ndarray.ts';
import { search } from '../../array/search.ts';
import { sortingOrder } from '../../array/sort.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { discrete } from '../../families/discrete.ts';
import { constant, type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { scatterAddPrimitive } from '../indexing/gather.ts';
import { checkWhole, indexOperand, indexValue } from '../indexing/indices.ts';
import { addedUp } from '../indexing/targets.ts';

/* How often numbers occur. No derivative passes through, except to the weights of `binCount`. */

/**
 * The distinct numbers of x in ascending order, the index of each entry of x among them, and how often each occurs; the last
 * two as int32. Every NaN counts as distinct. The size of the result depends on the numbers of x.
 *
 * @example
 * ```ts
 * import { unique } from '@chainrule/core';
 * const { values, inverse, counts } = unique([3, 1, 3]);
 * values; // → [1, 3]
 * inverse; // → [1, 0, 1]
 * counts; // → [1, 2]
 * ```
 */
export const unique = takes('unique', 1, (x: Operand): { values: Value; inverse: Value; counts: Value } => {
  const input = operand('unique', x);
  const data = flat(input);
  const order = sortingOrder({ data, shape: [data.length], dtype: input.dtype }, 0, false);
  const inverse = new Int32Array(data.length);
  const firsts: number[] = [];
  order.forEach((place, i) => {
    if (i === 0 || data[place] !== data[order[i - 1]]) firsts.push(i);
    inverse[place] = firsts.length - 1;
  });
  const counts = firsts.map((first, k) => (firsts[k + 1] ?? data.length) - first);
  const values = firsts.map((first) => data[order[first]]);
  return {
    values: constant(values, { dtype: input.dtype }),
    inverse: indexValue(inverse, input.shape),
    counts: indexValue(Int32Array.from(counts)),
  };
});

/**
 * How often each whole number from 0 on occurs in x, as int32; or the sum of the weights of its entries, one weight for each
 * entry of x. There are counts up to the largest number of x, and at least `minLength`.
 *
 * @example
 * ```ts
 * import { binCount } from '@chainrule/core';
 * binCount([1, 1, 3]); // → [0, 2, 0, 1]
 * binCount([1, 1], { weights: [0.5, 0.25] }); // → [0, 0.75]
 * ```
 */
export const binCount = takes(
  'binCount',
  2,
  (x: Operand, options: { weights?: Operand; minLength?: number } = {}): Value => {
    const list = indexOperand('binCount', x);
    const { weights, minLength = 0 } = optionsOf('binCount', options, 'weights, minLength');
    checkWhole('binCount', 'minLength', minLength, 0);
    const at = Int32Array.from(flat(list), (n) => {
      checkWhole('binCount', 'x', n, 0);
      return n;
    });
    const length = at.reduce((most, n) => Math.max(most, n + 1), minLength);
    const each =
      weights === undefined ? indexValue(new Int32Array(at.length).fill(1)) : operand('binCount', weights);
    if (each.size !== at.length) throw shapeErrors.unfit('binCount', `${at.length} weights`, each);
    const places = { whole: [length], part: each.shape, block: 1, at: indexValue(at) };
    return addedUp(scatterAddPrimitive, each, places);
  },
);

/**
 * How many numbers of x are in each bin, as int32, and the edges of the bins. `bins` is the number of bins of equal width
 * (default: 10), from the smallest number to the largest or over a `range`; or a list of ascending edges. A bin includes its
 * left edge, the last bin also its right edge; numbers outside are not counted.
 *
 * @example
 * ```ts
 * import { histogram } from '@chainrule/core';
 * const { counts, edges } = histogram([1, 2, 2, 5], { bins: 2 });
 * counts; // → [3, 1]
 * edges; // → [1, 3, 5]
 * ```
 */
export const histogram = takes(
  'histogram',
  2,
  (
    x: Operand,
    options: { bins?: number | readonly number[]; range?: readonly [number, number] } = {},
  ): { counts: Value; edges: Value } => {
    const input = operand('histogram', x);
    const { bins = 10, range } = optionsOf('histogram', options, 'bins, range');
    if (typeof bins === 'number') checkWhole('histogram', 'bins', bins, 1);
    else checkEdges(bins);
    const edges = apply(edgesPrimitive, [input], { bins, range });
    return { counts: apply(histogramPrimitive, [input, edges], undefined), edges };
  },
);

const edgesPrimitive = discrete<Bins>('histogramEdges', {
  shape: (_, { bins }) => [typeof bins === 'number' ? bins + 1 : bins.length],
  dtype: ([x]) => floating(x.dtype),
  array: ([x], bins) => {
    const edges = edgesOf(flat(x), bins);
    const out = allocate(floating(x.dtype), edges.length);
    out.set(edges);
    return out;
  },
});

const histogramPrimitive = discrete<undefined>('histogram', {
  shape: ([, edges]) => [edges.shape[0] - 1],
  array: ([x, edges]) => {
    const last = edges.shape[0] - 1;
    const highest = flat(edges)[last];
    const counts = new Int32Array(last);
    const numbers = flat(x);
    search(edges, x, true).forEach((after, i) => {
      const bin = numbers[i] === highest ? last : after;
      if (bin > 0 && bin <= last) counts[bin - 1]++;
    });
    return counts;
  },
});

interface Bins {
  /** The number of bins, or their edges. */
  readonly bins: number | readonly number[];
  readonly range: readonly [number, number] | undefined;
}

function checkEdges(edges: readonly number[]): void {
  if (Array.isArray(edges) && edges.length > 1 && edges.every((edge, k) => k === 0 || edge > edges[k - 1]))
    return;
  throw argumentErrors.badOption('histogram', 'bins', 'a number of bins, or two rising edges or more', edges);
}

function edgesOf(numbers: TypedArray, { bins, range }: Bins): readonly number[] {
  if (typeof bins !== 'number') return bins;
  const [low, high] = range ?? limitsOf(numbers);
  if (!(high > low && Number.isFinite(high - low)))
    throw argumentErrors.badOption('histogram', 'range', 'two finite numbers, the second one larger', [
      low,
      high,
    ]);
  const width = (high - low) / bins;
  return Array.from(allocate('float64', bins + 1, 'histogram'), (_, k) =>
    k === bins ? high : low + k * width,
  );
}

/** The smallest and the largest number; for a single number, ½ below and above it; 0 and 1 if there are none. */
function limitsOf(numbers: TypedArray): [number, number] {
  if (numbers.length === 0) return [0, 1];
  let [low, high] = [Infinity, -Infinity];
  for (const n of numbers) [low, high] = [Math.min(low, n), Math.max(high, n)];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}
