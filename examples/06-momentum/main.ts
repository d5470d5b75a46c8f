/**
 * What is momentum, with numbers?
 *
 * A velocity v ← μ v + g keeps a share of all earlier gradients, and the weight moves by −η v: while gradients agree
 * the steps grow, up to 1/(1 − μ) times as long, and where they alternate they cancel. Tutorial B then needs a tenth of
 * its rounds or less, and a narrow valley is crossed faster than with any learning rate alone.
 */
import { sgd } from '@chainrule/nn';
import { LEARNING_RATE as NETWORK_RATE } from '../02-tutorial-b/given.ts';
import { lineChart, writePicture } from '../support/chart.ts';
import { isMain } from '../support/main.ts';
import { parameters, train } from '../support/network.ts';
import { tell } from '../support/story.ts';
import { count, fixed, table } from '../support/table.ts';
import { BEST, byHand, descend, LEARNING_RATE, MOMENTUM, roundsInValley, STEEPNESS } from './descents.ts';

const STEPS = 3;
const ROUNDS = 10_000;
const BOUNDS = [0.01, 0.001, 0.0001];
export const VALLEY_BOUND = 1e-6;

export function momentum() {
  const errors = (learningRate: number, momentum: number) =>
    train(parameters('held'), ROUNDS, sgd({ learningRate, momentum })).errors;
  const curves = [
    { name: 'plain, η = .5', errors: errors(NETWORK_RATE, 0) },
    { name: 'plain, η = 5', errors: errors(10 * NETWORK_RATE, 0) },
    { name: 'momentum .9, η = .5', errors: errors(NETWORK_RATE, MOMENTUM) },
  ];
  return {
    byHand: byHand(STEPS),
    plain: descend(sgd({ learningRate: LEARNING_RATE }), STEPS),
    withMomentum: descend(sgd({ learningRate: LEARNING_RATE, momentum: MOMENTUM }), STEPS),
    network: curves.map((curve) => ({
      ...curve,
      rounds: BOUNDS.map((bound) => roundsTo(bound, curve.errors)),
    })),
    valley: {
      plain: roundsInValley(BEST.plain, VALLEY_BOUND),
      momentum: roundsInValley(BEST.momentum, VALLEY_BOUND),
    },
  };
}

const roundsTo = (bound: number, errors: readonly number[]) => errors.findIndex((error) => error < bound);

function print({ byHand, plain, withMomentum, network, valley }: ReturnType<typeof momentum>): void {
  const steps = byHand.map(({ gradient, velocity, w }, i) => [
    String(i + 1),
    ...[gradient, velocity, w, withMomentum[i + 1], plain[i + 1]].map((x) => fixed(x, 4)),
  ]);
  const chart = lineChart({
    title: 'Tutorial B with and without momentum',
    x: { label: 'round', log: true },
    y: { label: 'E_total', log: true },
    series: network.map(({ name, errors }) => ({
      name,
      points: errors.map((error, i) => [i, error] as const),
    })),
  });
  tell(
    'Momentum',
    'What is momentum, with numbers?',
    'Down E = ½ w² from w = 1, where the gradient is w, with η = .1 and μ = .9. By hand: v ← .9 v + g, then w ← w − .1 v, from v = 0.',
    table(['step', 'g', 'v', 'w by hand', "w, the optimiser's", 'w without momentum'], steps),
    'The first step is the plain one; from the second on, the velocity has grown. Tutorial B, rounds until the error is below a bound:',
    table(
      ['', ...BOUNDS.map((bound) => `E < ${bound}`)],
      network.map(({ name, rounds }) => [name, ...rounds.map((n) => (n < 0 ? '–' : count(n)))]),
    ),
    'A velocity that gradients keep feeding grows to 1/(1 − μ) = 10 of them, so η = 5 is the fair comparison. Momentum is ahead of that too: what it gathered on the steep start carries it on where the slope is flat. ' +
      'And in a valley, steep across and flat along, no plain rate can keep up, since the steep side bears no larger one. ' +
      `With the best settings for a valley ${STEEPNESS} times steeper across, an error below ${VALLEY_BOUND} takes ${valley.plain} rounds without momentum and ${valley.momentum} with it.`,
    `Picture: ${writePicture('06-momentum.svg', chart)}`,
  );
}

if (isMain(import.meta)) print(momentum());
