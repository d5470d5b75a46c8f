// Replaces packages/chainrule/test/cli/command.ts next to installed packages: runs the command that npm installed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const COMMAND = join(import.meta.dirname, '../../../../node_modules/chainrule/dist/cli.js');

/** Runs a command in a separate process. */
export async function answerTo(args: readonly string[], stdin: string) {
  const ran = spawnSync(process.execPath, [COMMAND, ...args], { input: stdin, encoding: 'utf8' });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}
