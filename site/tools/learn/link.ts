import { fragmentOf, type State } from '../share/link.ts';
import { type Scene, sceneOf } from './scenes.ts';
import type { Snapshot } from './session.ts';
import { type Setup, setupOf } from './setup.ts';

/** What a link to a training says. */
export interface Linked {
  readonly scene: Scene;
  readonly setup: Setup;
  readonly round: number;
}

/**
 * A training as the fragment of an address: the network as it is now, or as it begins. What an optimiser remembers begins
 * anew.
 */
export function linkOf(scene: Scene, setup: Setup, now?: Snapshot): string {
  const network = now === undefined ? setup : { ...setup, start: [...now.numbers] };
  return fragmentOf({
    scene: scene.key,
    setup: JSON.stringify(network),
    round: String(now?.round ?? 0),
  });
}

/** The training of a state, which anybody may have written; undefined where it says none. */
export function linkedBy(state: State): Linked | undefined {
  const scene = sceneOf(state.scene);
  if (scene === undefined) return undefined;
  const round = Number(state.round ?? 0);
  try {
    const setup = state.setup === undefined ? scene.setup : setupOf(JSON.parse(state.setup));
    return { scene, setup, round: Number.isSafeInteger(round) && round >= 0 && round < 1e9 ? round : 0 };
  } catch {
    return undefined;
  }
}
