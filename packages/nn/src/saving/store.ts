import { readIfThere, writeAtomically } from './files.ts';
import { builtin } from './node.ts';

/** Where checkpoints are kept, by name: a folder, or in a browser whatever keeps bytes. */
export interface CheckpointStore {
  /** Keeps the bytes under the name. A write that breaks off must leave what was kept before. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** What is kept under the name, if anything is. */
  read(name: string): Promise<Uint8Array | undefined>;
}

/** A folder on the disk as a store, for Node: each write leaves the old file whole or the new one. */
export function folderStore(folder: string): CheckpointStore {
  const pathOf = (name: string) => builtin('folderStore', 'node:path').join(folder, name);
  return {
    write: (name, bytes) => writeAtomically(pathOf(name), bytes),
    read: (name) => readIfThere(pathOf(name)),
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
  const kept = new Map<string, Uint8Array>();
  return {
    async write(name, bytes) {
      kept.set(name, bytes.slice());
    },
    read: async (name) => kept.get(name),
  };
}
