import type { DerivativeExpression, Expression, Literal, NameExpression } from './expression.ts';

/**
 * Whether two expressions say the same in the same form: `a + b` equals `a + b`, not `b + a`. Where they stood in a
 * source makes no difference.
 */
export function equal(a: Expression, b: Expression): boolean {
  let [left, right] = [a, b];
  // A long sum or product hangs by its first operands: a loop goes down there, where recursion could overflow.
  while (left.kind === 'call' && right.kind === 'call' && left !== right) {
    if (left.name !== right.name || left.operands.length !== right.operands.length) return false;
    if (!equalLiterals(left.options ?? {}, right.options ?? {})) return false;
    const others = right.operands;
    if (!left.operands.every((operand, k) => k === 0 || equal(operand, others[k]))) return false;
    if (left.operands.length === 0) return true;
    [left, right] = [left.operands[0], right.operands[0]];
  }
  return left === right || equalHeads(left, right);
}

function equalHeads(a: Expression, b: Expression): boolean {
  if (a.kind === 'number' && b.kind === 'number') return Object.is(a.value, b.value);
  if (a.kind === 'name' && b.kind === 'name') return a.name === b.name;
  if (a.kind === 'derivative' && b.kind === 'derivative') return equal(a.of, b.of) && equal(a.wrt, b.wrt);
  if (a.kind !== 'list' || b.kind !== 'list' || a.items.length !== b.items.length) return false;
  return a.items.every((item, k) => equal(item, b.items[k]));
}

type Named = Literal | Readonly<Record<string, Literal>> | undefined;

function equalLiterals(a: Named, b: Named): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  const entry = (of: object, key: string) => (of as Record<string, Literal>)[key];
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equalLiterals(entry(a, key), entry(b, key)))
  );
}

/** What stands in the place of a name or a derivative; undefined leaves it as it is. */
export type Replacement = (symbol: NameExpression | DerivativeExpression) => Expression | undefined;

/** An expression with others put in the places of its names and derivatives: the numbers, say. */
export function substitute(expression: Expression, replacement: Replacement): Expression {
  switch (expression.kind) {
    case 'number':
      return expression;
    case 'name':
    case 'derivative':
      return replacement(expression) ?? expression;
    case 'list':
      return { ...expression, items: expression.items.map((item) => substitute(item, replacement)) };
    case 'call':
      return {
        ...expression,
        operands: expression.operands.map((operand) => substitute(operand, replacement)),
      };
  }
}

/** Whether no name and no derivative stands in it. */
export function isNumeric(expression: Expression): boolean {
  if (expression.kind === 'call') return expression.operands.every(isNumeric);
  return expression.kind === 'list' ? expression.items.every(isNumeric) : expression.kind === 'number';
}
