import { fromTypedArray, type Value, value, valueAndGrad } from '@chainrule/core';
import { random } from './numbers.ts';
import type { Tensor, TensorFlow } from './peers/tensorflow.ts';
import type { Workload } from './workload.ts';

/** Σ x·tanh(e^(−x²)) of many numbers: six operations, each of which passes over all of them, forward and with gradient. */
export function elementwiseChain(count: number, tf: TensorFlow | undefined): Workload[] {
  const numbers = random(count, 3);
  const x = fromTypedArray(numbers);
  const variable = value(x);
  const f = (x: Value) => x.mul(x.square().neg().exp().tanh()).sum();
  const theirs = tf && withTensorFlow(tf, numbers);
  const name = `Σ x·tanh(e^(−x²)) of ${count.toLocaleString('en')} numbers`;
  return [
    {
      name,
      run: { chainrule: () => [[f(x).item()]], ...(theirs && { 'TensorFlow.js': theirs.forward }) },
      tolerance: 1e-5,
    },
    {
      name: `${name}, with gradient`,
      run: {
        chainrule: () => {
          const { value, gradient } = valueAndGrad(f)(variable);
          return [[value.item()], gradient.data as Float32Array];
        },
        ...(theirs && { 'TensorFlow.js': theirs.withGradient }),
      },
      tolerance: 1e-5,
    },
  ];
}

function withTensorFlow(tf: TensorFlow, numbers: Float32Array) {
  const x = tf.tensor(numbers, [numbers.length]);
  const f = (x: Tensor) => tf.sum(tf.mul(x, tf.tanh(tf.exp(tf.neg(tf.square(x))))));
  return {
    forward: () => tf.tidy(() => [f(x).dataSync()]),
    withGradient: () =>
      tf.tidy(() => {
        const { value, grad } = tf.valueAndGrad(f)(x);
        return [value.dataSync(), grad.dataSync()];
      }),
  };
}
