import { compile } from '@chainrule/compile';
import { fromTypedArray, type Value, value, valueAndGrad } from '@chainrule/core';
import { random } from '../numbers.ts';
import type { Jax, JaxArray } from '../peers/jax.ts';
import { pytorch } from '../peers/pytorch.ts';
import type { Tensor, TensorFlow } from '../peers/tensorflow.ts';
import type { Results } from '../workload.ts';
import type { Contender } from './contender.ts';
import { jaxTensor } from './jax.ts';

/** Σ x·tanh(e^(−x²)) of `count` numbers and its gradient. */
export function chainCompiled(count: number, threads: number): Contender {
  const f = compile(
    valueAndGrad((x: Value) => x.mul(x.square().neg().exp().tanh()).sum()),
    { target: 'webassembly', threads, keepResults: false },
  );
  const x = value(fromTypedArray(random(count, 3)));
  let last: Results = [];
  let gradient = x;
  return {
    round: () => {
      const result = f(x);
      last = [[result.value.item()]];
      gradient = result.gradient;
    },
    results: () => [...last, gradient.data as Float32Array],
  };
}

export function chainWithTensorFlow(count: number, tf: TensorFlow): Contender {
  const x = tf.tensor(random(count, 3), [count]);
  const f = tf.valueAndGrad((x: Tensor) => tf.sum(tf.mul(x, tf.tanh(tf.exp(tf.neg(tf.square(x)))))));
  let last: Results = [];
  let gradient: Tensor | undefined;
  return {
    round: () => {
      gradient?.dispose();
      gradient = tf.tidy(() => {
        const { value, grad } = f(x);
        last = [value.dataSync()];
        return grad;
      });
    },
    results: () => [...last, gradient!.dataSync()],
  };
}

export function chainWithJax(count: number, jax: Jax): Contender {
  const { numpy: np } = jax;
  const x = jaxTensor(jax, random(count, 3), [count]);
  const f = jax.jit(
    jax.valueAndGrad((x: JaxArray) => x.ref.mul(np.tanh(np.exp(np.square(x).mul(-1)))).sum()),
  );
  let last: Results = [];
  let gradient: JaxArray | undefined;
  return {
    round: async () => {
      gradient?.dispose();
      const [value, slope] = f(x.ref);
      gradient = slope;
      last = [value.dataSync()];
      await gradient.blockUntilReady();
    },
    results: () => [...last, gradient!.ref.dataSync()],
  };
}

export const chainWithPyTorch = (count: number, threads: number): Promise<Contender | undefined> =>
  pytorch('chain', { x: random(count, 3) }, threads);
