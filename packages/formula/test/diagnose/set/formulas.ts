import type { Random } from '@chainrule/core';
import { diagnose } from '../../../src/index.ts';
import type { Case, Expectation, Form } from './case.ts';
import { headingOf, LEARNING_RATE, type Mutant, mutantsOf } from './mistakes.ts';
import { graphOf, type Model, rootOf } from './model.ts';
import { chance, pick, saturatedModel } from './models.ts';
import { anyModel, close, type Problem, sameAt, someProblem, storyOf } from './problem.ts';
import { rewrite } from './rewrite.ts';
import { evaluate, mul, type Scope, substitute, type Term } from './term.ts';
import { toLaTeX, toText } from './write.ts';

/** A claim as it is handed in. */
interface Written {
  readonly claim: string | number | ((values: Scope) => number);
  readonly form: Form;
  /** The digits that a number shows. */
  readonly digits?: number;
}

function write(each: Term, form: Form, { scopes }: Problem, random: Random): Written {
  if (form === 'function') return { claim: (values) => evaluate(each, values), form };
  if (form === 'text') return { claim: toText(each), form };
  const tex = toLaTeX(each);
  if (form === 'LaTeX') return { claim: tex, form: tex.includes('\\') ? form : 'text' };
  const digits = 5 + Math.floor(5 * random.next());
  const shown = evaluate(each, scopes[0]).toPrecision(digits);
  return { claim: chance(random, 0.5) ? shown : Number(shown), form, digits };
}

const FORMULAS: readonly Form[] = ['text', 'text', 'text', 'LaTeX', 'LaTeX', 'function'];
const ALL_FORMS: readonly Form[] = [...FORMULAS, 'number', 'number'];

function caseOf(
  of: Problem,
  each: Term,
  { claim, form }: Written,
  said: Pick<Case, 'heading' | 'verdict' | 'reasons'>,
): Case {
  const diagnosed = () => {
    const nodes = graphOf(of.model);
    const root = nodes.get(rootOf(of.model).name)!;
    return diagnose(root, { wrt: nodes.get(of.wrt)!, claim: claim as string, learningRate: LEARNING_RATE });
  };
  const story = storyOf(of, typeof claim === 'function' ? `(function) ${toText(each)}` : String(claim));
  return { ...said, form, story, diagnosed };
}

/** Right gradients in another form, and as numbers rounded to five to nine digits. */
export function rightFormulas(random: Random, count: number): Case[] {
  return Array.from({ length: count }, () => {
    const problem = someProblem(random);
    const form = pick(random, ALL_FORMS);
    const each =
      form === 'number' ? problem.truth : rewrite(problem.truth, problem.model, problem.scopes, random);
    const heading = form === 'number' ? 'right: rounded' : 'right: another form';
    return caseOf(problem, each, write(each, form, problem, random), {
      heading,
      verdict: 'right',
      reasons: [],
    });
  });
}

/** How much rounding may make of a right formula where the activation is flat. */
const CANCELLATION = 1e-6;

/** Right gradients of which rounding leaves few digits. */
export function cancellingFormulas(random: Random, count: number): Case[] {
  return Array.from({ length: count }, () => {
    const problem = someProblem(random, { make: saturatedModel, least: 0 });
    const each = rewrite(problem.truth, problem.model, problem.scopes, random, CANCELLATION);
    const written = write(each, pick(random, FORMULAS), problem, random);
    return caseOf(problem, each, written, { heading: 'right: cancellation', verdict: 'right', reasons: [] });
  });
}

/** Wrong formulas that are right at the given point, where a factor that was left out is 1. */
export function coincidences(random: Random, count: number): Case[] {
  return Array.from({ length: count }, () => {
    const problem = someProblem(random, { make: withInputOne, wrt: 'w_1' });
    const each = substitute(problem.truth, (name) => (name === 'x_1' ? 1 : undefined));
    const written = write(each, pick(random, FORMULAS), problem, random);
    return caseOf(problem, each, written, {
      heading: 'right by coincidence',
      verdict: 'coincidence',
      reasons: [],
    });
  });
}

function withInputOne(random: Random): Model {
  const model = anyModel(random);
  return {
    ...model,
    leaves: model.leaves.map((leaf) => (leaf.name === 'x_1' ? { ...leaf, number: 1 } : leaf)),
  };
}

/** How far a near miss is off, relative to the truth. */
const MISSES = [1e-2, 1e-3, 1e-5, 1e-7];

/** Wrong formulas that are almost right: what forgives rounding may not forgive these. */
export function nearMisses(random: Random, count: number): Case[] {
  return Array.from({ length: count }, () => {
    const problem = someProblem(random);
    const claim = mul(
      1 + pick(random, MISSES),
      rewrite(problem.truth, problem.model, problem.scopes, random),
    );
    const reasons = [{ kind: 'factor' }, { kind: 'unknown' }] as const;
    const written = write(claim, pick(random, FORMULAS), problem, random);
    return caseOf(problem, claim, written, { heading: 'nearly right', verdict: 'wrong', reasons });
  });
}

/** So many problems in a row with no mistake that is still wanted end the search. */
const PATIENCE = 60;

/** Wrong gradients: each kind of mistake so many times. */
export function wrongFormulas(random: Random, each: number): Case[] {
  const made = new Map<string, number>();
  const cases: Case[] = [];
  for (let idle = 0; idle < PATIENCE; idle++) {
    const problem = someProblem(random);
    const mutants = mutantsOf(problem.model, problem.wrt).filter((mutant) => isSound(mutant, problem));
    const wanted = mutants.filter(({ kind }) => kind !== 'wrong-value');
    const fewest = Math.min(...wanted.map((mutant) => made.get(headingOf(mutant)) ?? 0));
    if (fewest >= each) continue;
    const mutant = pick(
      random,
      wanted.filter((mutant) => (made.get(headingOf(mutant)) ?? 0) === fewest),
    );
    made.set(headingOf(mutant), fewest + 1);
    idle = 0;
    cases.push(wrongCase(problem, mutant, mutants, random));
  }
  return cases;
}

/** Numbers are told apart by this much at the given point, so that a few digits show it. */
const APART = 1e-3;

/** Whether a mistake makes a difference, at the given point already. */
function isSound({ claim }: Mutant, { truth, scopes }: Problem): boolean {
  const values = scopes.map((scope) => evaluate(claim, scope));
  return (
    values.every((x) => Number.isFinite(x) && Math.abs(x) > 1e-7) && !sameAt(claim, truth, [scopes[0]], APART)
  );
}

function wrongCase(
  problem: Problem,
  { claim, ...mutant }: Mutant,
  mutants: readonly Mutant[],
  random: Random,
): Case {
  const { model, scopes } = problem;
  const form = pick(random, mutant.isOneOfMany ? FORMULAS : ALL_FORMS);
  const each = form === 'number' ? claim : rewrite(claim, model, scopes, random);
  const written = write(each, form, problem, random);
  const points = form === 'number' ? [scopes[0]] : scopes;
  const tolerance = written.digits && 10 ** (1 - written.digits);
  const equals = mutants.filter((mutant) => sameAt(mutant.claim, claim, points, tolerance));
  const ratio = form === 'number' ? undefined : constantRatio(claim, problem);
  const reasons = [...gathered(equals), ...(ratio === undefined ? [] : [{ kind: ratio }])];
  return caseOf(problem, each, written, {
    heading: headingOf({ claim, ...mutant }),
    verdict: 'wrong',
    reasons,
  });
}

/** Whether a claim is the truth times a constant, whatever else it is. */
function constantRatio(claim: Term, { truth, scopes }: Problem): 'sign' | 'factor' | undefined {
  const ratios = scopes.map((scope) => evaluate(claim, scope) / evaluate(truth, scope));
  if (!ratios.every((ratio) => close(ratio, ratios[0]))) return undefined;
  return close(ratios[0], -1) ? 'sign' : 'factor';
}

/** The mistakes that come to the same, each kind once with all its links. */
function gathered(equals: readonly Mutant[]): Expectation[] {
  const kinds = equals.flatMap(({ kind, also = [] }) => [kind, ...also]);
  return [...new Set(kinds)].map((kind) => {
    const named = equals.filter((mutant) => mutant.kind === kind || mutant.also?.includes(kind));
    const links = named.flatMap(({ link }) => link ?? []);
    // What is said of no one link may be said of any.
    return links.length === named.length ? { kind, links } : { kind };
  });
}
