import { ChainruleError } from '@chainrule/core';
import { excerpt, placeOf, type Span } from './excerpt.ts';

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
export interface SourceText {
  readonly operation: string;
  readonly text: string;
}
