import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The part of a tensor that the benchmarks use. */
export interface Tensor {
  /** The numbers; it waits until they have been computed. */
  dataSync(): Float32Array;
}

/**
 * The part of TensorFlow.js that the benchmarks use. It is typed here, and not by its package, since that is installed
 * only where somebody measures.
 */
export interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  enableProdMode(): void;
  tensor(data: Float32Array, shape: readonly number[]): Tensor;
  /** Disposes of all tensors that f made but those that it returns. */
  tidy<T>(f: () => T): T;
  matMul(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  square(x: Tensor): Tensor;
  neg(x: Tensor): Tensor;
  exp(x: Tensor): Tensor;
  tanh(x: Tensor): Tensor;
  sum(x: Tensor): Tensor;
  conv2d(x: Tensor, filter: Tensor, strides: number, padding: 'valid'): Tensor;
  valueAndGrad(f: (x: Tensor) => Tensor): (x: Tensor) => { value: Tensor; grad: Tensor };
  valueAndGrads(
    f: (...xs: Tensor[]) => Tensor,
  ): (xs: Tensor[], dy?: Tensor) => { value: Tensor; grads: Tensor[] };
}

export const HOW_TO_INSTALL =
  'TensorFlow.js is not installed, so its column is left out: `npm run bench:peers` installs it.';

/** Where install.ts puts it: a path that is right from this file and from a bundle in bench/out alike. */
export const TENSORFLOW = join(import.meta.dirname, '..', 'out', 'tensorflow.cjs');

/** TensorFlow.js on its cpu backend, which is plain JavaScript; undefined where it is not installed. */
export async function loadTensorFlow(): Promise<TensorFlow | undefined> {
  if (!existsSync(TENSORFLOW)) return undefined;
  const { default: tf }: { default: TensorFlow } = await import(pathToFileURL(TENSORFLOW).href);
  // Production mode leaves out its checks and its advice: the faster of its two.
  tf.enableProdMode();
  await tf.setBackend('cpu');
  return tf;
}
