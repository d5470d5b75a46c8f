import type { Random } from '@chainrule/core';
import { diagnose } from '../../../src/index.ts';
import { type Bug, backwardByHand, type Pass } from './backward-by-hand.ts';
import { bugsIn, LEARNING_RATE } from './bugs.ts';
import type { Case, Expectation } from './case.ts';
import { pick } from './models.ts';
import { graphOfNetwork, layersOf, type Network, randomNetwork } from './network.ts';
import { close } from './problem.ts';

type Gradient = Pass[string];

function caseOf(
  net: Network,
  claims: Pass,
  about: string,
  said: Pick<Case, 'heading' | 'verdict' | 'reasons' | 'first'>,
): Case {
  const diagnosed = () => diagnose(graphOfNetwork(net), { claims, learningRate: LEARNING_RATE });
  return { ...said, form: 'arrays', story: `${describe(net)}; ${about}`, diagnosed };
}

const describe = ({ X, weights, activations, loss, averaged, decay }: Network): string => {
  const widths = [X[0].length, ...weights.map((W) => W[0].length)].join('-');
  const layers = activations.map((each) => each ?? 'linear').join(', ');
  return `batch ${X.length}, ${widths}, ${layers}, ${averaged ? 'mean' : 'sum'} of ${loss}${decay > 0 ? ', decay' : ''}`;
};

/** Whole passes that are right, in full precision or as printed to six digits and more. */
export function rightNetworks(random: Random, count: number): Case[] {
  return Array.from({ length: count }, () => {
    const net = randomNetwork(random);
    const pass = backwardByHand(net);
    const [printed, print] = pick(random, PRINTED);
    const said = { heading: 'right: whole pass', verdict: 'right', reasons: [] } as const;
    return caseOf(net, everywhere(pass, print), printed, said);
  });
}

/** How programs show numbers. */
const PRINTED: readonly (readonly [string, (x: number) => number])[] = [
  ['all digits', (x) => x],
  ['all digits', (x) => x],
  ['6 digits', (x) => Number(x.toPrecision(6))],
  ['9 digits', (x) => Number(x.toPrecision(9))],
  ['8 decimals', (x) => Number(x.toFixed(8))],
];

const everywhere = (pass: Pass, print: (x: number) => number): Pass =>
  Object.fromEntries(Object.entries(pass).map(([name, gradient]) => [name, printedIn(gradient, print)]));

const printedIn = (gradient: Gradient, print: (x: number) => number): Gradient =>
  gradient.map((each: number | readonly number[]) =>
    typeof each === 'number' ? print(each) : each.map(print),
  ) as Gradient;

/** So many networks in a row with no bug that is still wanted end the search. */
const PATIENCE = 30;

/** Whole passes with a bug, each sort of bug so many times. */
export function wrongNetworks(random: Random, each: number): Case[] {
  const made = new Map<string, number>();
  const cases: Case[] = [];
  for (let idle = 0; idle < PATIENCE; idle++) {
    const net = randomNetwork(random);
    const truth = backwardByHand(net);
    const bugs = bugsIn(net);
    const fewest = Math.min(...bugs.map(({ heading }) => made.get(heading) ?? 0));
    if (fewest >= each) continue;
    const bug = pick(
      random,
      bugs.filter(({ heading }) => (made.get(heading) ?? 0) === fewest),
    );
    const found = wrongCase(net, truth, bug, bugs);
    if (!found) continue;
    made.set(bug.heading, fewest + 1);
    idle = 0;
    cases.push(found);
  }
  return cases;
}

/** Undefined where the bug makes no difference, as an activation left out that is 1 everywhere. */
function wrongCase(net: Network, truth: Pass, bug: Bug, bugs: readonly Bug[]): Case | undefined {
  const claims = backwardByHand(net, bug);
  const first = firstWrong(net, claims, truth);
  if (first.length === 0) return undefined;
  const equals = bugs.filter((other) => {
    const others = backwardByHand(net, other);
    const same = (name: string) => sameNumbers(others[name], claims[name]);
    return firstWrong(net, others, truth).some((name) => first.includes(name) && same(name));
  });
  const reasons = equals.flatMap(({ kinds, links }) =>
    kinds.map((kind): Expectation => (links ? { kind, links } : { kind })),
  );
  const said = {
    heading: bug.heading,
    verdict: 'wrong',
    reasons: [...reasons, ...ofRatio(net, bug, claims, truth, first)],
    first,
  } as const;
  return caseOf(net, claims, `${bug.heading} (first at ${first.join(', ')})`, said);
}

/** The parameters of the layer nearest to the loss in which something is wrong. */
function firstWrong(net: Network, claims: Pass, truth: Pass): string[] {
  for (let layer = layersOf(net); layer > 0; layer--) {
    const wrong = [`W${layer}`, `b${layer}`].filter((name) => !sameNumbers(claims[name], truth[name]));
    if (wrong.length > 0) return wrong;
  }
  return [];
}

const entries = (gradient: Gradient): readonly number[] =>
  (gradient as readonly (number | readonly number[])[]).flat();

function sameNumbers(a: Gradient, b: Gradient): boolean {
  const [xs, ys] = [entries(a), entries(b)];
  const size = Math.max(...xs.map(Math.abs));
  return (
    xs.length === ys.length && xs.every((x, i) => close(x, ys[i], 1e-6) || Math.abs(x - ys[i]) < 1e-9 * size)
  );
}

/** A constant factor that the first wrong gradient is off by; where the batch is to blame the bug must be told by its name. */
function ofRatio(
  net: Network,
  bug: Bug,
  claims: Pass,
  truth: Pass,
  [first]: readonly string[],
): Expectation[] {
  const [c, t] = [entries(claims[first]), entries(truth[first])];
  const largest = t.reduce((at, x, i) => (Math.abs(x) > Math.abs(t[at]) ? i : at), 0);
  const ratio = c[largest] / t[largest];
  if (
    c.length !== t.length ||
    !sameNumbers(
      c,
      t.map((x) => ratio * x),
    )
  )
    return [];
  if (close(ratio, -1, 1e-6)) return [{ kind: 'sign' }];
  const sizes = [net.X.length, net.T[0].length, net.X.length * net.T[0].length];
  if (bug.kinds[0] === 'factor' && sizes.some((n) => close(ratio, n, 1e-6)))
    return [{ kind: 'factor' }, { kind: 'summed' }];
  if (bug.kinds[0] === 'factor' && sizes.some((n) => close(ratio, 1 / n, 1e-6)))
    return [{ kind: 'factor' }, { kind: 'averaged' }];
  return bug.kinds.some((kind) => kind === 'summed' || kind === 'averaged') ? [] : [{ kind: 'factor' }];
}
