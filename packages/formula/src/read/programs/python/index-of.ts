import { call, type Expression, number, type OperandAt, type Span } from '../../../expression/expression.ts';
import type { Stored } from '../dialect.ts';
import { programErrors } from '../errors.ts';
import { oneHotOf, plainNumber, shaped } from '../rules.ts';
import type { Translator } from '../translator.ts';
import type { Entry, IndexTerm, Term } from '../tree.ts';

type Indexed = Pick<IndexTerm, 'of' | 'entries' | 'at'>;

/** `x[0, 1:3]`, `x[:, None]`, `p[range(n), y]`, `np.eye(k)[y]`, `x.shape[0]`. */
export function indexed(term: Indexed, translator: Translator): Expression {
  const { of, entries, at } = term;
  const size = shapeEntry(term, translator);
  if (size) return size;
  const hot = oneHot(term, translator);
  if (hot) return hot;
  const rows = rowEntries(entries, translator);
  const x = translator.expression(of, isFirst(entries) ? 'values' : undefined);
  if (rows) return picked(x, rows, at, translator);
  if (of.kind === 'call' && isFirst(entries) && isPair(of, translator)) return x;
  return sliced(x, entries, at, translator);
}

const isFirst = ([entry, more]: readonly Entry[]) => !more && entry?.kind === 'number' && entry.value === 0;

/** Whether a call gives values and indices in PyTorch: `x.max(1)`. */
const isPair = (term: Term & { kind: 'call' }, translator: Translator) =>
  translator.dialect.language === 'PyTorch' &&
  term.callee.kind === 'member' &&
  /^(max|min|sort|median)$/.test(term.callee.name);

/** `x.shape[k]`, and `-1` for the last. */
function shapeEntry({ of, entries, at }: Indexed, translator: Translator): Expression | undefined {
  const shape = of.kind === 'call' && of.arguments.length === 0 ? of.callee : of;
  const isShape = shape.kind === 'member' && shape.name === (shape === of ? 'shape' : 'size');
  if (!isShape || translator.pathOf(shape) !== undefined) return undefined;
  const array = shape.of;
  const axis = entries.length === 1 && isTerm(entries[0]) ? translator.literal(entries[0]) : undefined;
  if (typeof axis !== 'number')
    throw programErrors.expected(translator.source, at, 'shape', 'the number of one axis, as in x.shape[0]');
  return translator.size('size', [translator.expression(array)], at, ([{ shape: lengths }]) => {
    const found = lengths.at(axis);
    if (found === undefined)
      throw programErrors.shapes(translator.source, at, `expected an array that has the axis ${axis}`, [
        lengths,
      ]);
    return number(found, at);
  });
}

const isTerm = (entry: Entry): entry is Term => entry.kind !== 'range' && entry.kind !== 'ellipsis';

/** `np.eye(k)[y]`: a row for each class in y. */
function oneHot({ of, entries, at }: Indexed, translator: Translator): Expression | undefined {
  const isEye = of.kind === 'call' && /(^|\.)(eye|identity)$/.test(translator.pathOf(of.callee) ?? '');
  const [labels, more] = entries;
  if (!isEye || more || !labels || !isTerm(labels) || of.arguments.length !== 1) return undefined;
  const [{ value }] = of.arguments;
  if (!isTerm(value)) return undefined;
  return hotRows(translator.expression(labels), translator.expression(value), at, translator);
}

/** Rows with a one in the place of each class. */
export const hotRows = (
  labels: Expression,
  classes: Expression,
  at: Span,
  translator: Translator,
): Expression =>
  translator.notation('oneHot', [labels, classes], at, ([y, k]) =>
    oneHotOf(y, plainNumber(k.value), at, translator),
  );

/** The classes y of `p[range(n), y]`, which takes an entry of each row. */
export function rowEntries(entries: readonly Entry[], translator: Translator): Term | undefined {
  const [rows, classes, more] = entries;
  if (more || rows?.kind !== 'call' || !classes || !isTerm(classes)) return undefined;
  const path = rows.callee.kind === 'name' ? rows.callee.name : (translator.pathOf(rows.callee) ?? '');
  return /(^|\.)(range|xrange|arange)$/.test(path) && classes.kind !== 'number' ? classes : undefined;
}

/** The entry of each row that a class names. */
function picked(x: Expression, classes: Term, at: Span, translator: Translator): Expression {
  return translator.notation('take', [x, translator.expression(classes)], at, ([array, y]) => {
    const hot = rowsOf(array.shape, y, at, translator);
    return call('sum', [call('mul', [array.expression, hot], undefined, at)], { axis: 1 }, at);
  });
}

function rowsOf(shape: readonly number[], y: OperandAt, at: Span, translator: Translator): Expression {
  if (shape.length !== 2 || y.shape.length !== 1 || y.shape[0] !== shape[0])
    throw programErrors.shapes(translator.source, at, 'expected a matrix, and a class for each of its rows', [
      shape,
      y.shape,
    ]);
  return oneHotOf(y, shape[1], at, translator);
}

/** Numbers and ranges along the axes; None makes an axis of length 1. */
function sliced(x: Expression, entries: readonly Entry[], at: Span, translator: Translator): Expression {
  const isNew = (entry: Entry) =>
    (entry.kind === 'word' && entry.value === null) ||
    (entry.kind === 'member' && translator.pathOf(entry)?.endsWith('.newaxis') === true);
  const kept = entries.filter((entry) => !isNew(entry));
  const ellipsis = kept.findIndex(({ kind }) => kind === 'ellipsis');
  if (ellipsis >= 0 && kept.length > 1)
    throw programErrors.cannotSay(
      translator.source,
      kept[ellipsis].at,
      '… among other entries',
      'write a : for each axis',
    );
  const list = kept.filter(({ kind }) => kind !== 'ellipsis').map((entry) => entryOf(entry, translator));
  const isWhole = list.every((each) => each.kind === 'list' && each.items.length === 0);
  const part = isWhole ? x : translator.make('slice', [x, translator.list(list, at)], at);
  // An axis that a number takes away no longer counts where a new one is put in.
  const axes = entries.flatMap((entry, k) =>
    isNew(entry) ? [k - entries.slice(0, k).filter((each) => !isNew(each) && isTerm(each)).length] : [],
  );
  return axes.reduce((made, axis) => translator.make('expandDims', [made, number(axis)], at), part);
}

function entryOf(entry: Entry, translator: Translator): Expression {
  const { source } = translator;
  if (entry.kind === 'range') {
    const bounds = [entry.from, entry.to, entry.step].map((bound) => bound && boundOf(bound, translator));
    while (bounds.length > 0 && bounds[bounds.length - 1] === undefined) bounds.pop();
    return translator.list(
      bounds.map((bound) => bound ?? call('none', [], undefined, entry.at)),
      entry.at,
    );
  }
  const found = isTerm(entry) ? translator.literal(entry) : undefined;
  if (typeof found !== 'number' || !Number.isInteger(found))
    throw programErrors.cannotSay(
      source,
      entry.at,
      'an index that is not a whole number',
      'write the number, or a product with a mask, x * (x > 0)',
    );
  return number(found, entry.at);
}

function boundOf(bound: Term, translator: Translator): Expression | undefined {
  if (bound.kind === 'word') return undefined;
  const found = translator.literal(bound);
  if (typeof found !== 'number' || !Number.isInteger(found))
    throw programErrors.cannotSay(
      translator.source,
      bound.at,
      'a bound that is not a whole number',
      'write the number',
    );
  return number(found, bound.at);
}

/** `x[mask] = 0`, `p[range(n), y] -= 1`, `x[:] = v`: the array with what is stored in it. */
export function stored(
  target: IndexTerm,
  current: Expression,
  { term, value, operator, at }: Stored,
  translator: Translator,
): Expression {
  const { entries } = target;
  const combined = (part: Expression): Expression =>
    operator === undefined ? value : combine(operator, part, value, at, translator);
  const classes = rowEntries(entries, translator);
  if (classes)
    return storedInRows(current, translator.expression(classes), { term, value, operator, at }, translator);
  const [entry, more] = entries;
  if (!more && entry?.kind === 'range' && !entry.from && !entry.to && !entry.step) {
    const whole = combined(current);
    return translator.notation('broadcastTo', [current, whole], at, ([x, stores]) =>
      stores.shape.length < x.shape.length ? shaped(stores.expression, x.shape) : stores.expression,
    );
  }
  if (more || !entry || !isTerm(entry) || entry.kind === 'number')
    throw programErrors.cannotSay(
      translator.source,
      target.at,
      'storing in a part of an array',
      'write the whole array, or a mask in brackets, x[x < 0] = 0',
    );
  return maskedWith(translator.expression(entry), combined(current), current, at, translator);
}

/** Where a mask holds one value, and elsewhere another. */
export const maskedWith = (
  mask: Expression,
  value: Expression,
  otherwise: Expression,
  at: Span,
  translator: Translator,
): Expression =>
  translator.notation('where', [mask, value, otherwise], at, ([m, v, x]) => {
    const isMask =
      typeof m.value === 'object' && m.value !== null && (m.value as { dtype?: string }).dtype === 'bool';
    if (!isMask || m.shape.length !== x.shape.length || !m.shape.every((n, k) => n === x.shape[k]))
      throw programErrors.shapes(
        translator.source,
        at,
        'expected a mask in the shape of the array, such as x < 0',
        [m.shape, x.shape],
      );
    return call('where', [m.expression, v.expression, x.expression], undefined, at);
  });

/** x with an entry of each row changed by an amount, or set to it. */
function storedInRows(
  current: Expression,
  classes: Expression,
  { value, operator, at }: Stored,
  translator: Translator,
): Expression {
  if (operator !== undefined && operator !== '-' && operator !== '+')
    throw programErrors.cannotSay(
      translator.source,
      at,
      'storing in an entry of each row',
      'write =, -= or += there',
    );
  return translator.notation('where', [current, classes, value], at, ([x, y, amount]) => {
    if (amount.shape.length > 0)
      throw programErrors.shapes(translator.source, at, 'expected one number for all rows', [amount.shape]);
    const hot = rowsOf(x.shape, y, at, translator);
    const isOne = amount.expression.kind === 'number' && amount.expression.value === 1;
    const change = isOne ? hot : call('mul', [amount.expression, hot], undefined, at);
    if (operator === '-') return call('sub', [x.expression, change], undefined, at);
    if (operator === '+') return call('add', [x.expression, change], undefined, at);
    const others = call('mul', [x.expression, call('sub', [number(1), hot], undefined, at)], undefined, at);
    return call('add', [others, change], undefined, at);
  });
}

const OPERATIONS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '**': 'pow',
};

function combine(
  operator: string,
  part: Expression,
  value: Expression,
  at: Span,
  translator: Translator,
): Expression {
  if (!Object.hasOwn(OPERATIONS, operator))
    throw programErrors.cannotSay(
      translator.source,
      at,
      `${operator}= in a part of an array`,
      'write = there',
    );
  return translator.make(OPERATIONS[operator], [part, value], at);
}
