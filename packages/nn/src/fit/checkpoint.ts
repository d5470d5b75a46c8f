import { DataError, type Tree, type Value } from '@chainrule/core';
import { errors } from '../errors.ts';
import { loadState, stateOf } from '../module/state.ts';
import { isSealed } from '../saving/checksum.ts';
import { fromSafetensors, toSealedSafetensors } from '../saving/safetensors.ts';
import { type CheckpointStore, folderStore } from '../saving/store.ts';
import { type TreeData, treeFromData, treeToData } from '../saving/tree-data.ts';
import type { CheckpointOptions } from './options.ts';

/** The metadata key for everything but the model's numbers. */
const KEY = 'chainrule.training';
const VERSION = 2;

/** Files of this version had no checksum. */
const UNSEALED = 1;

const MODEL = 'model.';

/** The model and everything else that a training needs to continue, as one safetensors file with a checksum. */
export function checkpointBytes(model: Tree, training: Record<string, Tree>): Uint8Array {
  const tensors: Record<string, Value> = {};
  for (const [name, x] of Object.entries(stateOf(model, {}))) tensors[MODEL + name] = x;
  const data = treeToData(training, 'training', tensors);
  return toSealedSafetensors(tensors, { [KEY]: JSON.stringify({ version: VERSION, data }) });
}

/** An intact checkpoint: its tensors, and the rest of the training as data. */
export interface Checkpoint {
  readonly tensors: Readonly<Record<string, Value>>;
  readonly data: TreeData;
}

/** Throws a DataError unless the bytes are an undamaged checkpoint. */
export function openCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = fromSafetensors(bytes);
  const { version, data } = parsed(metadata[KEY]);
  if (version !== VERSION && version !== UNSEALED)
    throw errors.badData('checkpoint', 'version', `${UNSEALED} or ${VERSION}`, version);
  if (version === VERSION && !isSealed(bytes))
    throw errors.badData('checkpoint', 'checksum', 'a CRC-32', 'none');
  return { tensors, data };
}

/** The training state in a checkpoint, with the structure of `like`. Throws a DataError that says where the structure differs. */
export function trainingOf({ data, tensors }: Checkpoint, like: Record<string, Tree>): Record<string, Tree> {
  const training = treeFromData(data, tensors, like, 'training') as Record<string, Tree> | null;
  for (const key of Object.keys(like))
    if (training?.[key] === undefined)
      throw errors.badData('checkpoint', `training.${key}`, 'a state', 'none');
  return training as Record<string, Tree>;
}

/** Restores the model's numbers from a checkpoint. */
export function loadModelPart(model: Tree, { tensors }: Checkpoint): void {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(MODEL));
  loadState(model, Object.fromEntries(own.map(([name, x]) => [name.slice(MODEL.length), x])), {});
}

function parsed(text: string | undefined): { version?: unknown; data: TreeData } {
  let found: unknown;
  try {
    found = JSON.parse(text ?? '');
  } catch {
    // Reported below.
  }
  if (typeof found === 'object' && found !== null) return found as { data: TreeData };
  throw errors.badData('checkpoint', 'metadata', `the state of a training under ${KEY}`, text ?? 'none');
}

/** Where and how often checkpoints are written. */
export interface CheckpointPlan {
  readonly store: CheckpointStore;
  readonly everyEpochs: number;
  readonly everySteps: number;
}

/** The names of the states in a store. */
export const LAST = 'last.safetensors';
export const BEST = 'best.safetensors';
export const PREVIOUS = 'previous.safetensors';

/** The state to resume from, as `resume` says. */
export const RESUMED = { last: LAST, best: BEST, previous: PREVIOUS } as const;

/** Writes a state under its name; for `last`, the one before is kept, too. */
export async function writeCheckpoint(
  { store }: CheckpointPlan,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  if (name === LAST) await store.keep?.(LAST, PREVIOUS);
  await store.write(name, bytes);
}

/**
 * The checkpoint of a name, if there is one. Throws a DataError if it is damaged, which names those to resume from instead.
 */
export async function readCheckpoint(
  { store }: CheckpointPlan,
  name: string,
): Promise<Checkpoint | undefined> {
  try {
    const bytes = await store.read(name);
    return bytes && openCheckpoint(bytes);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const others = await wholeOnes(store, name);
    throw errors.damagedCheckpoint('fit', store.locate?.(name) ?? name, error, others);
  }
}

/** The other intact checkpoints, as values of `resume`. */
async function wholeOnes(store: CheckpointStore, damaged: string): Promise<string[]> {
  const found: string[] = [];
  for (const [word, name] of Object.entries(RESUMED)) {
    if (name === damaged) continue;
    const bytes = await store.read(name).catch(() => undefined);
    try {
      if (bytes) openCheckpoint(bytes);
      if (bytes) found.push(`${store.locate?.(name) ?? name} with resume: '${word}'`);
    } catch {
      // Damaged as well.
    }
  }
  return found;
}

export function planOf(
  given: string | CheckpointStore | CheckpointOptions | undefined,
): CheckpointPlan | undefined {
  if (given === undefined) return undefined;
  const options: CheckpointOptions =
    typeof given === 'object' && 'store' in given ? given : { store: given as string | CheckpointStore };
  const { store, everyEpochs = 1, everySteps = Infinity } = options;
  for (const [name, n] of Object.entries({ everyEpochs, everySteps }))
    if (!(n === Infinity || (Number.isSafeInteger(n) && n > 0))) throw errors.badSize('fit', name, n);
  return { store: typeof store === 'string' ? folderStore(store) : store, everyEpochs, everySteps };
}
