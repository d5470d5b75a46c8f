import type { Expression, Literal, Means } from '../../expression/expression.ts';
import { call, name, number } from '../../expression/expression.ts';
import type { Shape } from '../shapes.ts';
import type { Call } from './call.ts';
import type { Dialect, Rule } from './dialect.ts';
import { programErrors } from './errors.ts';

/*
 * Rules that several languages share.
 */

/** An operation on each entry of its operands. */
export const entrywise =
  (operation: string, operands: number): Rule =>
  (given) => {
    const found = Array.from({ length: operands }, (_, k) => given.operand('xyz'[k]));
    given.ignore('out', 'dtype', 'inplace', 'name').end();
    return given.make(operation, found);
  };

/** The operand itself. */
export const itself: Rule = (given) => {
  const x = given.operand('x');
  given.ignore('dtype', 'copy', 'requires_grad', 'device').end();
  return x;
};

/** Rules by the names of functions, from `name` or `name=operation` in a row. */
export const table = (names: string, rule: (operation: string) => Rule): [string, Rule][] =>
  names
    .trim()
    .split(/\s+/)
    .map((each) => each.split('='))
    .map(([written, operation = written]) => [written, rule(operation)]);

/** Options without those that are absent. */
export function options(
  given: Readonly<Record<string, Literal | undefined | false>>,
): Record<string, Literal> | undefined {
  const kept = Object.entries(given).filter(([, each]) => each !== undefined && each !== false);
  return kept.length > 0 ? (Object.fromEntries(kept) as Record<string, Literal>) : undefined;
}

/** The number of entries along an axis, or of all. */
export function sizeOf(given: Pick<Call, 'translator' | 'at'>, x: Expression, of: (shape: Shape) => number) {
  return given.translator.size('size', [x], given.at, ([{ shape }]) => number(of(shape), given.at));
}

/** A constant array of a shape whose entries may be sizes. */
export function filled(given: Call, fill: Expression, shape: readonly Expression[]): Expression {
  return given.notation('broadcastTo', [fill, ...shape], ([{ expression }, ...sizes]) => {
    const lengths = sizes.map(({ value }) => lengthIn(given, value));
    return lengths.length === 0
      ? expression
      : call(
          'broadcastTo',
          [expression, { kind: 'list', items: lengths.map((n) => number(n)) }],
          undefined,
          given.at,
        );
  });
}

/** An array of one number in the shape of another. */
export const filledLike =
  (fill: number): Rule =>
  (given) => {
    const x = given.operand('a', 'input');
    given.ignore('dtype').end();
    return given.notation('broadcastTo', [x], ([{ shape }]) => shaped(number(fill), shape));
  };

export const shaped = (fill: Expression, shape: Shape): Expression =>
  shape.length === 0
    ? fill
    : call('broadcastTo', [fill, { kind: 'list', items: shape.map((n) => number(n)) }]);

/** A whole number that is known where the formula meets numbers. */
export function lengthIn(given: Call, value: unknown): number {
  const plain =
    typeof value === 'object' && value !== null && 'item' in value
      ? (value as { item(): number }).item()
      : value;
  if (!Number.isInteger(plain) || (plain as number) < 0 || (plain as number) > 1e6)
    throw given.expected(given.at, 'whole numbers as lengths');
  return plain as number;
}

/** What an operation is told by a word: an operand that is text. */
export const text = (words: string): Expression => name(JSON.stringify(words));

/** The transpose: that of a vector is itself, and of more axes all are reversed. */
export const reversed =
  (): Means =>
  ([{ expression, shape }]) => {
    if (shape.length < 2) return expression;
    if (shape.length === 2) return call('transpose', [expression]);
    const axes = shape.map((_, k) => number(shape.length - 1 - k));
    return call('permute', [expression, { kind: 'list', items: axes }]);
  };

/** The product that `dot` is at these shapes: of numbers, of vectors, of matrices. */
export const dotted =
  (given: Call): Means =>
  ([a, b]) => {
    const operands = [a.expression, b.expression];
    if (a.shape.length === 0 || b.shape.length === 0) return call('mul', operands, undefined, given.at);
    if (b.shape.length > 2)
      throw programErrors.shapes(
        given.translator.source,
        given.at,
        `${given.written}: expected a matrix at most on the right`,
        [a.shape, b.shape],
      );
    return call(
      a.shape.length === 1 && b.shape.length === 1 ? 'dot' : 'matmul',
      operands,
      undefined,
      given.at,
    );
  };

/** One of two values, by a truth value that is a number. */
export const chosen: Dialect['choice'] = (operands, at, translator) =>
  translator.notation('where', operands, at, ([condition, yes, no]) => {
    if (condition.shape.length > 0)
      throw programErrors.shapes(
        translator.source,
        at,
        'expected one truth value to choose by (where(condition, a, b) chooses entry by entry)',
        [condition.shape],
      );
    return call('where', [condition.expression, yes.expression, no.expression], undefined, at);
  });
