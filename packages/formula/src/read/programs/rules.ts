import { Value } from '@chainrule/core';
import type { Expression, Literal, Means, OperandAt, Span } from '../../expression/expression.ts';
import { call, name, number } from '../../expression/expression.ts';
import type { Shape } from '../shapes.ts';
import type { Source } from '../tokens.ts';
import type { Call } from './call.ts';
import type { Dialect, Rule } from './dialect.ts';
import { programErrors } from './errors.ts';
import type { Translator } from './translator.ts';

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
  const plain = plainNumber(value);
  if (!Number.isInteger(plain) || plain < 0 || plain > 1e6)
    throw given.expected(given.at, 'whole numbers as lengths');
  return plain;
}

/** A number, or that of a Value which is one; NaN for all else. */
export function plainNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return value instanceof Value && value.rank === 0 ? value.item() : Number.NaN;
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

/**
 * Classes by their numbers as rows of zeros with a one: max(0, 1 − |r − k|) for the k-th, where r = y + (round(y) − y). So the
 * graph holds y, which an indicator alone would not, and wherever y is moved to it names a class.
 */
export function oneHotOf(
  { expression, value, shape }: OperandAt,
  classes: number,
  at: Span,
  { source }: Translator,
): Expression {
  checkClasses(source, at, value, classes);
  const made = (y: Expression): Expression => {
    const whole = call('add', [y, call('sub', [call('round', [y]), y])]);
    const within = call('clamp', [whole, number(0), number(classes - 1)]);
    const column = shape.length === 0 ? within : call('expandDims', [within, number(-1)]);
    const kinds = { kind: 'list', items: Array.from({ length: classes }, (_, k) => number(k)) } as const;
    return call(
      'relu',
      [call('sub', [number(1), call('abs', [call('sub', [column, kinds])])])],
      undefined,
      at,
    );
  };
  return {
    ...call('oneHot', [expression, number(classes)], undefined, at),
    means: ([y]) => made(y.expression),
    keepsName: true,
  };
}

/** Throws for whole numbers that name no class. Others are those of a point at which a claim is compared. */
function checkClasses(source: Source, at: Span, value: unknown, classes: number): void {
  const labels = value instanceof Value ? [value.toArray()].flat(9) : [value].flat(9);
  const wrong = labels.find((each) => !(Number(each) >= 0 && Number(each) < classes));
  if (wrong !== undefined && labels.every((each) => Number.isInteger(each)))
    throw programErrors.expected(
      source,
      at,
      'classes',
      `whole numbers from 0 to ${classes - 1}, got ${String(wrong)}`,
    );
}
