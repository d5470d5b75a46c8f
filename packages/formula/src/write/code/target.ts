import type { Literal } from '../../expression/expression.ts';
import type { Form } from '../../expression/notation.ts';
import type { Piece } from '../writer.ts';
import type { CodeProgram } from './program.ts';
import type { SpokenCall } from './spoken-call.ts';

/** A language or a library that formulas are written for. A new one is a file in `targets/` and a line in its table. */
export interface Target {
  /** What messages call it. */
  readonly title: string;
  /** Names that a program may not give: keywords, and what its code uses. */
  readonly reserved: ReadonlySet<string>;
  /** What the gradient of a function is called. */
  readonly gradientName: (name: string) => string;
  /** Operators. */
  readonly forms: Readonly<Record<string, Form>>;
  /** Functions, by the names of core's operations; what stands neither here nor among the operators cannot be said. */
  readonly functions: Readonly<Record<string, Rendering>>;
  /** Says what is not in the table, where core's own operations can be called. */
  readonly other?: Rendering;
  readonly number: (x: number) => string;
  readonly literal: (literal: Literal) => string;
  /** Numbers in a row that are no array: a shape. */
  readonly tuple: (items: readonly string[]) => string;
  /** An array of numbers, whose rows stand in brackets. */
  readonly array: (rows: string) => string;
  /** Arrays put beside one another along a new first axis. */
  readonly stack: (arrays: readonly string[]) => string;
  /** How a number is handed to a function that takes arrays only; default: as it is. */
  readonly asArray?: (number: string) => string;
  /** How a number is given a name that is used as an array's; default: as it is. */
  readonly asValue?: (number: string) => string;
  /** The size of an argument along an axis. */
  readonly size: (argument: string, axis: number) => string;
  /** Whether the outcomes of comparisons are made numbers before they are computed with. */
  readonly castsTruth: boolean;
  /** Whether the gradient is written out line by line; else it is left to automatic differentiation. */
  readonly derives: boolean;
  readonly program: (program: CodeProgram) => string;
}

/**
 * How a call is written: a pattern with □ where the operands stand, or a function of the call; undefined where it cannot
 * be said.
 */
export type Rendering = string | Form | ((call: SpokenCall) => string | Piece | undefined);
