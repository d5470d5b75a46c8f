import { checkCount } from '@chainrule/core';
import { argumentErrors } from '../errors/arguments.ts';
import type { Expression } from '../expression/expression.ts';
import { checkOptions } from '../options.ts';
import { derivationHTML } from './render/html.ts';
import { derivationMarkdown } from './render/markdown.ts';
import { derivationTeX } from './render/tex.ts';
import { derivationText, type TextOptions } from './render/text.ts';

/**
 * What a step of a derivation does:
 *
 * - `given`: the numbers that are known at the start
 * - `forward`: a landmark computed from those before it
 * - `goal`: the chain of factors that a gradient is going to be
 * - `local`: the derivative of one landmark with respect to one that it is computed from, the others held
 * - `gradient`: the derivative of the result with respect to a landmark, from what its consumers hand on
 * - `product`: the chain of the goal with its numbers
 * - `update`: a parameter after a step against its gradient
 */
export type StepKind = 'given' | 'forward' | 'goal' | 'local' | 'gradient' | 'product' | 'update';

/** `left = symbols = symbols = numbers = value`: one quantity, in as many forms as there is something to see. */
export interface Equation {
  readonly left: Expression;
  /** The formula, as it comes from the rules and then simplified where that differs. */
  readonly symbols: readonly Expression[];
  /** The formula with the numbers put in; absent where there are too many of them, or nothing to put in. */
  readonly numbers?: Expression | undefined;
  /** The numbers that it comes to; absent where there are too many to show. */
  readonly value?: Expression | undefined;
  /** The shape of the value; a scalar's is empty. */
  readonly shape: readonly number[];
  /** The landmark over which a path comes back, where the equation is one path of several. */
  readonly via?: Expression | undefined;
}

/** A sentence with symbols in it. */
export type Prose = readonly (string | Expression)[];

/** A sentence: prose`How ${out} changes with ${net}`. */
export const prose = (words: TemplateStringsArray, ...symbols: (string | Expression)[]): Prose =>
  words
    .flatMap((word, k) => (k < symbols.length ? [word, symbols[k]] : [word]))
    .filter((part) => part !== '');

/** One step of a derivation. */
export interface Step {
  /** What other steps refer to it by: `forward net_o1`, `gradient out_h1`, `local out_o1/net_o1`. */
  readonly id: string;
  readonly kind: StepKind;
  /** What is done here, in words. */
  readonly title: Prose;
  readonly equations: readonly Equation[];
  /** Why it is so, where a reader would ask: sums over paths, over the axes of a broadcast. */
  readonly notes: readonly Prose[];
  /** The steps whose results it uses. */
  readonly uses: readonly string[];
}

/** Steps that belong together. */
export interface Section {
  readonly title: string;
  readonly steps: readonly Step[];
  /** Whether there are so many steps that a reader has to ask for them. */
  readonly folded: boolean;
}

/** How a gradient comes about, step by step: plain data, and ways to write it. */
export class Derivation {
  /** What is differentiated. */
  readonly root: Expression;
  /** With respect to what. */
  readonly wrt: readonly Expression[];
  readonly sections: readonly Section[];
  /** Decimals of the numbers shown. */
  readonly digits: number;
  /** How many axes each landmark has, by its name. */
  readonly ranks: Readonly<Record<string, number>>;

  constructor(given: Pick<Derivation, 'root' | 'wrt' | 'sections' | 'digits' | 'ranks'>) {
    checkCount('Derivation', 1, arguments);
    if (!Array.isArray(given?.sections))
      throw argumentErrors.badOption(
        'Derivation',
        'given',
        'the parts of a derivation, as explain makes them',
        given,
      );
    this.root = given.root;
    this.wrt = given.wrt;
    this.sections = given.sections;
    this.digits = given.digits;
    this.ranks = given.ranks;
  }

  /** The steps of all sections in order. */
  get steps(): readonly Step[] {
    return this.sections.flatMap(({ steps }) => steps);
  }

  /** The step of this id, as `gradient w5`. */
  step(id: string): Step | undefined {
    checkCount('Derivation.step', 1, arguments);
    return this.steps.find((step) => step.id === id);
  }

  /** As plain text, for a terminal in colours. */
  toText(options: TextOptions = {}): string {
    checkCount('Derivation.toText', 1, arguments);
    checkOptions('Derivation.toText', options, { colour: 'any' });
    return derivationText(this, options);
  }

  /** As Markdown with formulas in TeX between dollar signs. */
  toMarkdown(): string {
    checkCount('Derivation.toMarkdown', 0, arguments);
    return derivationMarkdown(this);
  }

  /** As a LaTeX document that needs amsmath alone. */
  toTeX(): string {
    checkCount('Derivation.toTeX', 0, arguments);
    return derivationTeX(this);
  }

  /** As one HTML page that needs no network and no script, and prints on A4. */
  toHTML(): Promise<string> {
    checkCount('Derivation.toHTML', 0, arguments);
    return derivationHTML(this);
  }

  toString(): string {
    checkCount('Derivation.toString', 0, arguments);
    return this.toText();
  }
}
