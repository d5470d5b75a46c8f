import type { Value } from '@chainrule/core';

/** A formula as a program, in the words of a language but for the frame that each puts around it. */
export interface CodeProgram {
  /** What the function of the formula is called, and that of its gradient. */
  readonly name: string;
  readonly gradientName: string;
  /** The formula as text, a line for each definition. */
  readonly formula: readonly string[];
  readonly arguments: readonly Argument[];
  readonly lines: readonly CodeLine[];
  /** What the function gives. */
  readonly result: string;
  /** What the result is called in words: its name in the formula. */
  readonly resultName: string;
  /** The arguments that it is differentiated by, in their order; the gradient is left out where there are none. */
  readonly wrt: readonly Argument[];
  /** Names of the formula that the language does not allow, and what stands for them. */
  readonly renamed: readonly { readonly name: string; readonly id: string }[];
  /** The gradient line by line, for a language that has it written out. */
  readonly gradient: DerivedGradient | undefined;
  /** Whether the gradient is held against finite differences at the end. */
  readonly check: boolean;
}

export interface Argument {
  /** The name in the program. */
  readonly id: string;
  /** The name in the formula. */
  readonly name: string;
  readonly value: Value;
}

/** `id = code`. */
export interface CodeLine {
  readonly id: string;
  readonly code: string;
}

export interface DerivedGradient {
  readonly forward: readonly CodeLine[];
  readonly backward: readonly CodeLine[];
  /** The gradients by the arguments, in their order. */
  readonly results: readonly string[];
  /** The shapes that the lines hold for; undefined along an axis that can have any size. */
  readonly shapes: readonly FixedShape[];
}

export interface FixedShape {
  readonly argument: Argument;
  readonly shape: readonly (number | undefined)[];
}
