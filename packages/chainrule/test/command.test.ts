import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { AT, RIGHT, shell, UNIT } from './cli/shell.ts';

const COMMAND = resolve(import.meta.dirname, '../src/cli.ts');

test('the command itself writes, complains, reads standard input and exits', () => {
  const chainrule = (args: readonly string[], input = '') =>
    spawnSync(process.execPath, ['--import', 'tsx', COMMAND, ...args], { encoding: 'utf8', input });
  const right = chainrule(['check', '-', ...AT, '--wrt', 'w', '--claim', RIGHT], UNIT);
  const stdout = '✓ ∂E/∂w is right. (Read as −(t − out) · out · (1 − out) · x.)\n';
  expect(right).toMatchObject({ status: 0, stdout, stderr: '' });
  const bad = chainrule(['grad', 'x +', '--at', 'x=1']);
  expect(bad).toMatchObject({ status: 2, stdout: '' });
  expect(bad.stderr).toMatch(/^error: parse: expected .*\n {2}1 \| x \+\n +\^\n$/);
});

const READMES = ['../README.md', '../../../README.md']
  .map((path) => readFileSync(resolve(import.meta.dirname, path), 'utf8'))
  .join('\n');
const SHOWN = [...READMES.matchAll(/```console\n\$ npx chainrule (.*)\n([\s\S]*?)```/g)];

test.each(SHOWN.map(([, line, output]) => [line, output]))('README: %s', async (line, output) => {
  const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
  expect((await shell(args)).out).toBe(output);
});

test('the READMEs show commands', () => expect(SHOWN.length).toBeGreaterThan(2));
