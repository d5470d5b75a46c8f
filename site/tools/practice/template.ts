import type { Dice } from './dice.ts';

export const TOPICS = ['chain', 'logistic', 'softmax', 'layers', 'norm', 'attention', 'matrix'] as const;
export type Topic = (typeof TOPICS)[number];

export const LEVELS = [1, 2, 3] as const;
export type Level = (typeof LEVELS)[number];

/** A kind of exercise, made fresh with every seed. */
export interface Template {
  /** What links and kept progress call it. */
  readonly id: string;
  readonly topic: Topic;
  readonly level: Level;
  readonly title: string;
  /** What to think of, for whoever does not know how to begin. It says nothing of the answer. */
  readonly idea: string;
  make(dice: Dice): Made;
}

/** A formula with what is asked for. */
export interface Made {
  readonly formula: string;
  readonly wrt: string;
  /** Numbers by name, as JSON, at which no two things agree by chance. */
  readonly at: Readonly<Record<string, string>>;
  /** The right answer, as a person would write it. */
  readonly solution: string;
  /** A wrong answer that is often given. */
  readonly slip: string;
  /** Where the next line of a derivation is asked for. */
  readonly begun?: Begun;
}

/** A derivation up to some line. */
export interface Begun {
  readonly lines: readonly string[];
  /** The left side of the line that comes next. */
  readonly left: string;
}
