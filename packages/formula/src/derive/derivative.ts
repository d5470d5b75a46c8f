import { checkCount } from '@chainrule/core';
import { argumentErrors } from '../errors/arguments.ts';
import type { Expression } from '../expression/expression.ts';
import { checkOptions } from '../options.ts';
import { toTeX } from '../write/tex.ts';
import { toText } from '../write/text.ts';
import { isEntrywise } from './algebra/products.ts';
import { stepText } from './step-text.ts';
import type { DerivationStep } from './steps.ts';
import { statementOf, type Variable } from './where.ts';

/** One derivative in symbols. */
export interface DerivedPart {
  /** What was differentiated. */
  readonly of: string;
  /** By which names, one after the other. */
  readonly wrt: readonly string[];
  /** The symbol of the derivative. */
  readonly left: Expression;
  readonly expression: Expression;
  /** The sizes of its axes: those of what was differentiated, then those of each variable. */
  readonly shape: readonly string[];
  /** What has to hold for it besides what the formula itself needs. */
  readonly provisos: readonly Proviso[];
  /** At how many random points it was computed and gave what core's gradient gives. */
  readonly points: number;
  /** Whether it is the shortest form that was found; otherwise that one failed at a point, and this is a longer one. */
  readonly simplified: boolean;
}

/** A condition: that something is not zero, is above zero, or has an inverse. */
export interface Proviso {
  readonly of: Expression;
  readonly needs: 'nonzero' | 'positive' | 'invertible';
}

export interface DerivativeTextOptions {
  /** The steps of the derivation too. Default: false. */
  readonly steps?: boolean | undefined;
}

export interface DerivedDefinition {
  readonly name: string;
  readonly expression: Expression;
}

/** What a derivative is made of. */
interface DerivativeData {
  readonly parts: readonly DerivedPart[];
  readonly variables: readonly Variable[];
  readonly definitions: readonly DerivedDefinition[];
  readonly steps: () => readonly DerivationStep[];
}

/**
 * Derivatives in symbols, as data and as text: what `derive` gives.
 *
 * @example
 * ```ts
 * import { derive } from '@chainrule/formula';
 * const d = derive("x' @ A @ x", { wrt: 'x', where: 'x[n], A[n,n]' });
 * d.toText(); // → ∂f/∂x = (A + A') @ x
 * d.toTeX(); // → \frac{\partial f}{\partial x} = \left(A + A^{\top}\right) \, x
 * ```
 */
export class Derivative {
  readonly parts: readonly DerivedPart[];
  /** The variables with their shapes, those found from the formula too. */
  readonly variables: readonly Variable[];
  /** The definitions whose names stand in the derivatives. */
  readonly definitions: readonly DerivedDefinition[];

  readonly #steps: () => readonly DerivationStep[];

  constructor(given: DerivativeData) {
    checkCount('Derivative', 1, arguments);
    if (!Array.isArray(given?.parts))
      throw argumentErrors.badOption('Derivative', 'parts', 'the parts that derive found', given?.parts);
    this.parts = given.parts;
    this.variables = given.variables;
    this.definitions = given.definitions;
    this.#steps = given.steps;
  }

  /** The first derivative, which is the only one where one name was given. */
  get expression(): Expression {
    return this.parts[0].expression;
  }

  /** The shapes that were not said, as `where` would say them. */
  get assumed(): readonly string[] {
    const mayBeArrays = this.variables.some(({ name, shape }) => shape.length > 0 || /^\p{Lu}/u.test(name));
    return mayBeArrays ? this.variables.filter(({ stated }) => !stated).map(statementOf) : [];
  }

  /**
   * The way to the derivatives, rule by rule from the outermost operation inwards, for formulas of scalars: each with the derivatives
   * of its operation by its operands, as core gives them. Throws a DataError where a variable is an array.
   */
  steps(): readonly DerivationStep[] {
    checkCount('Derivative.steps', 0, arguments);
    return this.#steps();
  }

  /** As lines of text; with `steps` the way to it comes first. */
  toText(options: DerivativeTextOptions = {}): string {
    checkCount('Derivative.toText', 1, arguments);
    checkOptions('Derivative.toText', options, { steps: 'any' });
    const { steps = false } = options;
    if (typeof steps !== 'boolean')
      throw argumentErrors.badOption('Derivative.toText', 'steps', 'true or false', steps);
    const way = steps ? [...this.steps().map(stepText), ''] : [];
    const lines = this.parts.map(({ left, expression, provisos }) => {
      const conditions = provisos.map((each) => provisoText(each, toText));
      return `${toText(left)} = ${toText(expression)}${conditions.length > 0 ? `   (${conditions.join(', ')})` : ''}`;
    });
    const notes = [
      ...this.definitions.map(({ name, expression }) => `${name} = ${toText(expression)}`),
      ...(this.assumed.length > 0 ? [`assumed: ${this.assumed.join(', ')}`] : []),
    ];
    return [...way, ...lines, ...notes].join('\n');
  }

  /** The equations in LaTeX, each on a line of its own. */
  toTeX(): string {
    checkCount('Derivative.toTeX', 0, arguments);
    const tex = (expression: Expression) => toTeX(expression, { elementwise: isEntrywise });
    return this.parts.map(({ left, expression }) => `${tex(left)} = ${tex(expression)}`).join(' \\\\\n');
  }

  /** The same as MathML, for pages. */
  async toMathML(): Promise<string> {
    checkCount('Derivative.toMathML', 0, arguments);
    // Loaded when it is asked for, since it is large.
    const { default: temml } = await import('temml');
    return temml.renderToString(this.toTeX(), { displayMode: true, throwOnError: true, trust: false });
  }

  toString(): string {
    checkCount('Derivative.toString', 0, arguments);
    return this.toText();
  }
}

/** A proviso in words. */
export function provisoText({ of, needs }: Proviso, write: (expression: Expression) => string): string {
  const what = write(of);
  return needs === 'nonzero'
    ? `${what} ≠ 0`
    : needs === 'positive'
      ? `${what} > 0`
      : `${what} has an inverse`;
}
