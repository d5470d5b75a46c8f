import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The part of an array of jax-js that the benchmarks use. Passing one consumes it; `ref` is another reference. */
export interface JaxArray {
  readonly ref: JaxArray;
  add(x: JaxArray | number): JaxArray;
  sub(x: JaxArray | number): JaxArray;
  mul(x: JaxArray | number): JaxArray;
  sum(): JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  dispose(): void;
  blockUntilReady(): Promise<JaxArray>;
  dataSync(): ArrayLike<number>;
}

/** The part of jax-js that the benchmarks use, typed here since it is installed only for measurements. */
export interface Jax {
  init(...devices: string[]): Promise<string[]>;
  defaultDevice(device: string): string;
  jit<Args extends unknown[], Y>(f: (...args: Args) => Y): (...args: Args) => Y;
  valueAndGrad<X, Rest extends unknown[]>(
    f: (x: X, ...rest: Rest) => JaxArray,
  ): (x: X, ...rest: Rest) => [JaxArray, X];
  readonly numpy: {
    array(data: ArrayLike<number>, options?: { dtype: string }): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
    exp(x: JaxArray): JaxArray;
    tanh(x: JaxArray): JaxArray;
    square(x: JaxArray): JaxArray;
  };
  readonly nn: {
    relu(x: JaxArray): JaxArray;
    sigmoid(x: JaxArray): JaxArray;
    logSoftmax(x: JaxArray, axis: number): JaxArray;
  };
  readonly tree: {
    ref<T>(tree: T): T;
    map<T>(f: (...xs: JaxArray[]) => JaxArray, tree: T, ...others: T[]): T;
  };
}

const JAX = join(import.meta.dirname, '../peers/node_modules/@jax-js/jax/dist/index.js');

/** jax-js on its WebAssembly backend; undefined if it is not installed. */
export async function loadJax(): Promise<Jax | undefined> {
  if (!existsSync(JAX)) return undefined;
  // It reads navigator, which Node has since version 21.
  (globalThis as { navigator?: object }).navigator ??= {};
  const jax: Jax = await import(pathToFileURL(JAX).href);
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  return jax;
}
