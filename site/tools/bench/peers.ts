import { mlp } from '../../../bench/compiled/chainrule.ts';
import type { Contender } from '../../../bench/compiled/contender.ts';
import { mlpWithJax, productWithJax } from '../../../bench/compiled/jax.ts';
import { mlpWithTensorFlow, productWithTensorFlow } from '../../../bench/compiled/tensorflow.ts';
import type { Jax } from '../../../bench/peers/jax.ts';
import type { TensorFlow } from '../../../bench/peers/tensorflow.ts';
import { timeOf } from './time.ts';
import type { Peer, WorkKey } from './works.ts';

type Maker = (key: WorkKey) => Contender;

const problem = mlp([784, 128, 64, 10], 64);
const sizeOf = (key: WorkKey) => Number(/^product(\d+)$/.exec(key)?.[1]);

const FILES = ['', '-simd', '-threaded-simd'].map((kind) => `tfjs-backend-wasm${kind}.wasm` as const);

/** TensorFlow.js on WebAssembly with SIMD, on one thread. */
async function tensorFlow(file: string): Promise<Maker> {
  const [core, { setWasmPaths }] = await Promise.all([
    import('@tensorflow/tfjs-core'),
    import('@tensorflow/tfjs-backend-wasm'),
    import('@tensorflow/tfjs-core/dist/register_all_gradients'),
  ]);
  core.enableProdMode();
  core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // It asks for one file of three, and wants to know of all.
  setWasmPaths(Object.fromEntries(FILES.map((name) => [name, file])));
  if (!(await core.setBackend('wasm'))) throw new Error('wasm');
  const tf = core as unknown as TensorFlow;
  return (key) => (key === 'mlp' ? mlpWithTensorFlow(problem, tf) : productWithTensorFlow(sizeOf(key), tf));
}

/** jax-js on WebAssembly; where memory can be shared it starts threads of its own. */
async function jaxJs(): Promise<Maker> {
  const jax = (await import('@jax-js/jax')) as unknown as Jax;
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  return (key) => (key === 'mlp' ? mlpWithJax(problem, jax) : productWithJax(sizeOf(key), jax));
}

const makers = new Map<Peer, Maker>();

/** Loads a peer; `file` is the WebAssembly of TensorFlow.js. */
export async function load(peer: Peer, file: string): Promise<void> {
  makers.set(peer, peer === 'tensorflow' ? await tensorFlow(file) : await jaxJs());
}

/** Milliseconds of a round with a peer that was loaded. */
export function measure(key: WorkKey, peer: Peer): Promise<number> {
  return timeOf(makers.get(peer)!(key));
}
