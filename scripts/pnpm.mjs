// Runs the pnpm that package.json pins, so that a machine with only Node and npm can use the workspace:
//   node scripts/pnpm.mjs install
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [, version] = manifest.packageManager.match(/^pnpm@([^+]+)/);

const shell = process.platform === 'win32';
// Runs outside the workspace, where an older pnpm would first download the pinned one.
const installed = spawnSync('pnpm', ['--version'], { cwd: tmpdir(), encoding: 'utf8', shell }).stdout?.trim();
const command = installed === version ? ['pnpm'] : ['npx', '--yes', `pnpm@${version}`];

const [program, ...first] = command;
const { status } = spawnSync(program, [...first, ...process.argv.slice(2)], { stdio: 'inherit', shell });
process.exit(status ?? 1);
