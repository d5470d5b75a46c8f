// Installs the data that some of the examples learn from; nothing else needs it, so it has a node_modules of its own.
//   npm run examples:data
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
  cwd: import.meta.dirname,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
