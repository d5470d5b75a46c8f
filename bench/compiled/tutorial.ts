import { compile } from '@chainrule/compile';
import { type Value, value } from '@chainrule/core';
import type { Jax, JaxArray } from '../peers/jax.ts';
import { pytorch } from '../peers/pytorch.ts';
import type { TensorFlow } from '../peers/tensorflow.ts';
import { BIASES, INPUTS, RATE, TARGETS, tutorialByHand, WEIGHTS } from '../tutorial-b.ts';
import type { Contender } from './contender.ts';
import { jaxTensor } from './jax.ts';

/** The tutorial's network of scalars; a round trains it from the start. */
export function tutorialCompiled(rounds: number): Contender {
  const [i1, i2] = INPUTS;
  const [t1, t2] = TARGETS;
  const [b1, b2] = BIASES;
  const step = compile(
    (weights: Value[]) => {
      const [w1, w2, w3, w4, w5, w6, w7, w8] = weights;
      const h1 = w1.mul(i1).add(w2.mul(i2)).add(b1).sigmoid();
      const h2 = w3.mul(i1).add(w4.mul(i2)).add(b1).sigmoid();
      const o1 = w5.mul(h1).add(w6.mul(h2)).add(b2).sigmoid();
      const o2 = w7.mul(h1).add(w8.mul(h2)).add(b2).sigmoid();
      const error = o1.sub(t1).square().mul(0.5).add(o2.sub(t2).square().mul(0.5));
      const gradients = error.backward();
      return weights.map((w) => value(w.sub(gradients.of(w).mul(RATE))));
    },
    { target: 'javascript' },
  );
  const initial = WEIGHTS.map((w) => value(w));
  return again(() => step.iterate(rounds, initial).map((w) => w.item()));
}

export const tutorialHandWritten = (rounds: number): Contender => again(() => tutorialByHand(rounds));

/** A contender whose round gives numbers. */
function again(round: () => number[]): Contender {
  let last: number[] = [];
  return {
    round: () => {
      last = round();
    },
    results: () => [last],
  };
}

// The peers have it as two 2 × 2 matrices: for them, fewer and larger operations are quicker than scalars.
const HIDDEN = WEIGHTS.slice(0, 4);
const OUTPUT = WEIGHTS.slice(4);

export function tutorialWithPyTorch(rounds: number, threads: number): Promise<Contender | undefined> {
  const of = (numbers: readonly number[]) => Float64Array.from(numbers);
  const settings = { rounds, rate: RATE, biases: BIASES, inputs: of(INPUTS), targets: of(TARGETS) };
  return pytorch('tutorial', { ...settings, hidden: of(HIDDEN), output: of(OUTPUT) }, threads);
}

export function tutorialWithTensorFlow(rounds: number, tf: TensorFlow): Contender {
  const tensor = (numbers: readonly number[], columns: number) =>
    tf.tensor(Float32Array.from(numbers), [2, columns]);
  const [inputs, targets] = [tensor(INPUTS, 1), tensor(TARGETS, 1)];
  const weights = [HIDDEN, OUTPUT].map((numbers) => tf.variable(tensor(numbers, 2)));
  const [hidden, output] = weights;
  const biases = BIASES.map((b) => tf.tensor(Float32Array.of(b), []));
  const half = tf.tensor(Float32Array.of(0.5), []);
  const loss = () => {
    const h = tf.sigmoid(tf.add(tf.matMul(hidden, inputs), biases[0]));
    const y = tf.sigmoid(tf.add(tf.matMul(output, h), biases[1]));
    return tf.mul(tf.sum(tf.square(tf.sub(y, targets))), half);
  };
  const optimizer = tf.train.sgd(RATE);
  return again(() =>
    tf.tidy(() => {
      hidden.assign(tensor(HIDDEN, 2));
      output.assign(tensor(OUTPUT, 2));
      for (let i = 0; i < rounds; i++) tf.tidy(() => optimizer.minimize(loss, false, weights) ?? []);
      return weights.flatMap((w) => [...w.dataSync()]);
    }),
  );
}

export function tutorialWithJax(rounds: number, jax: Jax): Contender {
  const { numpy: np, nn, tree } = jax;
  const [inputs, targets] = [INPUTS, TARGETS].map((numbers) => jaxTensor(jax, numbers, [2, 1]));
  const loss = ([hidden, output]: JaxArray[], x: JaxArray, t: JaxArray) => {
    const h = nn.sigmoid(np.matmul(hidden, x).add(BIASES[0]));
    const y = nn.sigmoid(np.matmul(output, h).add(BIASES[1]));
    return np.square(y.sub(t)).sum().mul(0.5);
  };
  const step = jax.jit((weights: JaxArray[], x: JaxArray, t: JaxArray): [JaxArray[], JaxArray] => {
    const [value, gradient] = jax.valueAndGrad(loss)(tree.ref(weights), x, t);
    return [tree.map((w: JaxArray, g: JaxArray) => w.sub(g.mul(RATE)), weights, gradient), value];
  });
  return again(() => {
    let weights = [HIDDEN, OUTPUT].map((numbers) => jaxTensor(jax, numbers, [2, 2]));
    for (let i = 0; i < rounds; i++) {
      const [next, value] = step(weights, inputs.ref, targets.ref);
      weights = next;
      // Unless a number is read in between, pending work piles up and takes quadratic time.
      value.dataSync();
    }
    return weights.flatMap((w) => Array.from(w.dataSync()));
  });
}
