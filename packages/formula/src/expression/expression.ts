import { argumentErrors } from '../errors/arguments.ts';
import type { Span } from '../errors/excerpt.ts';

export type { Span };

/**
 * An expression: what a formula says, apart from how it is written. Text and LaTeX are read into it, a graph is turned
 * back into it, and it is written as text, as TeX or with numbers put in.
 */
export type Expression =
  | NumberExpression
  | NameExpression
  | ListExpression
  | CallExpression
  | DerivativeExpression;

export interface NumberExpression {
  readonly kind: 'number';
  readonly value: number;
  readonly at?: Span | undefined;
}

/** A name as it is looked up: subscripts follow an underscore and carry no braces, as in `out_o1`. */
export interface NameExpression {
  readonly kind: 'name';
  readonly name: string;
  /** How many axes its value must have: that of x_i under a sum over i has one. */
  readonly rank?: number | undefined;
  /** How long its first axis must be. */
  readonly length?: number | undefined;
  readonly at?: Span | undefined;
}

/** Entries in brackets: a vector, a matrix by rows, a shape, the axes of a sum. */
export interface ListExpression {
  readonly kind: 'list';
  readonly items: readonly Expression[];
  readonly at?: Span | undefined;
}

/**
 * An operation by its name in core's table, over its operands. Operators are calls too: `a + b` is `add(a, b)`, `a^b`
 * is `pow(a, b)`, `A @ B` is `matmul(A, B)`, `-a` is `neg(a)`, `A'` is `transpose(A)`, `a < b` is `less(a, b)`, and
 * `x[0, 1:3]` is `slice(x, [0, [1, 3]])`.
 */
export interface CallExpression {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly Expression[];
  /** Named arguments: they go to the operation as one object after the operands. */
  readonly options?: Readonly<Record<string, Literal>> | undefined;
  /** How it was written, where the shapes of the operands decide what that means. */
  readonly sign?: Sign | undefined;
  /** What it is, of notation of a program that depends on shapes: NumPy's `dot`, Octave's `*`. */
  readonly means?: Means | undefined;
  /** Whether it is yet shown by its own name: it is computed in another way than the operation of that name. */
  readonly keepsName?: boolean | undefined;
  readonly at?: Span | undefined;
}

/** The expression over the given operands that notation stands for at their shapes. Throws where it stands for none. */
export type Means = (operands: readonly OperandAt[]) => Expression;

/** An operand of notation, with what it came to and the shape of that. */
export interface OperandAt {
  readonly expression: Expression;
  readonly value: unknown;
  readonly shape: readonly number[];
}

/**
 * Notation that means one thing for numbers and another for vectors or matrices. `Ax` is `mul(A, x)` as it is read, with the
 * sign `'beside'`, and comes to `matmul` where there are matrices.
 *
 * - `'beside'`, `'dot'`, `'cross'`, `'circle'`, `'asterisk'`: products: nothing between the factors, `\cdot`, `\times`,
 *   `\circ` and `*` in LaTeX
 * - `'next'`, `'star'`: nothing between the factors, and `*`, in text
 * - `'at'`: the matrix product `@`
 * - `'prime'`: a transpose that is written as y′
 * - `'sum'`: `+` and `-` in LaTeX
 * - `'power'`, `'caret'`: a power in LaTeX, and in text
 * - `'over'`, `'root'`: a quotient and a root in LaTeX
 * - `'bars'`, `'pipes'`: |x| in LaTeX, and in text
 * - `'cases'`: a function by parts, which has no value where no condition holds
 */
export type Sign =
  | 'beside'
  | 'next'
  | 'dot'
  | 'cross'
  | 'circle'
  | 'asterisk'
  | 'star'
  | 'at'
  | 'prime'
  | 'sum'
  | 'power'
  | 'caret'
  | 'over'
  | 'root'
  | 'bars'
  | 'pipes'
  | 'cases';

/** ∂of/∂wrt: a symbol that stands for a number known elsewhere. A second derivative is one of a derivative. */
export interface DerivativeExpression {
  readonly kind: 'derivative';
  readonly of: NameExpression | DerivativeExpression;
  readonly wrt: NameExpression;
  readonly at?: Span | undefined;
}

/** What a named argument can be. */
export type Literal = number | string | boolean | null | readonly Literal[];

export const number = (value: number, at?: Span): NumberExpression => ({ kind: 'number', value, at });

export const name = (text: string, at?: Span): NameExpression => ({ kind: 'name', name: text, at });

export const list = (items: readonly Expression[], at?: Span): ListExpression => ({
  kind: 'list',
  items,
  at,
});

export const call = (
  operation: string,
  operands: readonly Expression[],
  options?: Readonly<Record<string, Literal>>,
  at?: Span,
): CallExpression => ({ kind: 'call', name: operation, operands, options, at });

export const derivative = (
  of: NameExpression | DerivativeExpression,
  wrt: NameExpression,
  at?: Span,
): DerivativeExpression => ({ kind: 'derivative', of, wrt, at });

const KINDS: readonly unknown[] = ['number', 'name', 'list', 'call', 'derivative'];

/** Throws unless it is an expression: as a whole, its parts are not looked at. */
export function checkExpression(operation: string, got: Expression): void {
  if (!KINDS.includes((got as Expression | null | undefined)?.kind))
    throw argumentErrors.notAnExpression(operation, got);
}

/** Whether an expression is a call of this operation. */
export function isCall<Name extends string>(
  expression: Expression,
  operation: Name,
): expression is CallExpression & { readonly name: Name } {
  return expression.kind === 'call' && expression.name === operation;
}
