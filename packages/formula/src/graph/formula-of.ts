import { checkCount, graph, Value } from '@chainrule/core';
import { argumentErrors } from '../errors/arguments.ts';
import type { Expression } from '../expression/expression.ts';
import { expressionOf } from './expression-of.ts';
import { symbolsOf } from './symbols.ts';

/**
 * The formula of a node: what it was computed as, in the names of the nodes before it, as far back as to those that have
 * one. Leaves that want a gradient and have no name are called x1, x2, …; unnamed constants are written as their numbers.
 *
 * Throws a DataError for what is no Value.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { formulaOf, toTeX, toText } from '@chainrule/formula';
 * const [t, net] = [value(1, { name: 't' }), value(0.5, { name: 'net' })];
 * const E = t.sub(net.sigmoid()).square().mul(0.5);
 * toText(formulaOf(E)); // → (t − sigmoid(net))² · 0.5
 * toTeX(formulaOf(net.sigmoid())); // → \sigma\left(\mathrm{net}\right)
 * ```
 */
export function formulaOf(root: Value): Expression {
  checkCount('formulaOf', 1, arguments);
  if (!(root instanceof Value)) throw argumentErrors.notARoot('formulaOf', root);
  const { nodes } = graph(root);
  const named = nodes.filter(
    ({ name, primitive, wantsGradient }) => name !== undefined || (!primitive && wantsGradient),
  );
  return expressionOf(root, symbolsOf(named, root));
}
