import type { ReasonKind } from '../../../src/diagnose/diagnosis.ts';
import {
  alongPaths,
  derivativeOf,
  gradientOf,
  type Link,
  linkName,
  linksOf,
  type Path,
  pathsTo,
  toOf,
} from './chain.ts';
import { bodyOf, kindOf, type Model, rootOf } from './model.ts';
import type { StepName } from './table.ts';
import { add, div, mentions, mul, neg, product, sizeOf, sub, substitute, sum, type Term } from './term.ts';

/** A gradient as somebody gets it who makes one mistake. */
export interface Mutant {
  readonly kind: ReasonKind;
  readonly claim: Term;
  /** Other kinds that name the same mistake as truly. */
  readonly also?: readonly ReasonKind[];
  /** What it is counted under; default: its kind. */
  readonly heading?: string;
  /** Whether it is one of so many that a few digits of a number do not tell it from others. */
  readonly isOneOfMany?: boolean;
  /** The link of the chain that was handled wrongly. */
  readonly link?: string;
}

export const headingOf = ({ kind, heading }: Mutant): string => heading ?? kind;

/** The learning rate of the updates in the mistake `new-weights`. */
export const LEARNING_RATE = 0.5;

/** The chain rule with one link handled in another way. */
const altered = (paths: readonly Path[], at: Link, factor: Term) =>
  alongPaths(paths, (link) => (linkName(link) === linkName(at) ? factor : derivativeOf(link)));

/** Every gradient that one mistake of the list gives for this variable. Some come to the same, or to the truth. */
export function mutantsOf(model: Model, wrt: string): Mutant[] {
  const paths = pathsTo(model, wrt);
  const links = linksOf(paths);
  return [
    ...ofTheWhole(model, wrt),
    ...links.flatMap((link) => ofLink(paths, link)),
    ...ofTwoLinks(paths, links),
    ...ofPaths(paths),
    ...byPowers(model, wrt),
    ...withSign(model, wrt),
    ...otherGradients(model, wrt),
    ...newWeights(model, wrt, alongPaths(paths)),
  ];
}

const FACTORS = [2, 0.5, 3, 1 / 3, 4, 0.25];

function ofTheWhole(model: Model, wrt: string): Mutant[] {
  const another = { kind: 'added-term', heading: 'added-term: another', isOneOfMany: true } as const;
  const truth = gradientOf(model, wrt);
  const names = [wrt, ...model.leaves.map(({ name }) => name)].slice(0, 3);
  return [
    { kind: 'sign', claim: neg(truth) },
    ...FACTORS.map((factor): Mutant => ({ kind: 'factor', claim: mul(factor, truth) })),
    ...names.map((name): Mutant => ({ kind: 'added-term', claim: add(truth, name) })),
    { kind: 'added-term', claim: add(truth, 1) },
    ...names.flatMap((name): Mutant[] => [
      { ...another, claim: add(truth, mul(name, name)) },
      { ...another, claim: sub(truth, mul(0.1, mul(name, names[0]))) },
    ]),
  ];
}

/** Two links left out, none of which is 1 or −1. */
function ofTwoLinks(paths: readonly Path[], links: readonly Link[]): Mutant[] {
  const counted = links.filter((link) => typeof derivativeOf(link) !== 'number');
  return counted.flatMap((one, k) =>
    counted.slice(k + 1).map((other): Mutant => {
      const left = [one, other].map(linkName);
      const claim = alongPaths(paths, (link) => (left.includes(linkName(link)) ? 1 : derivativeOf(link)));
      return { kind: 'left-out', heading: 'left-out: two links', also: ['stopped-early'], claim };
    }),
  );
}

/** A factor too many or too few, which is a node. */
function byPowers(model: Model, wrt: string): Mutant[] {
  const truth = gradientOf(model, wrt);
  const names = [...model.leaves, ...model.steps].map(({ name }) => name);
  const said = {
    kind: 'left-out',
    also: ['twice', 'factor', 'wrong-rule'],
    heading: 'a power of a node',
    isOneOfMany: true,
  } as const;
  return names.flatMap((name): Mutant[] => [
    { ...said, claim: mul(truth, name) },
    { ...said, claim: div(truth, name) },
  ]);
}

/** Longer claims nobody writes. */
const LONGEST = 60;

/** The gradient with the sign of one leaf wrong wherever it stands. */
function withSign(model: Model, wrt: string): Mutant[] {
  const spelledOut = inLeaves(model, gradientOf(model, wrt));
  if (sizeOf(spelledOut) > LONGEST) return [];
  return model.leaves.map(
    ({ name }): Mutant => ({
      kind: 'sign',
      heading: 'sign: of one number',
      isOneOfMany: true,
      claim: substitute(spelledOut, (each) => (each === name ? neg(name) : undefined)),
    }),
  );
}

/** A term in the names of the leaves. */
function inLeaves({ steps }: Model, each: Term): Term {
  const known = new Map<string, Term>();
  for (const step of steps)
    known.set(
      step.name,
      substitute(bodyOf(step), (name) => known.get(name)),
    );
  return substitute(each, (name) => known.get(name));
}

function ofLink(paths: readonly Path[], link: Link): Mutant[] {
  const right = derivativeOf(link);
  const { from, input } = link;
  const { keptConstant, terms, alike } = kindOf(from);
  const made: Mutant[] = [];
  const say = (kind: ReasonKind, factor: Term) =>
    made.push({ kind, claim: altered(paths, link, factor), link: linkName(link) });
  if (right !== 1) {
    say('left-out', 1);
    say('twice', product([right, right]));
  }
  if (kindOf(from).inputs === 1) {
    const claim = atTheOtherEnd(right, from.name, toOf(link));
    say('wrong-point', claim);
    // The value of the output in the place of the input is the value of another node, too.
    say('wrong-value', claim);
    if (mentions(right, from.name) && !mentions(right, toOf(link))) {
      const again = substitute(right, (name) =>
        name === from.name ? kindOf(from).body(from.name) : undefined,
      );
      const heading = 'wrong-point: the rule at its output';
      made.push({ kind: 'wrong-point', heading, claim: altered(paths, link, again), link: linkName(link) });
    }
    for (const slip of kindOf(from).slips ?? []) say('wrong-rule', slip(from.name, toOf(link)));
  }
  const kept = keptConstant?.[input]?.(...from.inputs);
  if (kept !== undefined) say('added-term', kept);
  const parts = terms?.[input]?.(from.name, ...from.inputs) ?? [];
  for (const left of parts) {
    const rest = sum(parts.filter((each) => each !== left));
    // Each term of the step is a path of its own, in steps of single operations.
    for (const kind of TERM_KINDS) made.push({ kind, claim: altered(paths, link, rest) });
  }
  if (alike) say('swapped', exchanged(right, from.inputs[alike[0]], from.inputs[alike[1]]));
  return made;
}

const TERM_KINDS = ['dropped-term', 'path-left-out', 'path-alone'] as const;

/** The derivative of a step with its input in the place of its output, or the reverse. */
const atTheOtherEnd = (right: Term, output: string, input: string) =>
  mentions(right, output) && !mentions(right, input)
    ? substitute(right, (name) => (name === output ? input : undefined))
    : substitute(right, (name) => (name === input ? output : undefined));

const exchanged = (right: Term, one: string, other: string) =>
  substitute(right, (name) => (name === one ? other : name === other ? one : undefined));

function ofPaths(paths: readonly Path[]): Mutant[] {
  if (paths.length < 2) return [];
  const kinds = partsAtSum(paths) ? (['dropped-term'] as const) : [];
  return paths.flatMap((path) => {
    const others = paths.filter((each) => each !== path);
    const without = alongPaths(others);
    return [
      { kind: 'path-left-out' as const, claim: without },
      { kind: 'path-alone' as const, claim: alongPaths([path]) },
      ...kinds.map((kind) => ({ kind, claim: without })),
    ];
  });
}

/** Whether paths part where a step adds up: one of them missing is then a term of that sum missing, too. */
function partsAtSum(paths: readonly Path[]): boolean {
  const [first] = paths;
  const parting = first.findIndex((link, k) =>
    paths.some((path) => path[k] === undefined || linkName(path[k]) !== linkName(link)),
  );
  return kindOf(first[Math.max(parting, 0)].from).adds === true;
}

function otherGradients(model: Model, wrt: string): Mutant[] {
  const leaves = model.leaves.filter(({ name }) => name !== wrt);
  const steps = model.steps.filter((step) => step !== rootOf(model) && pathsTo(model, wrt, step).length > 0);
  return [
    ...leaves.flatMap(({ name }): Mutant[] => {
      const claim = gradientOf(model, name);
      const other: Mutant = { kind: 'other-variable', claim };
      return isFirstInDifference(model, name) ? [other, { kind: 'stopped-early', claim }] : [other];
    }),
    ...steps.map(({ name }): Mutant => ({ kind: 'stopped-early', claim: gradientOf(model, name) })),
  ];
}

/** Whether a name is the t of t − out: its gradient is that of the whole difference, which has no name. */
const isFirstInDifference = ({ steps }: Model, name: string) =>
  steps.some(({ step, inputs }) => (SQUARES.get(step) ?? []).some((input) => inputs[input] === name));

/** Steps that square differences, and which inputs come first in these. */
const SQUARES: ReadonlyMap<StepName, readonly number[]> = new Map([
  ['halfSquare', [0]],
  ['meanOfSquares', [0, 2]],
]);

/** The gradient with parameters on the way that were updated already, while the outputs are those of before. */
function newWeights(model: Model, wrt: string, truth: Term): Mutant[] {
  const trained = new Set(
    model.leaves.filter(({ trained, name }) => trained && name !== wrt).map(({ name }) => name),
  );
  const used = [...trained].filter((name) => mentions(truth, name));
  if (used.length === 0) return [];
  const updated = (name: string) => sub(name, mul(LEARNING_RATE, gradientOf(model, name)));
  return [
    {
      kind: 'new-weights',
      claim: substitute(truth, (name) => (trained.has(name) ? updated(name) : undefined)),
    },
  ];
}
