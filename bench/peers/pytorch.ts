import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Contender } from '../compiled/contender.ts';

/** Arrays by name. */
export type Named = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>
>;

const PROGRAM = join(import.meta.dirname, '../peers/pytorch.py');

/** The Pythons to try: the one in the PATH may not be the one with the system's packages. */
const PYTHONS = ['python3', '/usr/bin/python3', 'python'];

const withTorch = () =>
  PYTHONS.find((python) => spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0);

/**
 * PyTorch in a separate process, with this many threads: it gets the problem and its numbers, and then commands, as lines of
 * JSON. Undefined if no Python has it.
 */
export async function pytorch(
  problem: string,
  settings: object,
  threads: number,
): Promise<Contender | undefined> {
  const python = withTorch();
  if (python === undefined) return undefined;
  const env = { ...process.env, OPENBLAS_NUM_THREADS: `${threads}`, OMP_NUM_THREADS: `${threads}` };
  const child = spawn(python, [PROGRAM, String(threads)], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (question: object) => {
    child.stdin.write(`${JSON.stringify(question, packed)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('PyTorch ended before its work was done');
    return JSON.parse(value);
  };
  await once(child, 'spawn');
  const { about } = await ask({ problem, ...settings });
  return {
    about,
    round: async () => {
      await ask({ round: true });
    },
    results: async () => (await ask({ results: true })).results,
    turn: async ({ seconds, runs }) => (await ask({ seconds, runs })).perSecond,
    end: () => {
      child.kill();
    },
  };
}

/** Numbers are sent as base64, which is faster to read than digits. */
function packed(_: string, x: unknown): unknown {
  if (!(x instanceof Float32Array || x instanceof Int32Array || x instanceof Float64Array)) return x;
  const { buffer, byteOffset, byteLength } = x;
  return { [x.constructor.name]: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
}
