import { readingErrors } from '../../errors/reading.ts';
import type { Expression } from '../../expression/expression.ts';
import type { Statement } from '../parser.ts';
import type { Source } from '../tokens.ts';
import { Arrays, type Known } from './arrays.ts';
import { Entries } from './entries.ts';
import { arranged, type Entry } from './entry.ts';
import { isReduction, subscripted } from './subscripts.ts';

/**
 * Statements over entries as statements over whole arrays: `\sum_j A_{ij} x_j` is A @ x, and the entries `z_i` of what a sum
 * goes over by another letter make the result an array, as in softmax. A name whose letters no sum and no such entry makes
 * indices stays a name of its own.
 */
export function resolveIndices(
  source: Source,
  statements: readonly Statement[],
  known: Known,
): readonly Statement[] {
  if (!statements.some(({ sides }) => sides.some(hasReduction)) && known.arrays.length === 0)
    return statements;
  const arrays = new Arrays(statements, known);
  return statements.map((statement) => resolved(source, statement, arrays, statement.sides.length > 1));
}

function hasReduction(each: Expression): boolean {
  if (each.kind === 'list') return each.items.some(hasReduction);
  return each.kind === 'call' && (isReduction(each) || each.operands.some(hasReduction));
}

function resolved(source: Source, statement: Statement, arrays: Arrays, isDefinition: boolean): Statement {
  const free = arrays.freeIn(statement);
  if (free.length === 0 && !statement.sides.some(hasReduction)) return statement;
  const entries = new Entries(source, free, arrays);
  const sides = statement.sides.map((side) => entries.of(side));
  const [left, ...others] = sides;
  if (!isDefinition) return { ...statement, sides: [inTurn(source, left, free)] };
  return {
    ...statement,
    sides: [left.whole, ...others.map((side) => matching(source, side, left))],
  };
}

/** A side whose axes are those of the left one. */
function matching(source: Source, side: Entry, left: Entry): Expression {
  const at = side.whole.at ?? { start: 0, end: 0 };
  if (left.on.length === 0) {
    const hasOther = left.whole.kind === 'name' && subscripted(left.whole.name) !== undefined;
    if (hasOther && side.on.length > 0) throw readingErrors.indexMissing(source, at, side.on[0], 'left');
    return inTurn(source, side, side.on);
  }
  const missing = left.on.find((index) => !side.on.includes(index));
  if (missing !== undefined && side.on.length > 0)
    throw readingErrors.indexMissing(source, at, missing, 'right');
  const surplus = side.on.find((index) => !left.on.includes(index));
  if (surplus !== undefined) throw readingErrors.indexMissing(source, at, surplus, 'left');
  return arranged(side, left.on);
}

/** Without a left side that names them, two indices are in order where they appear as the alphabet has them. */
function inTurn(source: Source, side: Entry, free: readonly string[]): Expression {
  const wanted = free.filter((index) => side.on.includes(index));
  const sorted = [...wanted].sort();
  if (wanted.some((index, k) => index !== sorted[k]))
    throw readingErrors.indexOrder(
      source,
      side.whole.at ?? { start: 0, end: 0 },
      sorted.join(''),
      wanted.join(''),
    );
  return arranged(side, wanted);
}
