import { Value } from '@chainrule/core';
import { type CallExpression, call, type Expression, name, number } from '../../expression/expression.ts';
import { type Built, build } from '../../read/build.ts';
import type { Program } from '../../read/definitions.ts';
import type { Source } from '../../read/tokens.ts';
import { isPlain } from './plain.ts';

/** What a program comes to at numbers, and what each of its calls came to on the way. */
export interface Meaning extends Built {
  /** What a call is: of `Wx` and `Aᵀ` only the shapes tell. */
  call(call: CallExpression): CallExpression;
  /** What an expression came to, where it is an array or a number. */
  of(expression: Expression): Value | number | undefined;
}

/** Computes a program, and listens. */
export function meaningOf(source: Source, program: Program, values: ReadonlyMap<string, unknown>): Meaning {
  const heard = new Map<CallExpression, { meant: CallExpression; made: unknown }>();
  const built = build(source, program, values, (heardCall, meant, made) =>
    heard.set(heardCall, { meant, made }),
  );
  const known = (found: unknown) => (found instanceof Value || typeof found === 'number' ? found : undefined);
  return {
    ...built,
    call: (of) => heard.get(of)?.meant ?? of,
    of: (expression) => {
      if (expression.kind === 'number') return expression.value;
      if (expression.kind === 'name')
        return known(built.nodes.get(expression.name) ?? values.get(expression.name));
      return expression.kind === 'call' ? known(heard.get(expression)?.made) : undefined;
    },
  };
}

/** Operations that ask whether something is so, and those that take such answers. */
const OF_TRUTH: ReadonlySet<string> = new Set([
  'all',
  'any',
  'asType',
  'logicalAnd',
  'logicalNot',
  'logicalOr',
  'logicalXor',
  'where',
  'countNonzero',
]);

/**
 * An expression in which every call says what it is at these shapes: a product of matrices is `matmul`, the transpose of a
 * vector is the vector, and what numbers alone come to is a number where a language could see an error in it.
 */
export function spelledOut(expression: Expression, meaning: Meaning, castsTruth: boolean): Expression {
  const spelled = (each: Expression): Expression => {
    if (each.kind === 'list') return { ...each, items: each.items.map(spelled) };
    if (each.kind !== 'call') return each;
    const made = meaning.of(each);
    if (typeof made === 'number' && !Number.isFinite(made) && isPlain(each)) return number(made);
    const meant = meaning.call(each);
    const operation = meant.name;
    const operands = meant.operands.map((operand, k) => {
      const inner = spelled(operand);
      const isFirst = k === 0 || operation !== 'where';
      return castsTruth && isTruth(operand, meaning) && !(OF_TRUTH.has(operation) && isFirst)
        ? call('asType', [inner, name('"float64"')])
        : inner;
    });
    if (operation === 'transpose' && isSelf(operands, meaning.of(each.operands[0]))) return operands[0];
    return { ...meant, operands };
  };
  return spelled(expression);
}

const isTruth = (operand: Expression, meaning: Meaning) => {
  const made = meaning.of(operand);
  return made instanceof Value && made.dtype === 'bool';
};

/** Whether a transpose leaves its operand as it is: a vector, or the axes in their order. */
function isSelf([, order]: readonly Expression[], made: Value | number | undefined): boolean {
  if (order === undefined) return typeof made === 'number' || (made instanceof Value && made.rank < 2);
  return order.kind === 'list' && order.items.every((axis, k) => axis.kind === 'number' && axis.value === k);
}
