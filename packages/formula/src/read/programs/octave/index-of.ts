import { call, type Expression, number, type OperandAt } from '../../../expression/expression.ts';
import type { Stored } from '../dialect.ts';
import { programErrors } from '../errors.ts';
import type { Translator } from '../translator.ts';
import type { Entry, IndexTerm, Term } from '../tree.ts';
import { list, matrixShape, reshape } from './columns.ts';

type Indexed = Pick<IndexTerm, 'of' | 'entries' | 'at'>;

/** From where to before where, counted from 0, and whether it is one entry. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly isOne: boolean;
}

/** `x(2)`, `X(:, 2:end)`, `X(:)`. */
export function indexed({ of, entries, at }: Indexed, translator: Translator): Expression {
  const x = translator.expression(of);
  if (entries.length > 2 || entries.length === 0)
    throw programErrors.expected(translator.source, at, 'an index', 'one or two entries');
  return translator.notation('slice', [x], at, ([operand]) =>
    entries.length === 1
      ? alongVector(operand, entries[0], at, translator)
      : inMatrix(operand, entries, at, translator),
  );
}

/** `X(:)` is all columns below one another, and x(k) an entry of a vector. */
function alongVector(
  operand: OperandAt,
  entry: Entry,
  at: Indexed['at'],
  translator: Translator,
): Expression {
  const { expression, shape } = operand;
  const [rows, columns] = matrixShape(shape);
  if (isColon(entry))
    return shape.length < 2 ? expression : reshape(call('transpose', [expression]), [rows * columns], at);
  if (Math.min(rows, columns) > 1)
    throw programErrors.shapes(translator.source, at, 'expected two entries for the index of a matrix', [
      shape,
    ]);
  const part = partOf(entry, rows * columns, translator);
  const flat = shape.length === 1 ? expression : reshape(expression, [rows * columns], at);
  if (part.isOne) return call('slice', [flat, list([part.from])], undefined, at);
  const found = call('slice', [flat, ranges([part])], undefined, at);
  return rows === 1 && columns > 1 ? reshape(found, [1, lengthOf(part)], at) : found;
}

function inMatrix(
  operand: OperandAt,
  entries: readonly Entry[],
  at: Indexed['at'],
  translator: Translator,
): Expression {
  const sizes = matrixShape(operand.shape);
  const parts = entries.map((entry, k) => partOf(entry, sizes[k], translator));
  const matrix = operand.shape.length === 2 ? operand.expression : reshape(operand.expression, sizes, at);
  if (parts.every(({ isOne }) => isOne))
    return call('slice', [matrix, list(parts.map(({ from }) => from))], undefined, at);
  const found = call('slice', [matrix, ranges(parts)], undefined, at);
  return operand.shape.length === 1 ? reshape(found, [lengthOf(parts[0])], at) : found;
}

const lengthOf = ({ from, to, step }: Part) => Math.max(0, Math.ceil((to - from) / step));

const ranges = (parts: readonly Part[]): Expression => ({
  kind: 'list',
  items: parts.map(({ from, to, step }) => list(step === 1 ? [from, to] : [from, to, step])),
});

const isColon = (entry: Entry) => entry.kind === 'range' && !entry.from && !entry.to;

/** An entry along an axis of this length. */
function partOf(entry: Entry, length: number, translator: Translator): Part {
  const { source } = translator;
  if (entry.kind === 'ellipsis')
    throw programErrors.expected(source, entry.at, 'an index', 'a number or a range');
  if (entry.kind !== 'range') {
    const k = wholeOf(entry, length, translator);
    checkWithin(k, length, entry, translator);
    return { from: k - 1, to: k, step: 1, isOne: true };
  }
  if (isColon(entry)) return { from: 0, to: length, step: 1, isOne: false };
  const [from, to] = [entry.from!, entry.to!].map((bound) => wholeOf(bound, length, translator));
  const step = entry.step ? wholeOf(entry.step, length, translator) : 1;
  if (step < 1)
    throw programErrors.cannotSay(source, entry.at, 'a range that goes back', 'write it forwards');
  if (to >= from) for (const each of [from, to]) checkWithin(each, length, entry, translator);
  return { from: from - 1, to: Math.max(to, from - 1), step, isOne: false };
}

function checkWithin(k: number, length: number, { at }: { at: Indexed['at'] }, translator: Translator): void {
  if (k >= 1 && k <= length) return;
  throw programErrors.expected(
    translator.source,
    at,
    'an index',
    `1 to ${length}, since Octave counts from 1, got ${k}`,
  );
}

/** A whole number, `end`, or one less or more than it. */
function wholeOf(term: Term, length: number, translator: Translator): number {
  if (term.kind === 'name' && term.name === 'end') return length;
  if (term.kind === 'binary' && (term.operator === '-' || term.operator === '+')) {
    const [left, right] = [term.left, term.right].map((each) => wholeOf(each, length, translator));
    return term.operator === '-' ? left - right : left + right;
  }
  const found = translator.literal(term);
  if (typeof found !== 'number' || !Number.isInteger(found))
    throw programErrors.cannotSay(
      translator.source,
      term.at,
      'an index that is not a whole number',
      'write the number, or a product with a mask, x .* (x > 0)',
    );
  return found;
}

/** `x(mask) = 0`, `theta(1) = 0`, `Theta(:, 1) = 0`: the array with what is stored in it. */
export function stored(
  target: IndexTerm,
  current: Expression,
  { value, operator, at }: Stored,
  translator: Translator,
): Expression {
  const { entries } = target;
  const { source } = translator;
  if (operator !== undefined)
    throw programErrors.cannotSay(source, target.at, `${operator}= in a part of an array`, 'write = there');
  const [entry, second] = entries;
  const isMask =
    !second &&
    entry &&
    entry.kind !== 'range' &&
    entry.kind !== 'ellipsis' &&
    translator.literal(entry) === undefined;
  const mask = isMask ? [translator.expression(entry)] : [];
  return translator.notation('where', [current, value, ...mask], at, ([x, v, m]) => {
    if (v.shape.length > 0)
      throw programErrors.shapes(source, at, 'storing in a part of an array: expected one number', [v.shape]);
    if (m) return where(m, v, x, at, translator);
    const sizes = matrixShape(x.shape);
    const all = entries.length === 1 ? [entries[0]] : entries;
    const length = entries.length === 1 ? [sizes[0] * sizes[1]] : sizes;
    const parts = all.map((each, k) => partOf(each, length[k], translator));
    if (entries.length === 1 && Math.min(...sizes) > 1)
      throw programErrors.shapes(source, at, 'expected two entries for the index of a matrix', [x.shape]);
    return call('where', [marked(x, parts), v.expression, x.expression], undefined, at);
  });
}

/** A mask of ones in some rows and columns. */
function marked({ shape }: OperandAt, parts: readonly Part[]): Expression {
  const within = ({ from, to, step }: Part, k: number) => k >= from && k < to && (k - from) % step === 0;
  const line = (part: Part, length: number) => Array.from({ length }, (_, k) => Number(within(part, k)));
  const [rows, columns] = matrixShape(shape);
  if (parts.length === 1) {
    const ones = line(parts[0], rows * columns);
    return call('greater', [
      shape.length === 2 && rows === 1 ? { kind: 'list', items: [list(ones)] } : columnOf(ones, shape),
      number(0),
    ]);
  }
  const [down, across] = [line(parts[0], rows), line(parts[1], columns)];
  const items = down.map((one) => list(across.map((each) => each * one)));
  return call('greater', [shape.length === 1 ? list(down) : { kind: 'list', items }, number(0)]);
}

const columnOf = (ones: readonly number[], shape: readonly number[]): Expression =>
  shape.length === 2 ? { kind: 'list', items: ones.map((each) => list([each])) } : list(ones);

function where(
  m: OperandAt,
  v: OperandAt,
  x: OperandAt,
  at: Indexed['at'],
  translator: Translator,
): Expression {
  const isMask =
    typeof m.value === 'object' && m.value !== null && (m.value as { dtype?: string }).dtype === 'bool';
  const isAlike = m.shape.length === x.shape.length && m.shape.every((n, k) => n === x.shape[k]);
  if (!isMask || !isAlike)
    throw programErrors.shapes(
      translator.source,
      at,
      'expected a mask in the shape of the array, such as x < 0',
      [m.shape, x.shape],
    );
  return call('where', [m.expression, v.expression, x.expression], undefined, at);
}
