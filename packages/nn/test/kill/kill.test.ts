import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { finish, killAndFinish, training } from './killing.ts';

const root = mkdtempSync(join(tmpdir(), 'kill-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const EPOCHS = 40;

test('a training that is killed again and again ends with the weights of one that was not', async () => {
  const { killed, weights } = await killAndFinish(join(root, 'killed'), EPOCHS, 4, 150);
  expect(killed).toBeGreaterThan(0);
  expect(weights).toEqual(await finish(join(root, 'whole'), EPOCHS));
}, 120_000);

test.skipIf(process.platform === 'win32')(
  'Ctrl-C saves the state, says so, and lets the program go on',
  async () => {
    const folder = join(root, 'interrupted');
    const child = await training(folder, 100_000, '--progress');
    let told = '';
    child.stdout!.on('data', (text) => {
      told += text;
    });
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(told).toMatch(/interrupted after \d+ epochs/);
    expect(readdirSync(folder)).toContain('last.safetensors');
    expect(existsSync(join(folder, 'final.safetensors'))).toBe(false);
  },
  60_000,
);
