import { constant, coreName, type Value } from '@chainrule/core';
import { shownInputs } from '@chainrule/core/extend';
import { type Expression, name } from '../expression/expression.ts';
import { callOf } from './calls.ts';
import { entriesOf } from './entries.ts';

/** Calls that one expression may hold: more could not be read, and a graph with shared nodes could hold 2ⁿ of them. */
const MOST_CALLS = 500;

/**
 * What a node was computed as, written in names: the node itself is taken apart, even one that has a name, and what it
 * was made from down to the nodes that have one. An unnamed constant is written as its numbers, where these are few.
 */
export function expressionOf(
  node: Value,
  names: ReadonlyMap<Value, Expression>,
  constantExpression = constantOf,
): Expression {
  let calls = 0;
  const written = (each: Value): Expression => names.get(each) ?? taken(each);
  const taken = (each: Value): Expression => {
    if (each.primitive === undefined) return constantExpression(each);
    calls++;
    if (calls > MOST_CALLS) return name('…');
    return callOf(each, operandsOf(each, names).map(written));
  };
  return node.primitive === undefined ? written(node) : taken(node);
}

const constantOf = (leaf: Value): Expression =>
  entriesOf(leaf) ?? name(`constant [${leaf.shape.join(', ')}]`);

/** Operations of which a formula says nothing: the same numbers under another node, in another type. */
const SILENT: ReadonlySet<string | undefined> = new Set(['alias', 'asType']);

/**
 * The operands as a formula shows them. Entry by entry, an operand broadcasts by itself: that it was repeated first, or
 * that it is a constant of equal entries, need not be said where the other operands have the shape already.
 */
function operandsOf(node: Value, names: ReadonlyMap<Value, Expression>): readonly Value[] {
  const operands = shownInputs(node).map((input) => loud(input, names));
  if (node.primitive!.onNumbers === undefined) return operands;
  for (const [k, operand] of operands.entries()) {
    const others = operands.filter((_, j) => j !== k);
    if (!names.has(operand) && spans(others, node.shape)) operands[k] = brief(operand, names);
  }
  return operands;
}

/** The node whose numbers these are, past operations of which a formula says nothing. */
function loud(node: Value, names: ReadonlyMap<Value, Expression>): Value {
  let each = node;
  while (!names.has(each) && SILENT.has(coreName(each.primitive))) each = each.inputs[0];
  return each;
}

/** What broadcasts to an operand by itself. */
function brief(operand: Value, names: ReadonlyMap<Value, Expression>): Value {
  if (coreName(operand.primitive) === 'broadcastTo') return loud(operand.inputs[0], names);
  if (operand.primitive !== undefined || typeof operand.data === 'number') return operand;
  const [first] = operand.data;
  return operand.data.every((entry) => entry === first) ? constant(first) : operand;
}

/** Whether nodes that broadcast against one another have this shape together. */
function spans(nodes: readonly Value[], shape: readonly number[]): boolean {
  return shape.every((n, axis) => nodes.some((node) => node.shape[axis - shape.length + node.rank] === n));
}
