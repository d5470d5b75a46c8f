import { ChainruleError, DataError, GradientError, type Value } from '@chainrule/core';
import { describe, labelOf, typeText } from '@chainrule/core/extend';
import type { Span } from './expression/expression.ts';
import { excerpt, placeOf } from './read/excerpt.ts';

/** A node as people speak of it. */
const label = (node: Value) => (node.rank === 0 ? labelOf(node) : describe(node));

/** A claim that is none that can be judged. */
export class ClaimError extends DataError {}

/** Every message of the package, by what went wrong. */
export const errors = {
  claimOfNodes: (operation: string, names: readonly string[]) =>
    new ClaimError(
      operation,
      `claim: the function gives a Value computed from nodes of the graph: expected it to compute with the numbers that it is given by name, ({ ${names.slice(0, 3).join(', ')} }) => …`,
    ),

  tooManyBoxes: (boxes: number, most: number) =>
    new ChainruleError(
      'draw',
      `${boxes} boxes are too many to lay out: expected at most ${most} (fold: 'auto' puts several nodes in a box)`,
    ),

  badFold: (got: unknown) =>
    new DataError(
      'draw',
      `fold: expected 'auto', 'none', 'names', 'groups' or a function, got ${typeText(got)}`,
    ),

  badGroup: (got: unknown) =>
    new DataError('draw', `group: expected a name or undefined for each node, got ${typeText(got)}`),

  notARoot: (operation: string, got: unknown) =>
    new DataError(operation, `expected the Value to be differentiated, got ${typeText(got)}`),

  notAScalar: (operation: string, root: Value) =>
    new GradientError(
      operation,
      `expected a scalar to differentiate, got ${label(root)} (sum or mean makes one, or an entry by its index)`,
    ),

  nothingToDifferentiateBy: (operation: string, root: Value) =>
    new GradientError(
      operation,
      `${label(root)} has no leaf that wants a gradient: make parameters with value(…), or say wrt`,
    ),

  notConnected: (operation: string, root: Value, target: Value) =>
    new GradientError(
      operation,
      `${label(root)} does not depend on ${label(target)} in a way that has a derivative (a constant, or of another graph?)`,
    ),

  notAnExpression: (operation: string, got: unknown) =>
    new DataError(
      operation,
      `expected an expression, as formulaOf and parse give and the functions of \`expression\` make, got ${typeText(got)}`,
    ),

  badOption: (operation: string, option: string, expected: string, got: unknown) =>
    new DataError(operation, `${option}: expected ${expected}, got ${typeText(got)}`),

  noClaim: (operation: string) =>
    new DataError(
      operation,
      'expected { wrt, claim }, { derivation }, { claims } or { values }: what was derived by hand',
    ),

  notAVariable: (operation: string, got: unknown) =>
    new DataError(operation, `wrt: expected the Value that was differentiated by, got ${typeText(got)}`),

  noNumbers: (operation: string, option: string, got: unknown) =>
    new DataError(
      operation,
      `${option}: expected numbers by the names of nodes, got ${typeText(got)}${got && typeof got === 'object' ? ' without any' : ''}`,
    ),

  unknownNode: (operation: string, root: Value, name: string, hint: string) =>
    new DataError(operation, `${label(root)} has no node of the name ${name}${hint}`),

  nothingToCheck: (operation: string) =>
    new DataError(
      operation,
      'derivation: expected lines such as ∂E/∂w = …, got none that says something about the graph',
    ),

  severalLines: (operation: string, claim: string) =>
    new DataError(
      operation,
      `expected one formula as the claim, got ${claim.trim() === '' ? 'none' : 'several lines'} ({ derivation } checks a text line by line)`,
    ),

  notOneScalar: (operation: string, count: number, first: Value) =>
    new GradientError(
      operation,
      `a second derivative is taken with respect to one scalar, got ${count === 1 ? label(first) : `${count} nodes`} (hessian computes the others)`,
    ),
};

/** What is left of a word after so many characters: nobody reads a name of a whole page. */
const ENDLESS = /(?<=\S{100})\S+/g;

/** A mistake in the text of a formula: its message shows the line, with a caret under the place. */
export class FormulaError extends ChainruleError {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in characters. */
  readonly column: number;
  /** What is marked in the text, as offsets: from `start` to before `end`. */
  readonly at: Span;

  constructor({ operation, text }: SourceText, at: Span, problem: string, options?: ErrorOptions) {
    super(operation, `${problem.replaceAll(ENDLESS, '…')}\n${excerpt(text, at)}`);
    const { line, column } = placeOf(text, at);
    this.line = line;
    this.column = column;
    this.at = { start: at.start, end: at.end };
    if (options && 'cause' in options) this.cause = options.cause;
  }
}

/** A text names what the formula that it is about does not have. */
export class ForeignNameError extends FormulaError {
  /** What follows the name in a sentence: what was probably meant, or which names there are. */
  readonly hint: string;
  readonly foreign: string;

  constructor(source: SourceText, at: Span, foreign: string, hint: string) {
    super(source, at, `${foreign} has no value: ${hint}`);
    this.foreign = foreign;
    this.hint = hint;
  }
}

/** A text that is read, and the function that reads it. */
interface SourceText {
  readonly operation: string;
  readonly text: string;
}

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

/** Every message about a formula that is written as code, by what went wrong. */
export const codeErrors = {
  unnamed: (name: string) =>
    new DataError('toCode', `${name} has no name that a program could call it by: name it with named(…)`),

  notATarget: (known: readonly string[], got: unknown) =>
    new DataError('toCode', `expected ${known.join(', ')} as the target, got ${typeText(got)}`),

  needsNumbers: (names: readonly string[], cause: Error) =>
    new DataError(
      'toCode',
      `the formula does not hold for scalars: give numbers of the right shapes, { at: { ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''} } } (${cause.message.split('\n')[0]})`,
    ),

  notAnArgument: (name: string, names: readonly string[]) =>
    new DataError(
      'toCode',
      `wrt: the formula has no free name ${name}, it has ${names.join(', ') || 'none'}`,
    ),

  cannotSay: (source: SourceText, at: Span | undefined, target: string, what: string) =>
    at && at.end <= source.text.length
      ? new FormulaError(source, at, `${target} has no way to say ${what}`)
      : new DataError('toCode', `${target} has no way to say ${what}, which the gradient is made of`),

  tooManyNumbers: ({ shape }: Value) =>
    new DataError(
      'toCode',
      `the gradient holds a constant of [${shape.join(', ')}] numbers: too many to write`,
    ),

  notDerived: (target: string, result: string) =>
    new DataError(
      'toCode',
      `the gradient of ${result} cannot be written out in ${target}: one of its rules has no formula (wrt: [] leaves the gradient out)`,
    ),
};

/** Every message about a derivative in symbols, by what went wrong. */
export const deriveErrors = {
  statedTwice: (name: string) =>
    new DataError('derive', `where: ${name} is stated twice, with different sizes`),

  badStatement: (part: string) =>
    new DataError('derive', `where: expected variables such as x[n], A[n,n] symmetric, c, got ${part}`),

  badSize: (part: string, size: string) =>
    new DataError(
      'derive',
      `where: expected letters or whole numbers above 1 as sizes, got ${size} in ${part}`,
    ),

  unknownWord: (part: string, words: string, known: readonly string[]) =>
    new DataError('derive', `where: expected ${known.join(', ')} after the shape, got ${words} in ${part}`),

  notSquare: (name: string, words: string, shape: readonly string[]) =>
    new DataError(
      'derive',
      `where: ${name}[${shape.join(', ')}] cannot be ${words}: its two sizes have to be the same`,
    ),

  noAxes: (name: string, words: string) =>
    new DataError('derive', `where: ${name} is a scalar, of which “${words}” says nothing`),

  unknownVariable: (name: string, names: readonly string[], hint: string) =>
    new DataError(
      'derive',
      `where: the formula has no free name ${name}${hint || `, it has ${names.join(', ') || 'none'}`}`,
    ),

  sizeIsVariable: (letter: string) =>
    new DataError(
      'derive',
      `where: ${letter} is the size of an axis and a variable that has a shape: choose another letter`,
    ),

  noShapes: (names: readonly string[], cause: string) =>
    new DataError(
      'derive',
      `no shapes of ${names.join(', ')} were found for which the formula holds: say them, { where: 'x[n], A[n,n]' } (${cause})`,
    ),

  doesNotFit: (cause: string) =>
    new DataError('derive', `the formula does not hold for these shapes: ${cause}`),

  noVariable: (names: readonly string[]) =>
    new DataError(
      'derive',
      names.length === 0
        ? 'the formula has no free name to differentiate by'
        : `expected { wrt }: the formula has the names ${names.join(', ')}`,
    ),

  notAName: (option: string, name: string, names: readonly string[], hint: string) =>
    new DataError(
      'derive',
      `${option}: the formula has no name ${name}${hint || `, it has ${names.join(', ') || 'none'}`}`,
    ),

  notConnected: (result: string, name: string) =>
    new GradientError('derive', `${result} does not depend on ${name} in a way that has a derivative`),

  tooManyAxes: (axes: number) =>
    new DataError(
      'derive',
      `the derivative has ${axes} axes, and only scalars, vectors and matrices can be written: differentiate by an entry, or along a direction`,
    ),

  cannotWrite: (what: string) =>
    new DataError(
      'derive',
      `the derivative cannot be written with sums and products of matrices: it has ${what}`,
    ),

  implicitBySelf: (name: string) =>
    new DataError('derive', `implicit: ${name} is a function of another name, got it as wrt too`),

  badDirection: (along: string, name: string) =>
    new DataError(
      'derive',
      `along: ${along} is a variable of the formula and has another shape than ${name}`,
    ),

  stepsOfArrays: (name: string) =>
    new DataError(
      'derive',
      `steps are written of formulas of scalars, and ${name} is an array (explain derives gradients by arrays step by step, at numbers)`,
    ),

  noSteps: (what: string) =>
    new DataError('derive', `steps are written of derivatives by names, got ${what}`),

  notScalars: (names: readonly string[]) =>
    new DataError(
      'derive',
      `implicit: expected an equation of scalars, but ${names.join(' and ')} ${names.length === 1 ? 'is an array' : 'are arrays'}`,
    ),
};
