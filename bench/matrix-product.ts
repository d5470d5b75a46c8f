import { fromTypedArray, matmul } from '@chainrule/core';
import { random } from './numbers.ts';
import type { TensorFlow } from './peers/tensorflow.ts';
import type { Workload } from './workload.ts';

/** The product of two square matrices. TensorFlow.js has only float32, and uses it whatever chainrule uses. */
export function matrixProduct(
  size: number,
  dtype: 'float32' | 'float64',
  tf: TensorFlow | undefined,
): Workload {
  const shape = [size, size];
  const [left, right] = [random(size * size, 1), random(size * size, 2)];
  const [a, b] = [left, right].map((numbers) =>
    fromTypedArray(dtype === 'float32' ? numbers : Float64Array.from(numbers), { shape }),
  );
  return {
    name: `matrix product ${size} × ${size}, ${dtype}`,
    run: {
      chainrule: () => [matmul(a, b).data as Float32Array],
      ...(tf && { 'TensorFlow.js': withTensorFlow(tf, left, right, shape) }),
    },
    tolerance: 1e-5,
  };
}

function withTensorFlow(tf: TensorFlow, left: Float32Array, right: Float32Array, shape: number[]) {
  const [a, b] = [tf.tensor(left, shape), tf.tensor(right, shape)];
  return () => tf.tidy(() => [tf.matMul(a, b).dataSync()]);
}
