import { compile } from '@chainrule/compile';
import { constant, Random, type Value, zeros } from '@chainrule/core';
import {
  Dataset,
  fit,
  type History,
  type Initializer,
  Linear,
  mse,
  Sequential,
  sgd,
  sigmoid,
} from '@chainrule/nn';
import * as a from '../01-tutorial-a/given.ts';
import * as b from '../02-tutorial-b/given.ts';
import type { Quantities } from '../support/figures.ts';
import { labelled } from '../support/named.ts';

/** What all of them call the error: Σ ½ (target − out)². */
const errorOf = (out: Value, target: Value) => mse(out, target, { reduction: 'sum' }).mul(0.5);

/** Gradient descent on all samples at once, so that an epoch is a round. */
function descend(
  model: Sequential,
  pairs: [Value, Value],
  learningRate: number,
  rounds: number,
): Promise<History> {
  const data = new Dataset(pairs);
  const optimizer = sgd({ learningRate });
  return fit(model, data, {
    ...{ loss: errorOf, optimizer, epochs: rounds, batchSize: data.length, shuffle: false },
    ...{ compile, progress: false },
  });
}

/** Tutorial A: one round in a linear 2-2-1 network. */
export async function tutorialA(): Promise<Quantities> {
  const { w1, w2, w3, w4, w5, w6 } = a.WEIGHTS;
  const hidden = new Linear(2, 2, { weight: [[w1, w2], [w3, w4]], bias: false }); // biome-ignore format: a matrix
  const model = new Sequential([hidden, new Linear(2, 1, { weight: [[w5, w6]], bias: false })]);
  const [x, target] = [constant([[a.INPUTS.i1, a.INPUTS.i2]]), constant([[a.TARGET]])];
  const forward = (suffix = '') => ({
    ...labelled([`h1${suffix}`, `h2${suffix}`], hidden.forward(x)),
    ...labelled([`prediction${suffix}`], model.forward(x)),
    ...labelled([`E${suffix}`], errorOf(model.forward(x), target)),
  });
  const before = forward();
  const history = await descend(model, [x, target], a.LEARNING_RATE, 1);
  return { ...before, E: history.of('loss')[0], ...forward('⁺') };
}

/** Tutorial B: rounds in a logistic 2-2-2 network. A bias that is a constant is held, as the page holds its biases. */
export async function tutorialB(rounds: number): Promise<{ errors: number[]; end: Quantities }> {
  const { w1, w2, w3, w4, w5, w6, w7, w8 } = b.WEIGHTS;
  const both = (bias: number) => constant([bias, bias]);
  const hidden = new Linear(2, 2, { weight: [[w1, w2], [w3, w4]], bias: both(b.BIASES.b1) }); // biome-ignore format: a matrix
  const output = new Linear(2, 2, { weight: [[w5, w6], [w7, w8]], bias: both(b.BIASES.b2) }); // biome-ignore format: a matrix
  const model = new Sequential([hidden, sigmoid, output, sigmoid]);
  const x = constant([[b.INPUTS.i1, b.INPUTS.i2]]);
  const target = constant([[b.TARGETS.target_o1, b.TARGETS.target_o2]]);
  const history = await descend(model, [x, target], b.LEARNING_RATE, rounds);
  return {
    errors: history.of('loss'),
    end: {
      ...labelled(['w1⁺', 'w2⁺', 'w3⁺', 'w4⁺'], hidden.weight),
      ...labelled(['w5⁺', 'w6⁺', 'w7⁺', 'w8⁺'], output.weight),
      ...labelled(['out_o1', 'out_o2'], model.forward(x)),
      E_total: errorOf(model.forward(x), target).item(),
    },
  };
}

const PAIRS = constant([[0, 0], [0, 1], [1, 0], [1, 1]]); // biome-ignore format: a truth table
const ANSWERS = constant([[0], [1], [1], [0]]);

/** What a training of XOR begins with, and how it goes on. */
export interface XorStart {
  readonly hidden: number;
  /** Weights and biases are uniform in ±1 from this seed. Default: all zero. */
  readonly seed?: number;
  readonly learningRate: number;
  readonly rounds: number;
}

/** XOR in a logistic 2-h-1 network. */
export async function xor({ hidden, seed, learningRate, rounds }: XorStart) {
  const first: Initializer = (shape, { random }) =>
    seed === undefined ? zeros(shape) : random.uniform(shape, { min: -1, max: 1 });
  const options = { weight: first, bias: first, random: new Random(seed ?? 0) };
  const layers = [new Linear(2, hidden, options), sigmoid, new Linear(hidden, 1, options), sigmoid];
  const model = new Sequential(layers);
  const history = await descend(model, [PAIRS, ANSWERS], learningRate, rounds);
  const answers = model.forward(PAIRS);
  return {
    errors: [...history.of('loss'), errorOf(answers, ANSWERS).item()],
    answers: answers.reshape([4]).toArray() as number[],
  };
}
