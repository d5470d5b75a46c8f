import { DataError, type Tree, type Value } from '@chainrule/core';
import { errors } from '../errors.ts';
import { loadState, stateOf } from '../module/state.ts';
import { isSealed } from '../saving/checksum.ts';
import { fromSafetensors, toSealedSafetensors } from '../saving/safetensors.ts';
import { type CheckpointStore, folderStore } from '../saving/store.ts';
import { type TreeData, treeFromData, treeToData } from '../saving/tree-data.ts';
import type { CheckpointOptions } from './options.ts';

/** Under this key the metadata hold all that are no numbers of the model. */
const KEY = 'chainrule.training';
const VERSION = 2;

/** Files of this version had no checksum. */
const UNSEALED = 1;

const MODEL = 'model.';

/** The model and everything else that a training needs to go on, as one safetensors file with a checksum. */
export function checkpointBytes(model: Tree, training: Record<string, Tree>): Uint8Array {
  const tensors: Record<string, Value> = {};
  for (const [name, x] of Object.entries(stateOf(model, {}))) tensors[MODEL + name] = x;
  const data = treeToData(training, 'training', tensors);
  return toSealedSafetensors(tensors, { [KEY]: JSON.stringify({ version: VERSION, data }) });
}

/** A checkpoint that is whole: its tensors, and the rest of the training as data. */
export interface Checkpoint {
  readonly tensors: Readonly<Record<string, Value>>;
  readonly data: TreeData;
}

/** Throws a DataError unless the bytes are those of a checkpoint, with no bit changed. */
export function openCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = fromSafetensors(bytes);
  const { version, data } = parsed(metadata[KEY]);
  if (version !== VERSION && version !== UNSEALED)
    throw errors.badData('checkpoint', 'version', `${UNSEALED} or ${VERSION}`, version);
  if (version === VERSION && !isSealed(bytes))
    throw errors.badData('checkpoint', 'checksum', 'a CRC-32', 'none');
  return { tensors, data };
}

/** The training that a checkpoint was made of, in the form of `like`. Throws a DataError that says where it has another. */
export function trainingOf({ data, tensors }: Checkpoint, like: Record<string, Tree>): Record<string, Tree> {
  const training = treeFromData(data, tensors, like, 'training') as Record<string, Tree> | null;
  for (const key of Object.keys(like))
    if (training?.[key] === undefined)
      throw errors.badData('checkpoint', `training.${key}`, 'a state', 'none');
  return training as Record<string, Tree>;
}

/** Puts the numbers of the model in a checkpoint back into it. */
export function loadModelPart(model: Tree, { tensors }: Checkpoint): void {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(MODEL));
  loadState(model, Object.fromEntries(own.map(([name, x]) => [name.slice(MODEL.length), x])), {});
}

function parsed(text: string | undefined): { version?: unknown; data: TreeData } {
  let found: unknown;
  try {
    found = JSON.parse(text ?? '');
  } catch {
    // Told below.
  }
  if (typeof found === 'object' && found !== null) return found as { data: TreeData };
  throw errors.badData('checkpoint', 'metadata', `the state of a training under ${KEY}`, text ?? 'none');
}

/** Where and how often checkpoints are kept. */
export interface CheckpointPlan {
  readonly store: CheckpointStore;
  readonly everyEpochs: number;
  readonly everySteps: number;
}

/** The names of the states in a store. */
export const LAST = 'last.safetensors';
export const BEST = 'best.safetensors';
export const PREVIOUS = 'previous.safetensors';

/** The state to go on from, by what `resume` says. */
export const RESUMED = { last: LAST, best: BEST, previous: PREVIOUS } as const;

/** Keeps a state under its name; of the last one the one before it, too. */
export async function writeCheckpoint(
  { store }: CheckpointPlan,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  if (name === LAST) await store.keep?.(LAST, PREVIOUS);
  await store.write(name, bytes);
}

/**
 * The checkpoint of a name, if there is one. One that is damaged is a DataError that names it, and those that a training can go
 * on from.
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

/** The other checkpoints that are whole, as a user asks for them. */
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
