// Kills a training at random moments, by default 50 times, and compares its result with that of an uninterrupted one.
//   tsx scripts/kill-training.ts [TIMES]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finish, killAndFinish } from '../packages/nn/test/kill/killing.ts';

const times = Number(process.argv[2] ?? 50);
const epochs = 12 * times;
const folder = mkdtempSync(join(tmpdir(), 'kill-'));
try {
  const { killed, weights } = await killAndFinish(join(folder, 'killed'), epochs, times, 300);
  const whole = await finish(join(folder, 'whole'), epochs);
  const same = Buffer.compare(weights, whole) === 0;
  console.log(
    `killed ${killed} times; every checkpoint was whole; weights ${same ? 'the same' : 'DIFFERENT'}`,
  );
  process.exitCode = same && killed > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
