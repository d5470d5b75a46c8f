import type { Expression, Span } from '../expression/expression.ts';
import type { Statement } from './parser.ts';
import type { Source } from './tokens.ts';

/** Programming languages that are told apart by what they write. */
export interface Languages {
  /** The language that a text shows to be in; undefined if it shows none of these. */
  shownBy(text: string): Language | undefined;
}

/**
 * A programming language in which formulas, claims and whole passes are read: one of `@chainrule/formula/programs`. A program
 * is read as text, and never run.
 */
export interface Language extends Languages {
  /** What people call it. */
  readonly name: string;
  /** Whether a vector is a column: [n] and [n, 1] are the same. */
  readonly columns: boolean;
  /** The definitions of a program, and its result. */
  statements(source: Source, options: ProgramOptions): Statement[];
  /** The lines of a program in their order, for a pass that is judged line by line. */
  lines(source: Source, names: readonly string[]): ProgramLine[];
}

export interface ProgramOptions {
  /** Names that mean themselves. */
  readonly names: readonly string[];
  /** The name whose value is asked for: lines that it does not need are left out. */
  readonly result?: string | undefined;
  /** Whether the value of the last line is asked for, where none stands alone. */
  readonly last: boolean;
}

/** A value that a line of a program gives to a name, over what the names around it stand for there. */
export interface ProgramLine {
  readonly name: string;
  readonly expression: Expression;
  /** Whether no later line gives the name another value. */
  readonly isLast: boolean;
  /** Whether the line changes a part of an array: `dh[h <= 0] = 0`. */
  readonly inPart: boolean;
  readonly nameAt: Span;
  readonly at: Span;
}
