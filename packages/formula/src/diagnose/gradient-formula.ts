import { backward, ones, type Value } from '@chainrule/core';
import type { Expression } from '../expression/expression.ts';
import { simplify } from '../expression/simplify.ts';
import { expressionOf } from '../graph/expression-of.ts';
import { onPaper } from './plain.ts';
import type { Study } from './study.ts';

/**
 * ∂root/∂target in the names of the graph: `−(t − out) · out · (1 − out) · x`. What the graph keeps as mere numbers, such as
 * the outcome of a comparison, stands in it as numbers: it need not hold anywhere else.
 */
export function gradientExpression({ root, given, named }: Study, target: Value): Expression {
  const names = new Map<Value, Expression>();
  for (const { node, symbol, named: own } of named.landmarks)
    if (own || (!node.primitive && node.wantsGradient)) names.set(given.at(node), symbol);
  // At the given place every named leaf wants a gradient, so that what is computed from constants is recorded too.
  const end = given.at(root);
  const gradient = backward(end, { seed: ones(end.shape), createGraph: true }).of(given.at(target));
  return simplify(onPaper(names.get(gradient) ?? expressionOf(gradient, names)));
}
