import { compile } from '@chainrule/compile';
import { fromTypedArray, matmul } from '@chainrule/core';
import { random } from '../numbers.ts';
import { type Jax, jaxTensor } from '../peers/jax.ts';
import { pytorch } from '../peers/pytorch.ts';
import type { Tensor, TensorFlow } from '../peers/tensorflow.ts';
import type { Contender } from './contender.ts';

const operands = (size: number) => [1, 2].map((seed) => random(size * size, seed));

/** The product of two square matrices of float32. */
export function productCompiled(size: number, threads: number): Contender {
  const product = compile(matmul, { target: 'webassembly', threads, keepResults: false });
  const [a, b] = operands(size).map((numbers) => fromTypedArray(numbers, { shape: [size, size] }));
  let last = a;
  return {
    round: () => {
      last = product(a, b);
    },
    results: () => [last.data as Float32Array],
  };
}

export function productWithTensorFlow(size: number, tf: TensorFlow): Contender {
  const [a, b] = operands(size).map((numbers) => tf.tensor(numbers, [size, size]));
  let last: Tensor | undefined;
  return {
    round: () => {
      last?.dispose();
      last = tf.matMul(a, b);
    },
    results: () => [last!.dataSync()],
  };
}

export function productWithJax(size: number, jax: Jax): Contender {
  const product = jax.jit(jax.numpy.matmul);
  const [a, b] = operands(size).map((numbers) => jaxTensor(jax, numbers, [size, size]));
  let last: ReturnType<typeof product> | undefined;
  return {
    round: async () => {
      last?.dispose();
      last = product(a.ref, b.ref);
      await last.blockUntilReady();
    },
    results: () => [last!.ref.dataSync()],
  };
}

export function productWithPyTorch(size: number, threads: number): Promise<Contender | undefined> {
  const [a, b] = operands(size);
  return pytorch('product', { size, a, b }, threads);
}
