import { shapeText } from '@chainrule/core/extend';
import { FormulaError } from '../../errors/formula-error.ts';
import type { Span } from '../../expression/expression.ts';
import type { Source } from '../tokens.ts';

/** Every message about a program that is read, by what went wrong. */
export const programErrors = {
  ungrammatical: (source: Source, at: Span, language: string) =>
    new FormulaError(
      source,
      at,
      at.start >= source.text.trimEnd().length
        ? `this is not complete: ${language} expects more after the end`
        : `${language} does not allow this here`,
    ),

  tooDeep: (source: Source, at: Span, most: number) =>
    new FormulaError(source, at, `expected operations at most ${most} deep: give parts of it a name`),

  tooLong: (source: Source, at: Span, most: number) =>
    new FormulaError(
      source,
      at,
      `with its functions and earlier values put in, this has more than ${most} parts: give parts of it a name`,
    ),

  /** What the language has and a formula has not, and what to write. */
  cannotSay: (source: Source, at: Span, what: string, instead: string) =>
    new FormulaError(source, at, `${what} cannot be read as a formula: ${instead}`),

  ambiguous: (source: Source, at: Span, what: string, one: string, other: string) =>
    new FormulaError(source, at, `${what}: write ${one} or ${other}`),

  unknownFunction: (source: Source, at: Span, written: string, hint: string) =>
    new FormulaError(
      source,
      at,
      `${written} is not among the functions that can be read${hint || ': write what it computes'}`,
    ),

  unknownArgument: (source: Source, at: Span, written: string, name: string, known: readonly string[]) =>
    new FormulaError(
      source,
      at,
      `${written}: the argument ${name} cannot be read${known.length > 0 ? `, only ${known.join(', ')}` : ''}: leave it out`,
    ),

  tooMany: (source: Source, at: Span, written: string, known: readonly string[]) =>
    new FormulaError(
      source,
      at,
      `${written}: expected ${known.length > 0 ? `${known.join(', ')} at most` : 'no arguments'}, got more`,
    ),

  missing: (source: Source, at: Span, written: string, name: string) =>
    new FormulaError(source, at, `${written}: expected ${name}, got nothing`),

  expected: (source: Source, at: Span, written: string, expected: string) =>
    new FormulaError(source, at, `${written}: expected ${expected}`),

  reassignedInput: (source: Source, at: Span, name: string) =>
    new FormulaError(
      source,
      at,
      `${name} is an input that gets a new value here: give the new value another name`,
    ),

  noValueYet: (source: Source, at: Span, name: string) =>
    new FormulaError(source, at, `${name} has no value yet: it is first assigned on a later line`),

  nothing: (source: Source) =>
    new FormulaError(source, { start: 0, end: 0 }, 'expected a line that computes something, got none'),

  shapes: (source: Source, at: Span, problem: string, shapes: readonly (readonly number[])[]) =>
    new FormulaError(source, at, `${problem}, got ${shapes.map(shapeText).join(' and ')}`),
};
