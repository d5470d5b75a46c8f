import { readingErrors } from '../../errors/reading.ts';
import { call, type Expression, list, type NameExpression, number } from '../../expression/expression.ts';
import type { Source } from '../tokens.ts';
import { isReduction, type Reduction, shifted, subscripted } from './subscripts.ts';

/** More terms than these are not written out. */
const MOST_TERMS = 200;

/** What joins two terms of a sum, a product, a maximum. */
const JOINING: Readonly<Record<string, string>> = { sum: 'add', prod: 'mul', max: 'maximum', min: 'minimum' };

/** The numbers that an index goes through; undefined where they are not known. */
export function rangeOf({ over: { from, to } }: Reduction): { from: number; to: number } | undefined {
  if (!/^\d+$/.test(to)) return undefined;
  return { from: from === '' ? 1 : Number(from), to: Number(to) };
}

/** A sum over numbers that are known, term by term: the index is a number in it, and x_k is the k-th entry. */
export function unrolled(source: Source, reduction: Reduction): Expression {
  const { from, to } = rangeOf(reduction)!;
  const at = reduction.at ?? { start: 0, end: 0 };
  if (to < from || to - from >= MOST_TERMS)
    throw readingErrors.expected(source, at, `bounds of 1 to ${MOST_TERMS} terms`);
  const [index] = reduction.over.indices;
  const terms = Array.from({ length: to - from + 1 }, (_, k) =>
    withNumber(source, reduction.operands[0], { index, value: from + k, first: from }),
  );
  return terms.reduce((sum, term) => call(JOINING[reduction.name], [sum, term], undefined, at));
}

interface Step {
  readonly index: string;
  readonly value: number;
  /** The number of the first entry. */
  readonly first: number;
}

function withNumber(source: Source, expression: Expression, step: Step): Expression {
  const inside = (part: Expression) => withNumber(source, part, step);
  if (expression.kind === 'list') return { ...expression, items: expression.items.map(inside) };
  if (expression.kind === 'call') {
    const isBound = isReduction(expression) && expression.over.indices.includes(step.index);
    return isBound ? expression : { ...expression, operands: expression.operands.map(inside) };
  }
  return expression.kind === 'name' ? nameAt(source, expression, step) : expression;
}

function nameAt(source: Source, symbol: NameExpression, step: Step): Expression {
  const { index, value, first } = step;
  if (symbol.name === index) return number(value, symbol.at);
  const moved = shifted(symbol.name);
  if (moved?.letter === index) return entryOf(source, symbol, moved.base, value + moved.by - first, step);
  const found = subscripted(symbol.name);
  if (!found?.letters.includes(index)) return symbol;
  if (found.letters.length > 1) throw readingErrors.sumIndex(source, symbol.at!, index);
  return entryOf(source, symbol, found.base, value - first, step);
}

/** Entries are counted from 0 or from 1, as the sum says by its first number. */
function entryOf(
  source: Source,
  symbol: NameExpression,
  base: string,
  k: number,
  { first }: Step,
): Expression {
  if (first > 1 || k < 0) throw readingErrors.sumBounds(source, symbol.at!);
  const array = { ...symbol, name: base, rank: 1 };
  return call('slice', [array, list([number(k, symbol.at)], symbol.at)], undefined, symbol.at);
}
