import { type Jax, jaxTensor } from '../peers/jax.ts';
import { pytorch } from '../peers/pytorch.ts';
import type { Tensor, TensorFlow } from '../peers/tensorflow.ts';
import { operands } from './chainrule.ts';
import type { Contender } from './contender.ts';

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
