import { checkCount, kindOf } from '@chainrule/core';
import { errors } from '../errors.ts';
import { keepAs, readIfThere, writeAtomically } from './files.ts';
import { lockFolder } from './lock.ts';
import { builtin } from './node.ts';

/** Where checkpoints are kept, by name: a folder, or in a browser whatever keeps bytes. */
export interface CheckpointStore {
  /** Keeps the bytes under the name. A write that breaks off must leave what was kept before. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** What is kept under the name, if anything is. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Keeps under another name too what is kept under the name, if anything is. Without it there is no `previous` checkpoint. */
  keep?(name: string, other: string): Promise<void>;
  /** Reserves the store for one training; what it returns gives it back. Throws if another training has it. */
  claim?(): Promise<() => Promise<void>>;
  /** What messages call the place of a name, such as a path. Default: the name. */
  locate?(name: string): string;
}

/**
 * A folder on the disk as a store, for Node: each write leaves the old file whole or the new one, and one training at a time
 * has the folder, which a file `training.lock` in it says.
 */
export function folderStore(folder: string): CheckpointStore {
  checkCount('folderStore', 1, arguments);
  if (typeof folder !== 'string')
    throw errors.badOption('folderStore', 'folder', 'the path of a folder', folder);
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
 * A store that lasts as long as the program.
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
        throw errors.badOption('memoryStore', 'bytes', 'a Uint8Array', bytes);
      kept.set(name, bytes.slice());
    },
    read: async (name) => kept.get(name),
    async keep(name, other) {
      const bytes = kept.get(name);
      if (bytes) kept.set(other, bytes);
    },
  };
}
