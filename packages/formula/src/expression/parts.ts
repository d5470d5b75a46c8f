import type { Expression } from './expression.ts';
import { literalOf } from './names.ts';

/** The names in an expression, those that stand for themselves left out. */
export function namesIn(expression: Expression, found = new Set<string>()): Set<string> {
  if (expression.kind === 'name' && literalOf(expression.name) === undefined) found.add(expression.name);
  const parts =
    expression.kind === 'call' ? expression.operands : expression.kind === 'list' ? expression.items : [];
  for (const part of parts) namesIn(part, found);
  return found;
}

/** An expression with others in the places of parts of it, the outermost first; itself where none is replaced. */
export function substituteParts(
  expression: Expression,
  replacement: (part: Expression) => Expression | undefined,
): Expression {
  const found = replacement(expression);
  if (found) return found;
  if (expression.kind !== 'call' && expression.kind !== 'list') return expression;
  const before = expression.kind === 'call' ? expression.operands : expression.items;
  const after = before.map((part) => substituteParts(part, replacement));
  if (after.every((part, k) => part === before[k])) return expression;
  return expression.kind === 'call' ? { ...expression, operands: after } : { ...expression, items: after };
}
