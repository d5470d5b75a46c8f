import { ChainruleError, DataError } from '@chainrule/core';
import { typeText } from '@chainrule/core/extend';
import type { Span } from './excerpt.ts';
import { ForeignNameError, FormulaError, type SourceText } from './formula-error.ts';

const codePoint = (text: string, start: number) =>
  `U+${text.codePointAt(start)!.toString(16).toUpperCase().padStart(4, '0')}`;

const quoted = (text: string, { start, end }: Span) => {
  const characters = Array.from(text.slice(start, Math.min(end, start + 200)));
  if (characters.length === 0) return 'the end';
  return characters[0] === '\n' ? 'the end of the line' : characters.slice(0, 40).join('');
};

/** Every message about a text that is read, by what went wrong. */
export const readingErrors = {
  at: (source: SourceText, at: Span, problem: string) => new FormulaError(source, at, problem),

  expected: (source: SourceText, at: Span, expected: string) =>
    new FormulaError(source, at, `expected ${expected}, got ${quoted(source.text, at)}`),

  tooLong: ({ operation, text }: SourceText, most: number) =>
    new ChainruleError(operation, `expected a formula of at most ${most} characters, got ${text.length}`),

  notText: (operation: string, got: unknown) =>
    new DataError(operation, `expected a formula as text, got ${typeText(got)}`),

  unreadable: (source: SourceText, at: Span) =>
    new FormulaError(
      source,
      at,
      `the character ${codePoint(source.text, at.start)} cannot stand in a formula`,
    ),

  tooDeep: (source: SourceText, at: Span, most: number) =>
    new FormulaError(
      source,
      at,
      `expected operations at most ${most} deep: give parts of it a name (part = …)`,
    ),

  ambiguous: (source: SourceText, at: Span, one: string, other: string) =>
    new FormulaError(source, at, `it can be read in two ways: write ${one} or ${other}`),

  eitherSyntax: (source: SourceText, text: string, latex: string) =>
    new FormulaError(
      source,
      { start: 0, end: source.text.length },
      `it can be read in two ways: as text it is ${text}, and as LaTeX ${latex} (say which with the option syntax)`,
    ),

  eitherBar: (source: SourceText, at: Span) =>
    new FormulaError(source, at, 'this bar can open or close: write \\left| and \\right|'),

  noOperator: (source: SourceText, at: Span, before: string, hint: string) =>
    new FormulaError(
      source,
      at,
      `expected an operator after ${before}, got ${quoted(source.text, at)}${hint}`,
    ),

  notAFunction: (source: SourceText, at: Span, name: string) =>
    new FormulaError(source, at, `${name} is not a function: write ${name} * (…) for a product`),

  unknownFunction: (source: SourceText, at: Span, name: string, hint: string) =>
    new FormulaError(source, at, `no function is called ${name}${hint}`),

  unknownCommand: (source: SourceText, at: Span, command: string, hint: string) =>
    new FormulaError(source, at, `the command ${command} means nothing here${hint}`),

  derivative: (source: SourceText, at: Span) =>
    new FormulaError(
      source,
      at,
      '∂ stands in derivations only: a formula says what is computed, and grad or backward() differentiates it',
    ),

  noCase: (source: SourceText, at: Span) =>
    new FormulaError(
      source,
      at,
      'no case holds at these numbers: add one with \\text{otherwise}, or conditions for all of them',
    ),

  sumBounds: (source: SourceText, at: Span) =>
    new FormulaError(
      source,
      at,
      'a sum goes over all entries: expected no bounds, _{i=1}^{n} with a letter for n, or numbers, _{i=1}^{3} (sum(x[a:b]) is a part)',
    ),

  sumIndex: (source: SourceText, at: Span, index: string) =>
    new FormulaError(
      source,
      at,
      `the sum over ${index} goes over all entries: expected ${index} only as the whole subscript of names, at least once, as in x_${index}`,
    ),

  sumRank: (source: SourceText, at: Span, name: string, rank: number, shape: readonly number[]) =>
    new FormulaError(
      source,
      at,
      rank === 0
        ? `${name} stands beside entries and has no index: expected a number, got [${shape.join(', ')}]`
        : `the sum takes entries of ${name} by ${rank} ${rank === 1 ? 'index' : 'indices'}: expected ${rank} ${rank === 1 ? 'axis' : 'axes'}, got [${shape.join(', ')}] (\\sum ${name} without an index adds up all entries)`,
    ),

  indexMissing: (source: SourceText, at: Span, index: string, side: 'left' | 'right') =>
    new FormulaError(source, at, `the index ${index} is missing on the ${side} side of =`),

  indexOrder: (source: SourceText, at: Span, one: string, other: string) =>
    new FormulaError(
      source,
      at,
      `the axes of the result can be read in two ways: name it with its indices, C_{${one}} = … or C_{${other}} = …`,
    ),

  ofEntries: (source: SourceText, at: Span, what: string) =>
    new FormulaError(source, at, `${what} takes whole arrays: leave out the indices in it`),

  jacobian: (source: SourceText, at: Span) =>
    new FormulaError(
      source,
      at,
      'this is a matrix of derivatives, one for each entry of each: expected the derivative of a number, as in ∂L/∂z_i',
    ),

  sumLength: (source: SourceText, at: Span, name: string, expected: number, got: number) =>
    new FormulaError(
      source,
      at,
      `the sum goes over ${expected} entries, and ${name} has ${got}: a sum over a part is sum(${name}[a:b])`,
    ),

  notALiteral: (source: SourceText, at: Span, key: string) =>
    new FormulaError(source, at, `${key}: expected a number, true, false, null, "text" or a list of such`),

  assignedTwice: (source: SourceText, at: Span, name: string) =>
    new FormulaError(source, at, `${name} is given a second time`),

  notAName: (source: SourceText, at: Span) =>
    new FormulaError(
      source,
      at,
      `expected a name on the left of =, got ${quoted(source.text, at)} (== compares)`,
    ),

  powerOnTheLeft: (source: SourceText, at: Span) =>
    new FormulaError(
      source,
      at,
      `expected a name on the left of =, got the power ${quoted(source.text, at)}: give it a name of its own, as in v = …, and write v for it`,
    ),

  notAlike: (source: SourceText, side: Span) =>
    new FormulaError(
      source,
      side,
      'this side has another value than the first one: an = before it does not hold',
    ),

  cycle: (source: SourceText, at: Span, names: readonly string[]) =>
    new FormulaError(source, at, `the definitions go round in a circle: ${names.join(' → ')}`),

  ambiguousName: (source: SourceText, at: Span, name: string, found: readonly string[]) =>
    new FormulaError(source, at, `${name} can mean ${found.join(' or ')}: write one of them in full`),

  severalResults: (source: SourceText, at: Span, names: readonly string[]) =>
    new FormulaError(
      source,
      at,
      `expected one result, got ${names.join(', ')}: choose with the option result`,
    ),

  nothing: (source: SourceText) =>
    new FormulaError(source, { start: 0, end: 0 }, 'expected a formula, got nothing'),

  notAPart: (source: SourceText, at: Span, name: string) =>
    new FormulaError(
      source,
      at,
      `${name} is not a part of the formula, so nothing can be differentiated by it: expected the value of one of its parts`,
    ),

  notDefined: (operation: string, option: string, name: unknown, known: readonly string[], hint: string) =>
    new DataError(
      operation,
      `${option}: expected one of ${known.join(', ') || 'no name, since the formula defines none'}, got ${typeText(name)}${hint}`,
    ),

  badOption: (operation: string, option: string, expected: string, got: unknown) =>
    new DataError(operation, `${option}: expected ${expected}, got ${typeText(got)}`),

  unboundName: (source: SourceText, at: Span, name: string, hint: string) =>
    new FormulaError(
      source,
      at,
      `${name} has no value${hint || `: define it, or put a Value in with \${…}`}`,
    ),

  foreignName: (source: SourceText, at: Span, name: string, hint: string) =>
    new ForeignNameError(source, at, name, hint),

  missingValues: (operation: string, missing: readonly string[], hint: string) =>
    new DataError(operation, `no value is given for ${missing.join(', ')}${hint}`),

  unknownValue: (operation: string, name: string, hint: string) =>
    new DataError(operation, `the formula has no free name ${name}${hint}`),

  badValues: (operation: string, got: unknown) =>
    new DataError(operation, `expected an object with a value for each name, got ${typeText(got)}`),

  badValue: (operation: string, name: string, got: unknown) =>
    new DataError(
      operation,
      `${name}: expected a Value, a number or an array of numbers, got ${typeText(got)}`,
    ),

  /** What an operation said when it was called at this place. */
  failed: (source: SourceText, at: Span, operation: string, cause: Error) => {
    const said = cause instanceof ChainruleError ? cause.message : `${operation}: ${cause.message}`;
    return new FormulaError(source, at, said, { cause });
  },

  tooManyOperands: (source: SourceText, at: Span, name: string, most: number, got: number) =>
    new FormulaError(source, at, `${name}: expected at most ${most} operands, got ${got}`),

  unknownOption: (
    source: SourceText,
    at: Span,
    name: string,
    { option, known }: { readonly option: string; readonly known: readonly string[] },
    hint: string,
  ) =>
    new FormulaError(
      source,
      at,
      `${name} has no argument ${option}${known.length > 0 ? `, it has ${known.join(', ')}` : ''}${hint}`,
    ),

  notAValue: (source: SourceText, at: Span, got: string) =>
    new FormulaError(source, at, `expected a Value as the result, got ${got}`),
};
