import { fragmentOf, type State, stateOf } from '../share/link.ts';
import { type Scene, sceneOf } from './scenes.ts';
import type { Snapshot } from './session.ts';
import { type Setup, setupOf } from './setup.ts';

/** What a link to a training says. */
export interface Linked {
  readonly scene: Scene;
  readonly setup: Setup;
  readonly round: number;
}

const NAMES = ['scene', 'setup', 'round'];

/** A training as the fragment of an address: the network as it is now. What an optimiser remembers begins anew. */
export function linkOf(scene: Scene, setup: Setup, { numbers, round }: Snapshot): string {
  const now = { ...setup, start: [...numbers] };
  return fragmentOf({ scene: scene.key, setup: JSON.stringify(now), round: String(round) });
}

/** The training of a fragment, which anybody may have written; undefined where it says none. */
export function linkedBy(fragment: string): Linked | undefined {
  const state: State | undefined = stateOf(fragment, NAMES);
  const scene = sceneOf(state?.scene);
  if (state === undefined || scene === undefined) return undefined;
  const round = Number(state.round ?? 0);
  try {
    const setup = state.setup === undefined ? scene.setup : setupOf(JSON.parse(state.setup));
    return { scene, setup, round: Number.isSafeInteger(round) && round >= 0 && round < 1e9 ? round : 0 };
  } catch {
    return undefined;
  }
}
