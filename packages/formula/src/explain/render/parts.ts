import { type CallExpression, type Expression, isCall } from '../../expression/expression.ts';
import { toTeX } from '../../write/tex.ts';
import { toText } from '../../write/text.ts';
import type { Derivation, Equation, Prose } from '../derivation.ts';

/** What is written of one equation: its left side, and what stands behind each of its signs of equality. */
export interface Sides<T> {
  readonly left: T;
  readonly right: readonly T[];
  /** What is said of a value with too many numbers to show. */
  readonly remark?: string;
}

/** An equation taken apart for a writer of expressions. */
export function sidesOf<T>(equation: Equation, write: (expression: Expression) => T): Sides<T> {
  const { left, symbols, numbers, value, shape } = equation;
  const right = [...symbols, numbers, value].filter((each) => each !== undefined).map(write);
  if (value !== undefined || shape.length === 0) return { left: write(left), right };
  return { left: write(left), right, remark: `${shape.join(' × ')} numbers` };
}

/** The writer of the symbols of a derivation as TeX. */
export function texOf(derivation: Derivation): (expression: Expression) => string {
  const { digits } = derivation;
  const elementwise = (product: CallExpression) =>
    product.operands.every((operand) => rankOf(operand, derivation.ranks) > 0);
  return (expression) => toTeX(expression, { digits, elementwise });
}

/** The writer of the symbols of a derivation as text. */
export function textOf({ digits }: Derivation): (expression: Expression) => string {
  return (expression) => toText(expression, { digits });
}

/** How many axes the numbers have that an expression stands for, as far as a notation needs to know. */
function rankOf(expression: Expression, ranks: Derivation['ranks']): number {
  if (expression.kind === 'name') return Object.hasOwn(ranks, expression.name) ? ranks[expression.name] : 0;
  if (expression.kind === 'derivative') return rankOf(expression.wrt, ranks);
  if (expression.kind === 'list') return 1;
  if (expression.kind === 'number') return 0;
  if (isCall(expression, 'sum') && expression.options?.axis === undefined) return 0;
  return Math.max(0, ...expression.operands.map((operand) => rankOf(operand, ranks)));
}

/** A sentence, its symbols written by one function and its words by another. */
export function proseOf(
  prose: Prose,
  symbol: (expression: Expression) => string,
  words: (text: string) => string = (text) => text,
): string {
  return prose.map((part) => (typeof part === 'string' ? words(part) : symbol(part))).join('');
}

/** Equations one below the other, aligned at their signs, as TeX. */
export function alignedTeX(
  equations: readonly Equation[],
  write: (expression: Expression) => string,
): string {
  const lines = equations.flatMap((equation) => {
    const { left, right, remark } = sidesOf(equation, write);
    const all = remark === undefined ? right : [...right, `\\text{(${remark})}`];
    return all.map((side, k) => `${k === 0 ? left : ''} &= ${side}`.trim());
  });
  return `\\begin{aligned}\n${lines.join(' \\\\\n')}\n\\end{aligned}`;
}
