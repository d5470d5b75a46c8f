import type { Value } from '@chainrule/core';
import type { Progress } from '../support/progress.ts';
import {
  errors,
  gradientNorms,
  hiddenOutputs,
  type Networks,
  networks,
  outputs,
  type Start,
  train,
} from './networks.ts';

/** The tutorial's learning rate, and the number of rounds that the reader tried. */
export const LEARNING_RATE = 0.5;
export const ROUNDS = 5_000;
/** Below this error all four answers are on the right side, and far from the middle. */
export const LEARNED = 0.05;

/** Six 2-2-1 networks that differ only in their initial parameters. */
const CASES: Readonly<Record<string, Start>> = {
  'all zero': { all: 0 },
  'all .5': { all: 0.5 },
  '±0.1': { seed: 1, scale: 0.1 },
  '±30': { seed: 3, scale: 30 },
  '±1': { seed: 0, scale: 1 },
  '±1, another seed': { seed: 1, scale: 1 },
};

/** The six networks after 5,000 rounds, their answers, and measurements that explain them. */
export function sixNetworks(bar?: Progress) {
  const start = networks(Object.values(CASES), 2);
  const curves: number[][] = [];
  const end = train(start, {
    rounds: ROUNDS,
    learningRate: LEARNING_RATE,
    watch: (round, each) => {
      curves.push(numbers(each));
      bar?.update(round, 'six networks');
    },
  });
  const [before, after] = [measured(start), measured(end)];
  return Object.keys(CASES).map((name, i) => ({
    name,
    errors: curves.map((each) => each[i]),
    answers: after.answers[i],
    gradientNorm: { start: before.norms[i], end: after.norms[i] },
    apart: { start: before.apart[i], end: after.apart[i] },
    slope: { start: before.slopes[i], end: after.slopes[i] },
  }));
}

/** For each network: the norm of its gradient, the distance of its hidden units, the slope of its output unit. */
function measured(model: Networks) {
  const answers = outputs(model).reshape([-1, 4]).toArray() as number[][];
  const units = hiddenOutputs(model).toArray() as number[][][];
  return {
    answers,
    norms: numbers(gradientNorms(model)),
    apart: units.map((pairs) => Math.max(...pairs.map(([h1, h2]) => Math.abs(h1 - h2)))),
    slopes: answers.map((each) => Math.max(...each.map((out) => out * (1 - out)))),
  };
}

/** How many rounds the network that began within ±0.1 takes with this rate until it has learned. */
export function roundsToLearn(learningRate: number): number | undefined {
  let learned: number | undefined;
  const watch = (round: number, each: Value) => {
    if (learned === undefined && each.sum().item() < LEARNED) learned = round;
  };
  train(networks([CASES['±0.1']], 2), { rounds: ROUNDS, learningRate, watch });
  return learned;
}

export const TALLY = { hidden: [2, 5, 8], scales: [0.1, 1, 30], seeds: 20, rounds: 2_000, learningRate: 2 };

/** The total number of rounds. */
export const ROUNDS_IN_ALL = ROUNDS + TALLY.hidden.length * TALLY.rounds;

/** How many of twenty random networks learn, for each number of hidden units (rows) and initial scale (columns). */
export function tally(bar?: Progress): number[][] {
  const { hidden, scales, seeds, rounds, learningRate } = TALLY;
  const starts = scales.flatMap((scale) => Array.from({ length: seeds }, (_, seed) => ({ seed, scale })));
  return hidden.map((units, row) => {
    const watch = (round: number) => {
      bar?.update(ROUNDS + row * rounds + round, `sixty networks, ${units} hidden units`);
    };
    const end = numbers(errors(train(networks(starts, units), { rounds, learningRate, watch })));
    return scales.map(
      (_, i) => end.slice(i * seeds, (i + 1) * seeds).filter((error) => error < LEARNED).length,
    );
  });
}

const numbers = (x: Value) => x.toArray() as number[];
