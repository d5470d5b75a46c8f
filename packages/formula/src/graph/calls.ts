import { byPrimitive, coreName, isAbstract, type Value } from '@chainrule/core';
import type { View } from '@chainrule/core/extend';
import {
  call,
  type Expression,
  isCall,
  type ListExpression,
  type Literal,
  list,
  number,
} from '../expression/expression.ts';
import { operationName } from './operation-name.ts';
import { sameSizes } from './same-sizes.ts';

/** How the call of one operation is written, given its node and its operands. */
type Writing = (node: Value, operands: readonly Expression[]) => Expression;

/**
 * The call that a node stands for. An operation without attributes is its name over its operands; one that reduces along
 * axes says which; the rest are listed here. What cannot be told from the attributes is left out.
 */
export function callOf(node: Value, operands: readonly Expression[]): Expression {
  const special = WRITINGS.get(node.primitive!);
  if (special) return special(node, operands);
  const options = isView(node.attributes) ? undefined : axesOf(node);
  return isView(node.attributes) && operands.length === 1 && isPart(node)
    ? indexing(node, operands[0])
    : call(operationName(node.primitive!).replace('ᵀ', '_transposed'), operands, options);
}

const shapeList = (shape: readonly number[]) => list(shape.map((n) => number(n)));

/** An operation that is written with the shape of its result. */
const toShape =
  (name: string): Writing =>
  (node, operands) =>
    call(name, [...operands, shapeList(node.shape)]);

/** A vector enters a matrix product as a matrix of one row or column: `a @ B` is what was written. */
const reshape: Writing = (node, operands) => {
  const [operand] = operands;
  const [input] = node.inputs;
  return sameSizes(input, node) || (isCall(operand, 'matmul') && isVectorProduct(input, node))
    ? operand
    : toShape('reshape')(node, operands);
};

/** Whether a reshape only takes away the axes that vectors were given to enter a matrix product. */
function isVectorProduct(product: Value, { shape }: Value): boolean {
  if (coreName(product.primitive) !== 'matmul') return false;
  const [row, column] = product.inputs.map(entersAsVector);
  const own = product.shape.filter(
    (_, axis) => !(axis === product.rank - 2 ? row : axis > product.rank - 2 && column),
  );
  return own.length === shape.length && own.every((n, axis) => n === shape[axis]);
}

/** A sum over the number of its terms is a mean. */
const div: Writing = (node, operands) => {
  const [total, count] = node.inputs;
  const isMean =
    coreName(total.primitive) === 'sum' &&
    isCall(operands[0], 'sum') &&
    count.primitive === undefined &&
    count.rank === 0 &&
    !isAbstract(count) &&
    count.item() * total.size === total.inputs[0].size;
  return isMean ? { ...operands[0], name: 'mean' } : call('div', operands);
};

/** A column times a row is the outer product of two vectors. */
const matmul: Writing = (node, operands) => {
  const vectors = node.inputs.map((input, k) => vectorOf(input, operands[k], 1 - k));
  if (vectors.every((vector) => vector !== undefined)) return call('outer', vectors);
  return call(
    'matmul',
    operands.map((operand, k) => (entersAsVector(node.inputs[k], k) ? innermost(operand) : operand)),
  );
};

/** The vector that was made a matrix with this axis of size 1: by its shape, as a transpose, or in numbers. */
function vectorOf(
  { primitive, inputs, shape }: Value,
  operand: Expression,
  axis: number,
): Expression | undefined {
  if (shape.length !== 2 || shape[axis] !== 1) return undefined;
  if (coreName(primitive) === 'transpose' && isCall(operand, 'transpose'))
    return vectorOf(inputs[0], operand.operands[0], 1 - axis);
  if (coreName(primitive) === 'reshape' && inputs[0].rank === 1 && isCall(operand, 'reshape'))
    return operand.operands[0];
  return axis === 0 && operand.kind === 'list' ? operand.items[0] : undefined;
}

/** Whether a factor is a vector that `@` makes a row on the left and a column on the right by itself. */
const entersAsVector = ({ primitive, inputs, shape }: Value, k: number) =>
  coreName(primitive) === 'reshape' && inputs[0].rank === 1 && shape.length === 2 && shape[k] === 1;

const innermost = (operand: Expression) => (isCall(operand, 'reshape') ? operand.operands[0] : operand);

const transpose: Writing = ({ rank, attributes }, operands) => {
  const order = attributes as readonly number[];
  const lastTwo = order.every((axis, k) => axis === (k < rank - 2 ? k : 2 * rank - 3 - k));
  return call('transpose', lastTwo ? operands : [...operands, shapeList(order)]);
};

/** A function whose second operand is a named argument, which is left out where it is the usual one. */
function withOption(name: string, operands: readonly Expression[], key: string, usual: number): Expression {
  const [x, given] = operands;
  if (given.kind !== 'number') return call(name, operands);
  return call(name, [x], given.value === usual ? undefined : { [key]: given.value });
}

/** Zeros around a part, so many before it and behind it along each axis; an axis that the part lacks has one entry of it. */
const pad: Writing = (node, [operand]) => {
  const { whole, part, strides, offset } = node.attributes as View;
  const ranges = rangesOf({ whole, part, strides, offset });
  if (ranges.some((each) => each.step !== 1)) return call('pad', [operand]);
  const widths = ranges.map(({ first, count }, axis) =>
    list([number(first), number(whole[axis] - first - count)]),
  );
  const [input] = node.inputs;
  const filled =
    input.rank === whole.length
      ? operand
      : call('reshape', [operand, shapeList(ranges.map(({ count }) => count))]);
  return call('pad', [filled, list(widths)]);
};

const WRITINGS = byPrimitive<Writing>({
  reshape,
  flatten: toShape('reshape'),
  squeeze: toShape('reshape'),
  expandDims: toShape('reshape'),
  broadcastTo: toShape('broadcastTo'),
  div,
  // The derivative of softplus, whose own derivative is found in another way.
  logistic: (_, operands) => call('sigmoid', operands),
  matmul,
  transpose,
  pad,
  // Whether an entry is the one that max or min picked.
  picked: (_, operands) => call('equal', operands),
  concat: ({ attributes: axis }, operands) =>
    call('concat', [list(operands)], axis === 0 ? undefined : { axis: axis as number }),
  leakyRelu: (_, operands) => withOption('leakyRelu', operands, 'negativeSlope', 0.01),
  elu: (_, [x, alpha, rate]) =>
    rate.kind === 'number' && rate.value === 1
      ? withOption('elu', [x, alpha], 'alpha', 1)
      : call('elu', [x, alpha, rate]),
});

/** The options of a reduction, or of what goes along one axis. */
function axesOf({ inputs, attributes }: Value): Record<string, Literal> | undefined {
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  const { axes, axis, keepDims, p } = attributes as Record<string, Literal | undefined>;
  const options: Record<string, Literal> = {};
  if (Array.isArray(axes) && axes.length < inputs[0].rank) options.axis = axes.length === 1 ? axes[0] : axes;
  if (typeof axis === 'number') options.axis = axis;
  if (keepDims === true) options.keepDims = true;
  if (typeof p === 'number' && p !== 2) options.p = p;
  return Object.keys(options).length > 0 ? options : undefined;
}

const isView = (attributes: unknown): attributes is View =>
  typeof attributes === 'object' && attributes !== null && 'strides' in attributes && 'offset' in attributes;

/** Operations that name a part by a range of each axis. */
const PARTS: ReadonlySet<string | undefined> = new Set([
  'slice',
  'select',
  'narrow',
  'flip',
  'split',
  'unstack',
]);

const isPart = (node: Value) => PARTS.has(coreName(node.primitive));

/** `x[0, 1:3]`, from where a part begins and how far its entries lie apart. */
function indexing({ attributes }: Value, operand: Expression): Expression {
  const view = attributes as View;
  return merged(
    operand,
    rangesOf(view).map(({ first, step, count, kept }, axis) =>
      kept ? range(first, step, count, view.whole[axis]) : number(first),
    ),
  );
}

/** Which entries of an axis a part has; it may lack the axis, where it has one entry of it. */
interface Range {
  readonly first: number;
  readonly step: number;
  readonly count: number;
  readonly kept: boolean;
}

/** The entries of each axis of the whole that belong to the part. */
function rangesOf({ whole, part, strides, offset }: View): Range[] {
  const ranges: Range[] = [];
  let rest = offset;
  let axisOfPart = 0;
  for (let axis = 0; axis < whole.length; axis++) {
    const own = whole.slice(axis + 1).reduce((a, b) => a * b, 1);
    const first = Math.floor(rest / own);
    rest -= first * own;
    const left = whole.length - axis;
    const step = strides[axisOfPart] / own;
    const kept =
      part.length - axisOfPart === left ||
      (Number.isInteger(step) && Math.abs(step) < whole[axis] && step !== 0);
    ranges.push(kept ? { first, step, count: part[axisOfPart], kept } : { first, step: 1, count: 1, kept });
    if (kept) axisOfPart++;
  }
  return ranges;
}

/** `x[0][1]` as `x[0, 1]`, where the first index left its other axes whole. */
function merged(operand: Expression, ranges: readonly Expression[]): Expression {
  if (!isCall(operand, 'slice') || operand.operands[1].kind !== 'list')
    return call('slice', [operand, list(ranges)]);
  const [x, { items: before }] = operand.operands as [Expression, ListExpression];
  const axes = before.filter(({ kind }) => kind !== 'number');
  if (axes.length !== ranges.length || !axes.every((each) => each.kind === 'list' && each.items.length === 0))
    return call('slice', [operand, list(ranges)]);
  let k = 0;
  return call('slice', [x, list(before.map((each) => (each.kind === 'number' ? each : ranges[k++])))]);
}

/** The range of so many entries from `first` on; an empty list is the whole axis. */
function range(first: number, step: number, count: number, whole: number): Expression {
  if (first === 0 && step === 1 && count === whole) return list([]);
  const end = first + step * count;
  const bounds = step < 0 && end < 0 ? [first, null, step] : step === 1 ? [first, end] : [first, end, step];
  return list(bounds.map((bound) => (bound === null ? call('none', []) : number(bound))));
}
