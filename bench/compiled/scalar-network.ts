import { compile } from '@chainrule/compile';
import { constant, type Value, value } from '@chainrule/core';
import { moons } from '../moons.ts';
import { initialWeights, RATE, stepWithMicrograd } from '../scalar-mlp.ts';
import { gradientByHand, SIZES } from '../scalar-mlp-by-hand.ts';
import type { Contender } from './contender.ts';

interface Point {
  readonly x: readonly Value[];
  readonly label: Value;
}

/** A step of gradient descent for the network of scalar nodes, compiled; the weights and the samples are its arguments. */
export function scalarNetworkCompiled(count: number): Contender {
  const step = compile(
    (weights: Value[], samples: readonly Point[]) => {
      const loss = samples.map((sample) => hinge(weights, sample)).reduce((a, b) => a.add(b));
      const gradients = loss.mul(1 / samples.length).backward();
      return weights.map((w) => value(w.sub(gradients.of(w).mul(RATE))));
    },
    { target: 'javascript' },
  );
  const weights = initialWeights().map((w) => value(w));
  const samples = moons(count).map(({ point, label }) => ({
    x: point.map((x) => constant(x)),
    label: constant(label),
  }));
  let last: Value[] = [];
  return {
    round: () => {
      last = step(weights, samples);
    },
    results: () => [last.map((w) => w.item())],
  };
}

function hinge(weights: readonly Value[], { x, label }: Point): Value {
  let next = 0;
  let layer = x;
  SIZES.slice(1).forEach((size, depth) => {
    const inputs = layer;
    layer = Array.from({ length: size }, () => {
      let sum = weights[next++];
      for (const input of inputs) sum = sum.add(weights[next++].mul(input));
      return depth === 2 ? sum : sum.relu();
    });
  });
  return constant(1).sub(layer[0].mul(label)).relu();
}

/** The same step with the port of micrograd. */
export function scalarNetworkWithMicrograd(count: number): Contender {
  const [initial, samples] = [initialWeights(), moons(count)];
  return stepping(() => stepWithMicrograd(initial, samples));
}

/** The same step with formulas derived on paper. */
export function scalarNetworkByHand(count: number): Contender {
  const [initial, samples] = [initialWeights(), moons(count)];
  return stepping(() => {
    const gradient = gradientByHand(initial, samples);
    return initial.map((w, i) => w - RATE * gradient[i]);
  });
}

function stepping(step: () => number[]): Contender {
  let last: number[] = [];
  return {
    round: () => {
      last = step();
    },
    results: () => [last],
  };
}
