import { DataError } from '@chainrule/core';
import { fileErrors } from '../errors/files.ts';
import { optionErrors } from '../errors/options.ts';
import { type CheckpointStore, folderStore } from '../saving/store.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import type { CheckpointOptions, FitOptions } from './options.ts';

/** The names of the states in a store. */
export const LAST = 'last.safetensors';
export const BEST = 'best.safetensors';
const PREVIOUS = 'previous.safetensors';

/** The state to resume from, as `resume` says. */
export const RESUMED = { last: LAST, best: BEST, previous: PREVIOUS } as const;

/** The checkpoints of one training: when they are due, and the states in the store. */
export class Checkpoints {
  readonly #store: CheckpointStore | undefined;
  readonly #everyEpochs: number;
  readonly #everySteps: number;
  /** Those that could not be written when they were last due. */
  readonly #unsaved = new Map<string, Error>();

  constructor(given: FitOptions<never, never>['checkpoint']) {
    const options: Partial<CheckpointOptions> =
      typeof given === 'object' && 'store' in given ? given : { store: given as string | CheckpointStore };
    const { store, everyEpochs = 1, everySteps = Infinity } = options;
    for (const [name, n] of Object.entries({ everyEpochs, everySteps }))
      if (!(n === Infinity || (Number.isSafeInteger(n) && n > 0))) throw optionErrors.badSize('fit', name, n);
    this.#store = typeof store === 'string' ? folderStore(store) : store;
    this.#everyEpochs = everyEpochs;
    this.#everySteps = everySteps;
  }

  /** Reserves the store for this training; returns a function that releases it. */
  async claim(): Promise<(() => Promise<void>) | undefined> {
    return await this.#store?.claim?.();
  }

  isDueAfterStep(step: number): boolean {
    return step % this.#everySteps === 0;
  }

  isDueAfterEpoch(epoch: number): boolean {
    return epoch % this.#everyEpochs === 0;
  }

  /**
   * Writes a state under its name; for `last`, the one before is kept, too. A failure does not end the training, since a later
   * write may succeed: the user is warned.
   */
  async save(name: string, bytes: () => Uint8Array): Promise<void> {
    if (!this.#store) return;
    try {
      const written = bytes();
      if (name === LAST) await this.#store.keep?.(LAST, PREVIOUS);
      await this.#store.write(name, written);
      this.#unsaved.delete(name);
    } catch (error) {
      const problem = fileErrors.notSaved('fit', placeOf(this.#store, name), error as Error);
      if (this.#unsaved.get(name)?.message !== problem.message) console.warn(problem.message);
      this.#unsaved.set(name, problem);
    }
  }

  /** Throws if a state could not be written when it was last due. */
  checkSaved(): void {
    for (const problem of this.#unsaved.values()) throw problem;
  }

  /** The checkpoint of a name, if there is one. Throws a DataError if it is damaged, which names those to resume from instead. */
  async read(name: string): Promise<Checkpoint | undefined> {
    if (!this.#store) return undefined;
    try {
      const bytes = await this.#store.read(name);
      return bytes && openCheckpoint(bytes);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      const others = await intactOnes(this.#store, name);
      throw fileErrors.damagedCheckpoint('fit', placeOf(this.#store, name), error, others);
    }
  }

  /** The checkpoint to resume from. Throws if there is none, unless the last of a training that may not have begun is asked for. */
  async readToResume(from: keyof typeof RESUMED): Promise<Checkpoint | undefined> {
    if (!this.#store) throw optionErrors.badRate('fit', 'resume', 'a checkpoint to resume from', 'none');
    const checkpoint = await this.read(RESUMED[from]);
    if (!checkpoint && from !== 'last')
      throw optionErrors.badRate('fit', 'resume', `a checkpoint ${RESUMED[from]}`, 'none');
    return checkpoint;
  }
}

const placeOf = (store: CheckpointStore, name: string) => store.locate?.(name) ?? name;

/** The other intact checkpoints, as values of `resume`. */
async function intactOnes(store: CheckpointStore, damaged: string): Promise<string[]> {
  const found: string[] = [];
  for (const [word, name] of Object.entries(RESUMED)) {
    if (name === damaged) continue;
    const bytes = await store.read(name).catch(() => undefined);
    try {
      if (bytes) openCheckpoint(bytes);
      if (bytes) found.push(`${placeOf(store, name)} with resume: '${word}'`);
    } catch {
      // Damaged as well.
    }
  }
  return found;
}
