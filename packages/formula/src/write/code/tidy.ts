import { Value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { type CallExpression, call, type Expression, isCall } from '../../expression/expression.ts';
import type { Meaning } from './meaning.ts';

/*
 * The derivative of a product of vectors is computed as one of matrices with one row, and what was summed gets its axes
 * back as axes of size 1. In code, where vectors multiply and broadcast by themselves, most of that need not be said.
 */

type Shape = readonly number[];

/** An expression of the same value without changes of shape that change nothing. */
export function tidied(expression: Expression, meaning: Meaning): Expression {
  const tidy = (each: Expression): Expression => {
    if (each.kind === 'list') return { ...each, items: each.items.map(tidy) };
    if (each.kind !== 'call') return each;
    const inner = withinShape(each, meaning);
    const shape = shapeOf(each, meaning);
    if (inner !== each && shape) {
      const before = shapeOf(inner, meaning);
      if (before && sameShape(before, shape)) return tidy(inner);
      if (isCall(each, 'reshape'))
        return withKeptAxes(inner, shape, meaning, tidy) ?? call('reshape', [tidy(inner), each.operands[1]]);
    }
    const operands = BROADCASTING.has(each.name) ? narrowed(each, meaning) : each.operands;
    return { ...each, operands: operands.map(tidy) };
  };
  return tidy(expression);
}

const BROADCASTING: ReadonlySet<string> = new Set(['add', 'sub', 'mul', 'div', 'where']);

function shapeOf(expression: Expression, meaning: Meaning): Shape | undefined {
  const made = meaning.of(expression);
  return made instanceof Value ? made.shape : made === undefined ? undefined : [];
}

/** What stands under operations that change the shape alone, and leave the entries in their order. */
function withinShape(expression: Expression, meaning: Meaning): Expression {
  if (expression.kind !== 'call') return expression;
  const [a, b] = expression.operands;
  const inner = (operand: Expression) => withinShape(operand, meaning);
  switch (expression.name) {
    case 'reshape':
      return inner(a);
    case 'outer':
    case 'matmul':
      return isOne(a) ? inner(b) : isOne(b) ? inner(a) : expression;
    case 'transpose': {
      const shape = shapeOf(a, meaning);
      return shape && shape.filter((n) => n !== 1).length < 2 ? inner(a) : expression;
    }
    default:
      return expression;
  }
}

/** Whether it is the number 1, in whatever brackets. */
const isOne = (operand: Expression): boolean =>
  operand.kind === 'list'
    ? operand.items.length === 1 && isOne(operand.items[0])
    : operand.kind === 'number' && operand.value === 1;

const REDUCTIONS: ReadonlySet<string> = new Set(['sum', 'mean', 'max', 'min', 'norm']);

/** A reduction that keeps its axes, where that gives the shape that it was brought to. */
function withKeptAxes(
  inner: Expression,
  shape: Shape,
  meaning: Meaning,
  tidy: (each: Expression) => Expression,
): Expression | undefined {
  if (inner.kind !== 'call' || !REDUCTIONS.has(inner.name) || inner.operands.length !== 1) return undefined;
  const whole = shapeOf(inner.operands[0], meaning);
  const { axis, keepDims } = inner.options ?? {};
  if (!whole || keepDims !== undefined || whole.length !== shape.length) return undefined;
  const axes = axis === undefined ? whole.map((_, k) => k) : [axis].flat();
  if (!whole.every((n, k) => shape[k] === (axes.includes(k) ? 1 : n))) return undefined;
  return { ...inner, operands: inner.operands.map(tidy), options: { ...inner.options, keepDims: true } };
}

/** Operands without the axes of size 1 at their front, which broadcasting puts there by itself. */
function narrowed(each: CallExpression, meaning: Meaning): readonly Expression[] {
  const made = shapeOf(each, meaning);
  const shapes = each.operands.map((operand) => shapeOf(operand, meaning));
  return each.operands.map((operand, k) => {
    const [inner, shape] = [withinShape(operand, meaning), shapes[k]];
    const before = shapeOf(inner, meaning);
    if (inner === operand || !made || !shape || !before) return operand;
    const added = shape.length - before.length;
    const isWidened = added > 0 && shape.every((n, axis) => n === (axis < added ? 1 : before[axis - added]));
    const others = shapes.filter((_, j) => j !== k);
    return isWidened &&
      made.every((n, axis) => others.some((other) => sizeAt(other, axis - made.length) === n))
      ? inner
      : operand;
  });
}

const sizeAt = (shape: Shape | undefined, fromEnd: number) => shape?.[shape.length + fromEnd];
