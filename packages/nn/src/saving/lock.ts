import { fileErrors } from '../errors/files.ts';
import { removeParts } from './files.ts';
import { builtin } from './node.ts';

/** Who holds a folder. */
interface Holder {
  readonly pid: number | string;
  readonly host: string;
  readonly since: string;
}

/** Stands for the holder while the lock is being written. */
const UNKNOWN: Holder = { pid: '(unknown)', host: 'a host', since: 'this moment' };

const NAME = 'training.lock';

/** How often a holder refreshes its lock, and after how long without that the lock is stale. */
const BEAT_MS = 10_000;
const STALE_MS = 300_000;

/** The locks that this program holds, by their paths. */
const held = new Set<string>();

/**
 * Reserves a folder for one training by a lock file that says who holds it; returns a function that releases it. The lock of a
 * dead process is taken over.
 *
 * Throws a SetupError that names the holder if another training holds the folder.
 */
export async function lockFolder(operation: string, folder: string): Promise<() => Promise<void>> {
  const fs = builtin(operation, 'node:fs/promises');
  const path = builtin(operation, 'node:path').resolve(folder, NAME);
  const holder: Holder = {
    pid: process.pid,
    host: builtin(operation, 'node:os').hostname(),
    since: new Date().toISOString(),
  };
  try {
    await fs.mkdir(folder, { recursive: true });
    for (let tries = 0; !(await created(operation, path, holder)); tries++) {
      const other = await holderOf(operation, path, holder);
      if (other || tries > 50) throw fileErrors.folderInUse(operation, folder, path, other ?? UNKNOWN);
      await takeAway(operation, path, holder);
    }
  } catch (error) {
    if ('operation' in (error as object)) throw error;
    throw fileErrors.file(operation, path, 'written', error as NodeJS.ErrnoException);
  }
  held.add(path);
  await removeParts(operation, folder);
  const beat = setInterval(() => fs.utimes(path, new Date(), new Date()).catch(() => {}), BEAT_MS);
  beat.unref();
  return async () => {
    clearInterval(beat);
    held.delete(path);
    await fs.rm(path, { force: true }).catch(() => {});
  };
}

/**
 * Removes a stale lock. If several processes find it, they check and remove it one at a time: otherwise one could remove the
 * lock that another has just created.
 */
async function takeAway(operation: string, path: string, holder: Holder): Promise<void> {
  const fs = builtin(operation, 'node:fs/promises');
  const turn = `${path}.turn`;
  if (!(await created(operation, turn, holder))) {
    const since = await fs.stat(turn).then(({ mtimeMs }) => mtimeMs, Date.now);
    if (Date.now() - since > BEAT_MS) await fs.rm(turn, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 20));
    return;
  }
  try {
    if (!(await holderOf(operation, path, holder))) await fs.rm(path, { force: true });
  } finally {
    await fs.rm(turn, { force: true });
  }
}

/** Creates the lock; false if there is one already. */
async function created(operation: string, path: string, holder: Holder): Promise<boolean> {
  try {
    await builtin(operation, 'node:fs/promises').writeFile(path, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The holder of a lock, or undefined if it is stale. */
async function holderOf(operation: string, path: string, own: Holder): Promise<Holder | undefined> {
  const fs = builtin(operation, 'node:fs/promises');
  const stat = await fs.stat(path).catch(() => undefined);
  if (stat === undefined || Date.now() - stat.mtimeMs > STALE_MS) return undefined;
  const text = await fs.readFile(path, 'utf8').catch(() => '');
  const { pid, host, since } = parsed(text);
  const isGone = host === own.host && (pid === own.pid ? !held.has(path) : !isAlive(pid));
  return isGone ? undefined : { pid, host, since };
}

function parsed(text: string): Holder {
  try {
    const found: Record<string, unknown> = Object(JSON.parse(text));
    const { pid, host, since } = UNKNOWN;
    return {
      pid: Number.isSafeInteger(found.pid) ? (found.pid as number) : pid,
      host: typeof found.host === 'string' ? found.host : host,
      since: typeof found.since === 'string' ? found.since : since,
    };
  } catch {
    return UNKNOWN;
  }
}

function isAlive(pid: unknown): boolean {
  if (!Number.isSafeInteger(pid)) return true;
  try {
    return process.kill(pid as number, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
