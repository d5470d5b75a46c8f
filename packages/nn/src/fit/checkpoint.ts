import type { Tree, Value } from '@chainrule/core';
import { errors } from '../errors.ts';
import { loadState, stateOf } from '../module/state.ts';
import { fromSafetensors, toSafetensors } from '../saving/safetensors.ts';
import { type CheckpointStore, folderStore } from '../saving/store.ts';
import { type TreeData, treeFromData, treeToData } from '../saving/tree-data.ts';
import type { CheckpointOptions } from './options.ts';

/** Under this key the metadata hold all that are no numbers of the model. */
const KEY = 'chainrule.training';
const VERSION = 1;

const MODEL = 'model.';

/** The model and everything else that a training needs to go on, as one safetensors file. */
export function checkpointBytes(model: Tree, training: Record<string, Tree>): Uint8Array {
  const tensors: Record<string, Value> = {};
  for (const [name, x] of Object.entries(stateOf(model, {}))) tensors[MODEL + name] = x;
  const data = treeToData(training, 'training', tensors);
  return toSafetensors(tensors, { [KEY]: JSON.stringify({ version: VERSION, data }) });
}

/** What `checkpointBytes` was given, once all of it is known to be whole; `restoreModel` then changes the model. */
export function readCheckpoint(
  bytes: Uint8Array,
  model: Tree,
  like: Record<string, Tree>,
): { training: Record<string, Tree>; restoreModel: () => void } {
  const { tensors, metadata } = fromSafetensors(bytes);
  const { version, data } = parsed(metadata[KEY]);
  if (version !== VERSION) throw errors.badData('checkpoint', 'version', String(VERSION), version);
  const training = treeFromData(data, tensors, like, 'training') as Record<string, Tree>;
  return { training, restoreModel: () => loadModelPart(model, tensors) };
}

/** Puts the numbers of the model in a checkpoint back into it. */
export function loadModelPart(model: Tree, tensors: Readonly<Record<string, Value>>): void {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(MODEL));
  loadState(model, Object.fromEntries(own.map(([name, x]) => [name.slice(MODEL.length), x])), {});
}

function parsed(text: string | undefined): { version: unknown; data: TreeData } {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw errors.badData('checkpoint', 'metadata', `the state of a training under ${KEY}`, text ?? 'none');
  }
}

/** Where and how often checkpoints are kept. */
export interface CheckpointPlan {
  readonly store: CheckpointStore;
  readonly everyEpochs: number;
  readonly everySteps: number;
}

/** The names of the two states in a store. */
export const LAST = 'last.safetensors';
export const BEST = 'best.safetensors';

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
