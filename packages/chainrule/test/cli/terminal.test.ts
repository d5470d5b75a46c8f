import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { AT, RIGHT, UNIT } from './shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'chainrule-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command writes in a terminal with colours, or in one without. */
async function written(args: readonly string[], colour: boolean): Promise<string> {
  let out = '';
  const write = (text: string) => {
    out += text;
  };
  await run(args, { version: '1.2.3', write, complain: write, stdin: async () => '', colour });
  return out;
}

test('output is coloured in a terminal, not in files or JSON', async () => {
  const escape = '\u001b[';
  const args = ['check', UNIT, ...AT, '--wrt', 'w', '--claim', RIGHT];
  expect(await written(args, true)).toContain(escape);
  expect(await written(args, false)).not.toContain(escape);
  expect(await written([...args, '--json'], true)).not.toContain(escape);
  const path = join(folder, 'colour.txt');
  await written(['explain', UNIT, ...AT, '-o', path], true);
  expect(readFileSync(path, 'utf8')).not.toContain(escape);
});

test('the version is the one that the command is given', async () => {
  expect(await written(['--version'], false)).toBe('1.2.3\n');
});
