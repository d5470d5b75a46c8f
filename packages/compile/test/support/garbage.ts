import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** More turns than any finalizer has been seen to need, even on a busy machine. */
const MOST_TURNS = 200;

/**
 * Collects garbage and lets finalizers run until a condition holds. No fixed time is enough: V8 runs finalizers in a later
 * turn of the event loop, and a timer that is due may come before them.
 */
export async function collectUntil(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS && !holds(); turn++) {
    collect();
    await setImmediate();
  }
}

/** Collects garbage until no more of what is measured is given back. */
export async function collectAll(measure: () => number): Promise<void> {
  let [least, quiet] = [measure(), 0];
  await collectUntil(() => {
    const now = measure();
    quiet = now < least ? 0 : quiet + 1;
    least = Math.min(least, now);
    return quiet > QUIET_TURNS;
  });
}

/** After this many turns without a change nothing more is expected. */
const QUIET_TURNS = 20;
