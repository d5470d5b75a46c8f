import { checkCount, kindOf, type Tree } from '@chainrule/core';
import { checkModel } from '../checks.ts';
import { dataErrors } from '../errors/data.ts';
import { optionErrors } from '../errors/options.ts';
import {
  LOAD,
  type LoadOptions,
  type LoadReport,
  loadState,
  type StateOptions,
  stateOf,
} from '../module/state.ts';
import { optionsOf } from '../options.ts';
import { readIfThere, writeAtomically } from './files.ts';
import { fromSafetensors, toSealedSafetensors } from './safetensors.ts';

export interface SaveOptions extends StateOptions {
  /** Strings to store in the file's metadata. */
  metadata?: Readonly<Record<string, string>>;
}

/**
 * Writes the numbers of a model to a safetensors file, for `loadModel` and for Python's libraries. The file is replaced
 * atomically. A CRC-32 in the metadata lets `loadModel` notice damage. In a browser, which has no files,
 * `toSafetensors(model.stateDict())` gives the bytes.
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { Linear, loadModel, saveModel } from '@chainrule/nn';
 * const path = `${tmpdir()}/linear.safetensors`;
 * const [model, other] = [new Linear(2, 1), new Linear(2, 1)];
 * await saveModel(model, path);
 * const { missing, unexpected } = await loadModel(other, path);
 * [...missing, ...unexpected].length; // → 0
 * other.weight.sub(model.weight); // → [[0, 0]]
 * await loadModel(new Linear(3, 1), path); // → throws weight: expected shape [1, 3], got [1, 2]
 * await loadModel(model, 'no/such/file'); // → throws no/such/file
 * ```
 */
export async function saveModel(model: Tree, path: string, options: SaveOptions = {}): Promise<void> {
  checkCount('saveModel', 3, arguments);
  checkModel('saveModel', 'model', model);
  if (typeof path !== 'string') throw optionErrors.badOption('saveModel', 'path', 'the path of a file', path);
  const { metadata } = optionsOf('saveModel', options, { names: 'string', metadata: 'any' });
  await writeAtomically('saveModel', path, toSealedSafetensors(stateOf(model, options), metadata));
}

/**
 * Loads a safetensors file (bytes, or a path in Node) into a model of the same structure. With `strict: false` names may
 * be missing on either side; the report lists them.
 *
 * Throws, and changes nothing, if the file is damaged, if a shape differs or, unless `strict` is false, if a name is missing or
 * unexpected.
 */
export async function loadModel(
  model: Tree,
  source: string | Uint8Array,
  options: LoadOptions = {},
): Promise<LoadReport> {
  checkCount('loadModel', 3, arguments);
  checkModel('loadModel', 'model', model);
  if (typeof source !== 'string' && kindOf(source) !== 'Uint8Array')
    throw optionErrors.badOption('loadModel', 'source', 'the path of a file, or its bytes', source);
  optionsOf('loadModel', options, LOAD);
  const bytes = typeof source === 'string' ? await readIfThere('loadModel', source) : source;
  if (!bytes) throw dataErrors.badData('loadModel', 'path', 'a file', source);
  return loadState(model, fromSafetensors(bytes).tensors, options);
}
