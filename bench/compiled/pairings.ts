import { loadJax } from '../peers/jax.ts';
import { loadTensorFlow } from '../peers/tensorflow.ts';
import type { Contender } from './contender.ts';
import type { mlpWithJax } from './jax.ts';
import type { Goal, Pairing } from './pairing.ts';
import type { mlpWithTensorFlow } from './tensorflow.ts';

export type Installed = Promise<Contender | undefined>;
type WithTensorFlow = Parameters<typeof mlpWithTensorFlow>[1];
type WithJax = Parameters<typeof mlpWithJax>[1];

/** A contender that needs TensorFlow.js; undefined if it is not installed. */
export const tensorFlow = async (
  backend: 'wasm' | 'cpu',
  f: (tf: WithTensorFlow) => Contender,
): Installed => {
  const tf = await loadTensorFlow(backend);
  return tf && f(tf);
};

/** The same with jax-js. */
export const jax = async (f: (jax: WithJax) => Contender): Installed => {
  const loaded = await loadJax();
  return loaded && f(loaded);
};

/** The shared properties of the pairings of a row. */
export interface Common {
  readonly row: string;
  readonly title: string;
  readonly flags?: readonly string[];
  readonly tolerance: number;
  readonly rounds: number;
  own(threads: number): Contender;
}

/** The peers of a row, with its goals. */
export function pairings(
  common: Common,
  peers: Record<string, [Goal, () => Installed | Contender]>,
): Pairing[] {
  const { own, ...rest } = common;
  return Object.entries(peers).map(([peer, [goal, theirs]]) => {
    const threads = Number(/(\d+) threads$/.exec(peer)?.[1] ?? 1);
    const how = threads > 1 ? { how: `${threads} threads` } : {};
    return { ...rest, ...how, ...goal, peer, own: () => own(threads), theirs };
  });
}

/** Two threads against one, on work that is large enough for it. */
export function threaded({ own, ...rest }: Common): Pairing {
  const goal = { bar: 1.6, stretch: 1.9 };
  const how = '2 threads';
  return { ...rest, ...goal, how, peer: 'chainrule, 1 thread', own: () => own(2), theirs: () => own(1) };
}
