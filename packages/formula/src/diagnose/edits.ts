import { type CallExpression, call, type Expression } from '../expression/expression.ts';

/** A part of an expression, with the way to it from the outermost operation: the place of an operand at each step. */
export interface PartAt {
  readonly part: Expression;
  readonly way: readonly number[];
  /** The operation that it is an operand of; undefined for the whole. */
  readonly parent: CallExpression | undefined;
  /** Whether the whole is linear in it: it is a term or a factor, not under a line and not inside a function. */
  readonly isLinear: boolean;
}

/** Operations that are linear in each operand, and those that are so only in the first. */
const LINEAR = new Set([
  'add',
  'sub',
  'neg',
  'mul',
  'matmul',
  'dot',
  'outer',
  'sum',
  'mean',
  'transpose',
  'trace',
]);
const LINEAR_IN_FIRST = new Set(['div']);

/** Every part of an expression, the larger ones first. */
export function partsOf(whole: Expression): PartAt[] {
  const found: PartAt[] = [{ part: whole, way: [], parent: undefined, isLinear: true }];
  for (const { part: parent, way, isLinear } of found) {
    if (parent.kind !== 'call') continue;
    for (const [k, part] of parent.operands.entries()) {
      const goesOn = isLinear && (LINEAR.has(parent.name) || (LINEAR_IN_FIRST.has(parent.name) && k === 0));
      found.push({ part, way: [...way, k], parent, isLinear: goesOn });
    }
  }
  return found;
}

/** An expression with another part at the end of a way. */
export function withPart(whole: Expression, way: readonly number[], part: Expression): Expression {
  if (way.length === 0) return part;
  const [k, ...rest] = way;
  const { operands, ...outer } = whole as CallExpression;
  return { ...outer, operands: operands.map((each, j) => (j === k ? withPart(each, rest, part) : each)) };
}

/** Matrix products in another order, and with each factor transposed or not. */
export function otherProducts(part: Expression): Expression[] {
  if (!isMatrixProduct(part)) return [];
  const factors = factorsOf(part);
  if (factors.length > MOST_FACTORS) return [];
  return orders(factors).flatMap((order) => {
    const product = order.reduce((a, b) => ({ ...part, operands: [a, b] }));
    return [product, call('transpose', [product])];
  });
}

/** Notation of a product that may be one of matrices, by the shapes. */
const BY_SHAPES: ReadonlySet<string | undefined> = new Set(['beside', 'dot', 'asterisk']);

/** Whether a part is a product of matrices, or of numbers that may be. */
export const isMatrixProduct = (part: Expression | undefined): part is CallExpression =>
  part?.kind === 'call' && (part.name === 'matmul' || (part.name === 'mul' && BY_SHAPES.has(part.sign)));

const MOST_FACTORS = 3;

const factorsOf = (part: Expression): Expression[] =>
  isMatrixProduct(part) ? part.operands.flatMap(factorsOf) : [part];

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, k) => orders(items.filter((_, j) => j !== k)).map((rest) => [item, ...rest]));
}
