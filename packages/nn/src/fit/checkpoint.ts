import type { Tree, Value } from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';
import { loadState, stateOf } from '../module/state.ts';
import { isSealed } from '../saving/checksum.ts';
import { fromSafetensors, toSealedSafetensors } from '../saving/safetensors.ts';
import { type TreeData, treeFromData, treeToData } from '../saving/tree-data.ts';

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
    throw dataErrors.badData('checkpoint', 'version', `${UNSEALED} or ${VERSION}`, version);
  if (version === VERSION && !isSealed(bytes))
    throw dataErrors.badData('checkpoint', 'checksum', 'a CRC-32', 'none');
  return { tensors, data };
}

/** The training state in a checkpoint, with the structure of `like`. Throws a DataError that says where the structure differs. */
export function trainingOf({ data, tensors }: Checkpoint, like: Record<string, Tree>): Record<string, Tree> {
  const training = treeFromData(data, tensors, like, 'training') as Record<string, Tree> | null;
  for (const key of Object.keys(like))
    if (training?.[key] === undefined)
      throw dataErrors.badData('checkpoint', `training.${key}`, 'a state', 'none');
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
  throw dataErrors.badData('checkpoint', 'metadata', `the state of a training under ${KEY}`, text ?? 'none');
}
