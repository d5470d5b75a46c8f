import { customGradient, type Value } from '@chainrule/core';
import { type Derivation, type Expression, explain, parse, toText } from '@chainrule/formula';
import { derivationBody } from '../share/derivation.ts';
import type { Point } from '../share/formula-point.ts';

/**
 * The derivation of a gradient as a textbook has it: a softmax is one link, whose rule is p · (g − sum(g · p)), and not the
 * exponentials and the sum that it is computed with.
 */
export function bookDerivation(point: Point): Derivation {
  const { formula, nodes, root, wrt } = point;
  if (!formula.definitions.some(({ expression }) => isSoftmax(expression))) return explain(root, { wrt });
  const known = new Map(formula.names.map((name) => [name, nodes.get(name)!]));
  for (const { name, expression } of formula.definitions)
    known.set(name, nodeOf(expression, known).named(name));
  const result = formula.result === undefined ? nodeOf(formula.expression, known) : known.get(root.name!)!;
  return explain(result, { wrt: known.get(wrt.name!)! });
}

type Softmax = Extract<Expression, { kind: 'call' }>;

const isSoftmax = (expression: Expression): expression is Softmax =>
  expression.kind === 'call' && expression.name === 'softmax';

function nodeOf(expression: Expression, known: ReadonlyMap<string, Value>): Value {
  if (isSoftmax(expression)) {
    const axis = expression.options?.axis;
    return softmaxAlong(typeof axis === 'number' ? axis : -1)(nodeOf(expression.operands[0]!, known));
  }
  const formula = parse(toText(expression, { ascii: true }));
  return formula(Object.fromEntries(formula.names.map((name) => [name, known.get(name)!])));
}

const softmaxAlong = (axis: number) =>
  customGradient({
    name: 'softmax',
    forward: (x) => x.softmax({ axis }),
    // Of a vector all is summed up, which is written without an axis.
    vjp: (g, p) => [p.mul(g.sub(g.mul(p).sum(p.rank === 1 ? {} : { axis, keepDims: true })))],
  });

/** The body of such a derivation. What is defined here has a name that says so, which is of no use to a reader. */
export const bookBody = async (derivation: Derivation): Promise<string> =>
  (await derivationBody(derivation)).replaceAll('custom_softmax', 'softmax');
