import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The part of a tensor that the benchmarks use. */
export interface Tensor {
  /** The numbers; waits until they have been computed. */
  dataSync(): Float32Array;
  dispose(): void;
}

/** A tensor whose numbers can be replaced. */
export interface Variable extends Tensor {
  assign(x: Tensor): void;
}

interface Optimizer {
  /** A step; returns the loss if `returnCost` is true. */
  minimize(loss: () => Tensor, returnCost: true, variables: readonly Variable[]): Tensor;
  minimize(loss: () => Tensor, returnCost: false, variables: readonly Variable[]): null;
}

/**
 * The part of TensorFlow.js that the benchmarks use. It is typed here, since its package is installed only for measurements.
 */
export interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  enableProdMode(): void;
  setWasmPaths(folder: string): void;
  variable(first: Tensor): Variable;
  readonly train: {
    sgd(learningRate: number): Optimizer;
    adam(learningRate: number, beta1: number, beta2: number, epsilon: number): Optimizer;
  };
  readonly losses: { softmaxCrossEntropy(labels: Tensor, logits: Tensor): Tensor };
  tensor(data: Float32Array, shape: readonly number[]): Tensor;
  /** Disposes of all tensors that f made but those that it returns. */
  tidy<T>(f: () => T): T;
  matMul(a: Tensor, b: Tensor): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  sigmoid(x: Tensor): Tensor;
  reshape(x: Tensor, shape: readonly number[]): Tensor;
  transpose(x: Tensor, axes: readonly number[]): Tensor;
  maxPool(x: Tensor, size: number, strides: number, padding: 'valid'): Tensor;
  square(x: Tensor): Tensor;
  neg(x: Tensor): Tensor;
  exp(x: Tensor): Tensor;
  tanh(x: Tensor): Tensor;
  sum(x: Tensor): Tensor;
  conv2d(x: Tensor, filter: Tensor, strides: number, padding: 'valid' | 'same'): Tensor;
  valueAndGrad(f: (x: Tensor) => Tensor): (x: Tensor) => { value: Tensor; grad: Tensor };
  valueAndGrads(
    f: (...xs: Tensor[]) => Tensor,
  ): (xs: Tensor[], dy?: Tensor) => { value: Tensor; grads: Tensor[] };
}

export const HOW_TO_INSTALL =
  'TensorFlow.js is not installed, so its column is left out: `npm run bench:peers` installs it.';

/** Where install.ts puts it: a path that is right from this file and from a bundle in bench/out alike. */
export const TENSORFLOW = join(import.meta.dirname, '..', 'out', 'tensorflow.cjs');

const WASM_FILES = join(import.meta.dirname, '../peers/node_modules/@tensorflow/tfjs-backend-wasm/dist/');

/** TensorFlow.js on its cpu backend, which is plain JavaScript, or on WebAssembly; undefined if it is not installed. */
export async function loadTensorFlow(backend: 'cpu' | 'wasm' = 'cpu'): Promise<TensorFlow | undefined> {
  if (!existsSync(TENSORFLOW)) return undefined;
  const { default: tf }: { default: TensorFlow } = await import(pathToFileURL(TENSORFLOW).href);
  // Production mode leaves out its checks and its advice: the faster of its two.
  tf.enableProdMode();
  if (backend === 'wasm') tf.setWasmPaths(WASM_FILES);
  await tf.setBackend(backend);
  return tf;
}
