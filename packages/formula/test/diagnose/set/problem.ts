import type { Random } from '@chainrule/core';
import { gradientOf } from './chain.ts';
import { bodyOf, type Model, scopesOf } from './model.ts';
import { branchedModel, chainModel, chance, pick } from './models.ts';
import { evaluate, type Scope, type Term } from './term.ts';
import { toText } from './write.ts';

/** A formula, the variable it is differentiated by, and the points at which claims are told apart. */
export interface Problem {
  readonly model: Model;
  readonly wrt: string;
  readonly scopes: readonly Scope[];
  readonly truth: Term;
}

interface Wish {
  readonly make?: (random: Random) => Model;
  /** The variable; else one at random. */
  readonly wrt?: string;
  /** How small the gradient may be. */
  readonly least?: number;
}

/** A formula at random: where its gradient is next to nothing, another one. */
export function someProblem(random: Random, wish: Wish = {}): Problem {
  for (;;) {
    const model = (wish.make ?? anyModel)(random);
    const wrt = wish.wrt ?? someVariable(model, random);
    const scopes = scopesOf(model, random);
    const truth = gradientOf(model, wrt);
    const sizes = scopes.map((scope) => Math.abs(evaluate(truth, scope)));
    const sound = sizes.every((size) => size > (wish.least ?? 1e-5) && size < 1e4);
    if (sound && scopes.length > 4) return { model, wrt, scopes, truth };
  }
}

export const anyModel = (random: Random): Model => (chance(random, 0.6) ? chainModel : branchedModel)(random);

function someVariable({ leaves }: Model, random: Random): string {
  const trained = leaves.filter((leaf) => leaf.trained).map(({ name }) => name);
  return chance(random, 0.5) ? trained[0] : pick(random, trained);
}

/** How near numbers are that one cannot tell apart, relative to them. */
const SAME = 1e-9;

export const close = (a: number, b: number, tolerance = SAME): boolean =>
  Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));

export const sameAt = (a: Term, b: Term, scopes: readonly Scope[], tolerance?: number): boolean =>
  scopes.every((scope) => close(evaluate(a, scope), evaluate(b, scope), tolerance));

/** What was asked and what was answered, for whoever looks into a failure. */
export const storyOf = ({ model, wrt }: Problem, claim: string): string =>
  [
    ...model.steps.map((step) => `${step.name} = ${toText(bodyOf(step))}`),
    model.leaves.map(({ name, number }) => `${name}=${number}`).join(', '),
    `∂/∂${wrt}: ${claim}`,
  ].join('; ');
