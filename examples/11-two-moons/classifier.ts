import { constant, noGrad, sigmoid } from '@chainrule/core';
import { bceWithLogits, Optimizer, type Sequential, sgd } from '@chainrule/nn';
import type { Sample } from './moons.ts';

type Point = Sample['point'];

/** Trains on all samples at once; the loss before each round and at the end. */
export function train(
  model: Sequential,
  samples: readonly Sample[],
  rounds: number,
  watch: (loss: number) => void,
): number[] {
  const inputs = matrix(samples.map(({ point }) => point));
  const labels = constant(samples.map(({ lower }) => [lower ? 1 : 0]));
  const optimizer = new Optimizer(model, sgd({ learningRate: 0.3, momentum: 0.9 }));
  const losses: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const loss = bceWithLogits(model.forward(inputs), labels);
    losses.push(loss.item());
    watch(loss.item());
    if (round < rounds) optimizer.step(loss.backward());
  }
  return losses;
}

/** The probability, as the model sees it, that each point belongs to the lower moon. */
export function probabilities(model: Sequential, points: readonly Point[]): number[] {
  const output = noGrad(() => sigmoid(model.forward(matrix(points))));
  return output.reshape([points.length]).toArray() as number[];
}

/** The share of samples on the right side of one half. */
export function accuracy(model: Sequential, samples: readonly Sample[]): number {
  const found = probabilities(
    model,
    samples.map(({ point }) => point),
  );
  return samples.filter(({ lower }, i) => found[i] > 0.5 === lower).length / samples.length;
}

const matrix = (points: readonly Point[]) => constant(points.map((point) => [...point]));
