import { constant, Random, relu, sigmoid, tanh, type Value } from '@chainrule/core';
import { Linear, mse, Sequential } from '@chainrule/nn';
import { SAMPLE } from '../02-tutorial-b/scalar.ts';

/** Four layers of weights, 2-2-2-2-2: the tutorial's first and last, and two like them in between. */
export function fourLayers(): Sequential {
  const layer = (w: number, bias: number) => {
    const weight = constant([w, w + 0.05, w + 0.1, w + 0.15])
      .reshape([2, 2])
      .toArray();
    return new Linear(2, 2, { weight, bias: [bias, bias] });
  };
  const weights = [layer(0.15, 0.35), layer(0.2, 0.4), layer(0.3, 0.5), layer(0.4, 0.6)];
  return new Sequential(weights.flatMap((each) => [each, sigmoid]));
}

/** The error of a 2-…-2 network on the tutorial's sample. */
export function tutorialError(model: Sequential): Value {
  const { i1, i2, target_o1, target_o2 } = SAMPLE;
  return mse(model.forward(constant([i1, i2])), [target_o1, target_o2], { reduction: 'sum' }).mul(0.5);
}

export const DEPTH = 10;
const WIDTH = 8;

/** The activation between the layers, and the usual gain of its initial weights (Glorot 2010, He 2015). */
export const ACTIVATIONS = {
  sigmoid: { f: sigmoid, gain: 1 },
  tanh: { f: tanh, gain: 1 },
  relu: { f: relu, gain: Math.SQRT2 },
};

export type ActivationName = keyof typeof ACTIVATIONS;

/** Ten layers of eight units and normal weights of standard deviation gain/√8, with no biases. */
export function deepNetwork(activation: ActivationName, seed: number): Sequential {
  const { f, gain } = ACTIVATIONS[activation];
  const random = new Random(seed);
  const layers = Array.from({ length: DEPTH }, () => {
    const weight = random.normal([WIDTH, WIDTH], { std: gain / Math.sqrt(WIDTH) }).toArray();
    return new Linear(WIDTH, WIDTH, { weight, bias: false });
  });
  return new Sequential(layers.flatMap((layer) => [layer, f]));
}

/** The error of a deep network on sixteen random inputs and targets. */
export function deepError(model: Sequential): Value {
  const random = new Random(0);
  const inputs = random.normal([16, WIDTH]);
  return mse(model.forward(inputs), random.uniform([16, WIDTH]));
}
