import { checkCount, kindOf } from '@chainrule/core';
import { optionErrors } from '../errors/options.ts';
import { keepAs, readIfThere, writeAtomically } from './files.ts';
import { lockFolder } from './lock.ts';
import { builtin } from './node.ts';

/** Storage for checkpoints by name: a folder, or in a browser anything that stores bytes. */
export interface CheckpointStore {
  /** Stores the bytes under the name. An interrupted write must leave the old bytes intact. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** The bytes under the name, if any. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Stores the bytes of one name under another, too, if there are any. Without it there is no `previous` checkpoint. */
  keep?(name: string, other: string): Promise<void>;
  /** Reserves the store for one training; returns a function that releases it. Throws if another training holds it. */
  claim?(): Promise<() => Promise<void>>;
  /** The location of a name for messages, such as a path. Default: the name. */
  locate?(name: string): string;
}

/**
 * A folder on disk as a store, for Node. Files are replaced atomically, and the file `training.lock` reserves the folder for
 * one training at a time.
 */
export function folderStore(folder: string): CheckpointStore {
  checkCount('folderStore', 1, arguments);
  if (typeof folder !== 'string')
    throw optionErrors.badOption('folderStore', 'folder', 'the path of a folder', folder);
  const pathOf = (name: string) => builtin('folderStore', 'node:path').join(folder, name);
  return {
    write: (name, bytes) => writeAtomically('folderStore', pathOf(name), bytes),
    read: (name) => readIfThere('folderStore', pathOf(name)),
    keep: (name, other) => keepAs('folderStore', pathOf(name), pathOf(other)),
    claim: () => lockFolder('folderStore', folder),
    locate: pathOf,
  };
}

/**
 * A store in memory.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@chainrule/nn';
 * const store = memoryStore();
 * await store.write('a', new Uint8Array([1, 2]));
 * (await store.read('a'))?.length; // → 2
 * await store.read('b'); // → undefined
 * ```
 */
export function memoryStore(): CheckpointStore {
  checkCount('memoryStore', 0, arguments);
  const kept = new Map<string, Uint8Array>();
  return {
    async write(name, bytes) {
      if (kindOf(bytes) !== 'Uint8Array')
        throw optionErrors.badOption('memoryStore', 'bytes', 'a Uint8Array', bytes);
      kept.set(name, bytes.slice());
    },
    read: async (name) => kept.get(name),
    async keep(name, other) {
      const bytes = kept.get(name);
      if (bytes) kept.set(other, bytes);
    },
  };
}
