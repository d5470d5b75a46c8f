import { fileErrors } from '../errors/files.ts';
import { builtin } from './node.ts';

/** How many files this process has begun to write, for unique names of temporary files. */
let begun = 0;

/**
 * Writes a file atomically: whenever the program or the machine stops, either the old file or the new one is there. The bytes
 * go to a temporary file in the same folder, are flushed to disk, and the file is renamed.
 *
 * Throws a DataError that names the file, and leaves nothing behind, if that fails.
 */
export async function writeAtomically(operation: string, path: string, bytes: Uint8Array): Promise<void> {
  const fs = builtin(operation, 'node:fs/promises');
  const folder = builtin(operation, 'node:path').dirname(path);
  const part = partOf(path);
  try {
    await fs.mkdir(folder, { recursive: true });
    const file = await fs.open(part, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(part, path);
  } catch (error) {
    await fs.rm(part, { force: true }).catch(() => {});
    throw fileErrors.file(operation, path, 'written', error as NodeJS.ErrnoException);
  }
  await syncFolder(operation, folder);
}

/** Gives a file a second name, which stays when the first is rewritten. Does nothing if there is no such file. */
export async function keepAs(operation: string, path: string, name: string): Promise<void> {
  const fs = builtin(operation, 'node:fs/promises');
  const part = partOf(name);
  try {
    // Not every file system has links.
    await fs.link(path, part).catch((error) => {
      if (error.code === 'ENOENT') throw error;
      return fs.copyFile(path, part);
    });
    await fs.rename(part, name);
  } catch (error) {
    const cause = error as NodeJS.ErrnoException;
    if (cause.code === 'ENOENT') return;
    throw (await isReadable(operation, path))
      ? fileErrors.file(operation, name, 'written', cause)
      : fileErrors.file(operation, path, 'read', cause);
  } finally {
    // Renaming one link of a file to another does nothing.
    await fs.rm(part, { force: true }).catch(() => {});
  }
}

async function isReadable(operation: string, path: string): Promise<boolean> {
  const fs = builtin(operation, 'node:fs/promises');
  try {
    await fs.access(path, fs.constants.R_OK);
    return (await fs.stat(path)).isFile();
  } catch {
    return false;
  }
}

const partOf = (path: string) => `${path}.${process.pid}-${Date.now().toString(36)}-${begun++}.part`;

/** Removes temporary files that killed writers have left in a folder. */
export async function removeParts(operation: string, folder: string): Promise<void> {
  const fs = builtin(operation, 'node:fs/promises');
  const path = builtin(operation, 'node:path');
  const names = await fs.readdir(folder).catch(() => []);
  const parts = names.filter((name) => /\.\d+-[0-9a-z]+-\d+\.part$/.test(name));
  await Promise.all(parts.map((name) => fs.rm(path.join(folder, name), { force: true }).catch(() => {})));
}

/** Flushes the rename to disk. Windows does so by itself, and cannot open a folder. */
async function syncFolder(operation: string, folder: string): Promise<void> {
  const fs = builtin(operation, 'node:fs/promises');
  const handle = await fs.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** The bytes of a file, or undefined where there is none. Throws a DataError that names the file if it cannot be read. */
export async function readIfThere(operation: string, path: string): Promise<Uint8Array | undefined> {
  const fs = builtin(operation, 'node:fs/promises');
  try {
    return new Uint8Array(await fs.readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileErrors.file(operation, path, 'read', error as NodeJS.ErrnoException);
  }
}
