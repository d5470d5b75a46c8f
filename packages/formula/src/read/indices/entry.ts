import {
  call,
  type Expression,
  list,
  type NameExpression,
  name,
  number,
  type Span,
} from '../../expression/expression.ts';
import { isEntrywise } from '../functions.ts';

/** An expression over entries as one over whole arrays: its axes are what these indices go along, in this order. */
export interface Entry {
  readonly whole: Expression;
  readonly on: readonly string[];
}

/** Indices in the order that axes have: those of the result first, then each sum's, from the outermost in. */
export type Order = readonly string[];

/** The axis of a vector whose entries have no index: that of x_i in w^\top x_i. */
export const HIDDEN = '·';

export const inOrder = (indices: Iterable<string>, order: Order): string[] => {
  const wanted = new Set(indices);
  return [...order, HIDDEN].filter((index) => wanted.has(index));
};

export function union(entries: readonly Entry[], order: Order): readonly string[] {
  const { on } = entries.reduce((most, each) => (each.on.length > most.on.length ? each : most));
  const isWhole = entries.every((each) => each.on.every((index, k) => index === on[k]));
  return isWhole
    ? on
    : inOrder(
        entries.flatMap((each) => each.on),
        order,
      );
}

/** The same with its axes in this order. */
export function arranged({ whole, on }: Entry, order: readonly string[]): Expression {
  const wanted = order.filter((index) => on.includes(index));
  if (wanted.every((index, k) => index === on[k])) return whole;
  const axes = wanted.map((index) => number(on.indexOf(index), whole.at));
  return on.length === 2
    ? call('transpose', [whole], undefined, whole.at)
    : call('permute', [whole, list(axes, whole.at)], undefined, whole.at);
}

/** The same with an axis of size 1 for each index that it lacks, so that it fits beside others. Axes in front need none. */
export function aligned(entry: Entry, order: readonly string[]): Expression {
  const whole = arranged(entry, order);
  const first = order.findIndex((index) => entry.on.includes(index));
  const missing = order.flatMap((index, k) =>
    first >= 0 && k > first && !entry.on.includes(index) ? [k - first] : [],
  );
  if (missing.length === 0) return first < 0 ? asNumber(whole) : whole;
  const axes = missing.map((axis) => number(axis, whole.at));
  return call('expandDims', [whole, axes.length === 1 ? axes[0] : list(axes, whole.at)], undefined, whole.at);
}

/** What has no index stands for one number beside entries: its names have no axes. */
export function asNumber(whole: Expression): Expression {
  if (whole.kind === 'name') return whole.rank === undefined ? ranked(whole, 0) : whole;
  if (whole.kind !== 'call' || !isEntrywise(whole.name) || whole.operands.some(isTransposed)) return whole;
  return { ...whole, operands: whole.operands.map(asNumber) };
}

const isTransposed = (each: Expression) => each.kind === 'call' && each.name === 'transpose';

export const ranked = (symbol: NameExpression, rank: number): NameExpression => ({ ...symbol, rank });

/** The sum, product or extremum of an entry along some of its indices. */
export function reduced(
  operation: string,
  entry: Entry,
  indices: readonly string[],
  at: Span | undefined,
): Entry {
  const axes = entry.on.flatMap((index, k) => (indices.includes(index) ? [k] : []));
  const on = entry.on.filter((index) => !indices.includes(index));
  const options = on.length === 0 ? undefined : { axis: axes.length === 1 ? axes[0] : axes };
  return { whole: call(operation, [entry.whole], options, at), on };
}

/** The sum of a product over the indices that are not kept: a matrix product where it is one. */
export function contracted(
  factors: readonly Entry[],
  keep: readonly string[],
  at: Span | undefined,
): Expression {
  const found = factors.length === 2 ? matrixProduct(factors[0], factors[1], keep, at) : undefined;
  if (found) return found;
  const letters = new Map<string, string>();
  const free = Array.from('abcdefghijklmnopqrstuvwxyz').filter(
    (letter) => !factors.some(({ on }) => on.includes(letter)),
  );
  const letterOf = (index: string) => {
    if (/^[a-zA-Z]$/.test(index)) return index;
    if (!letters.has(index)) letters.set(index, free.pop()!);
    return letters.get(index)!;
  };
  const spec = (indices: readonly string[]) => indices.map(letterOf).join('');
  const text = `${factors.map(({ on }) => spec(on)).join(',')}->${spec(keep)}`;
  return call(
    'einsum',
    [name(JSON.stringify(text), at), ...factors.map(({ whole }) => whole)],
    undefined,
    at,
  );
}

/** A, B with one index in common, which is summed, and at most one other each. */
function matrixProduct(
  one: Entry,
  other: Entry,
  keep: readonly string[],
  at: Span | undefined,
): Expression | undefined {
  const common = one.on.filter((index) => other.on.includes(index));
  if (common.length !== 1 || keep.includes(common[0]) || one.on.length > 2 || other.on.length > 2)
    return undefined;
  const [summed] = common;
  if (one.on.length + other.on.length - 2 !== keep.length) return undefined;
  const [left, right] =
    one.on.includes(keep[0]) || (keep.length === 1 && other.on.length === 1) ? [one, other] : [other, one];
  const rows = left.on.length === 2 ? [left.on.find((index) => index !== summed)!, summed] : left.on;
  const columns = right.on.length === 2 ? [summed, right.on.find((index) => index !== summed)!] : right.on;
  return call('matmul', [arranged(left, rows), arranged(right, columns)], undefined, at);
}
