import { builtin } from './node.ts';

/**
 * Writes a file so that, whenever the program or the machine stops, there is the old file or the new one, and never a part: the
 * bytes go to another file in the same folder and onto the disk, then that file takes the name.
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const fs = builtin('writeAtomically', 'node:fs/promises');
  const folder = builtin('writeAtomically', 'node:path').dirname(path);
  await fs.mkdir(folder, { recursive: true });
  const part = `${path}.part`;
  const file = await fs.open(part, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await fs.rename(part, path);
  await syncFolder(folder);
}

/** The new name must reach the disk too. Windows keeps names in order by itself and cannot open a folder. */
async function syncFolder(folder: string): Promise<void> {
  const fs = builtin('writeAtomically', 'node:fs/promises');
  const handle = await fs.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** The bytes of a file, or undefined where there is none. */
export async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await builtin('readFile', 'node:fs/promises').readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
