import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fromSafetensors } from '../../src/index.ts';

/** A training in another process, after its first step. */
export async function training(folder: string, epochs: number, ...more: string[]): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', `${import.meta.dirname}/train.ts`, folder, String(epochs), ...more],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')]);
  child.stdout!.resume();
  return child;
}

const ended = async (child: ChildProcess) => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

/**
 * Kills a training repeatedly at random moments; each time the checkpoint must be intact. Then lets it finish, and returns how
 * many times it was killed while running, and the weights.
 */
export async function killAndFinish(folder: string, epochs: number, times: number, longest: number) {
  let killed = 0;
  let saved = false;
  for (let i = 0; i < times && !existsSync(`${folder}/final.safetensors`); i++) {
    const child = await training(folder, epochs);
    await setTimeout(Math.random() * longest);
    child.kill('SIGKILL');
    await ended(child);
    if (child.signalCode === 'SIGKILL') killed++;
    // The first time it may not have reached its first checkpoint; once there, it stays.
    saved ||= existsSync(`${folder}/last.safetensors`);
    if (!saved) continue;
    // Throws if a byte is missing.
    const { metadata } = fromSafetensors(new Uint8Array(readFileSync(`${folder}/last.safetensors`)));
    JSON.parse(metadata['chainrule.training']);
  }
  return { killed, weights: await finish(folder, epochs) };
}

/** Lets a training finish. */
export async function finish(folder: string, epochs: number): Promise<Uint8Array> {
  await ended(await training(folder, epochs));
  return new Uint8Array(readFileSync(`${folder}/final.safetensors`));
}
