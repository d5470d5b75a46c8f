import { call, type Expression, isCall, type ListExpression, name } from '../expression/expression.ts';
import { isNumeric } from '../expression/structure.ts';
import { toText } from '../write/text.ts';

/** Operations that only arrange entries: a formula on paper does not write them. */
const ARRANGING: ReadonlySet<string> = new Set(['reshape', 'broadcastTo', 'expandDims', 'squeeze', 'alias']);

/** A formula as it stands on paper: without what only the shapes of arrays ask for, such as an axis of size 1 that is kept. */
export function onPaper(expression: Expression): Expression {
  if (expression.kind === 'list') return { ...expression, items: expression.items.map(onPaper) };
  if (expression.kind !== 'call') return expression;
  const [first, second] = expression.operands;
  if (ARRANGING.has(expression.name)) return onPaper(first);
  // A vector has no transpose, however it lay as a row or a column.
  if (isCall(expression, 'transpose') && (second ? lengthOf(second) === 1 : isThin(first)))
    return onPaper(first);
  const operands = expression.operands.map(onPaper);
  const scaled = scaledBy(expression.name, operands);
  if (scaled) return scaled;
  const { keepDims: _, ...options } = expression.options ?? {};
  return { ...expression, operands, options: Object.keys(options).length > 0 ? options : undefined };
}

const lengthOf = (list: Expression) => (list.kind === 'list' ? list.items.length : undefined);

/** Whether a matrix has one row or one column for certain. */
const isThin = (matrix: Expression) =>
  isCall(matrix, 'reshape') &&
  matrix.operands[1]?.kind === 'list' &&
  (matrix.operands[1] as ListExpression).items.some((item) => item.kind === 'number' && item.value === 1);

/** A product with a single number in brackets, which is that number times the other factor. */
function scaledBy(product: string, operands: readonly Expression[]): Expression | undefined {
  if ((product !== 'outer' && product !== 'matmul') || operands.length !== 2) return undefined;
  const k = operands.findIndex((each) => singleOf(each) !== undefined);
  return k < 0 ? undefined : call('mul', [singleOf(operands[k])!, operands[1 - k]]);
}

/** The number in `[2]` or `[[2]]`. */
function singleOf(expression: Expression): Expression | undefined {
  if (expression.kind !== 'list' || expression.items.length !== 1 || !isNumeric(expression)) return undefined;
  const [item] = expression.items;
  return item.kind === 'list' ? singleOf(item) : item;
}

/** How deep a formula is shown at most, where it is too long. */
const DEEPEST = 6;

/** A formula as text of at most so many signs: the parts that lie deepest are left out. */
export function shortText(expression: Expression, longest: number): string {
  const write = (each: Expression) => toText(each, { digits: 9 });
  let text = write(expression);
  for (let depth = DEEPEST; text.length > longest && depth > 0; depth--)
    text = write(pruned(expression, depth));
  return text;
}

/** The expression with everything below this many levels of calls shown as `…`. */
function pruned(expression: Expression, depth: number): Expression {
  if (expression.kind === 'list')
    return depth === 0
      ? name('…')
      : { ...expression, items: expression.items.map((each) => pruned(each, depth - 1)) };
  if (expression.kind !== 'call') return expression;
  if (depth === 0) return name('…');
  return { ...expression, operands: expression.operands.map((each) => pruned(each, depth - 1)) };
}
