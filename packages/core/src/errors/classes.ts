import { clipped } from './text.ts';

/** The longest message. */
const LONGEST = 800;

/** The base of every error that chainrule throws. `operation` is the function that was called. Long inputs are shortened in messages. */
export class ChainruleError extends Error {
  readonly operation: string;

  constructor(operation: string, message: string) {
    super(clipped(`${operation}: ${message}`, LONGEST));
    this.operation = operation;
    this.name = new.target.name;
  }
}

/** Shapes, ranks or axes that do not fit the operation. */
export class ShapeError extends ChainruleError {}

/** Data that cannot become a Value: ragged, not numeric, of the wrong length. */
export class DataError extends ChainruleError {}

/** An unknown option. */
export class UnknownOptionError extends DataError {
  /** Its name. */
  readonly option: string;
  /** The options of the function. */
  readonly known: readonly string[];

  constructor(operation: string, message: string, option: string, known: readonly string[]) {
    super(operation, message);
    this.option = option;
    this.known = known;
  }
}

/** A derivative that was asked for and does not exist. */
export class GradientError extends ChainruleError {}
