// Installs the peers of the benchmarks; nothing else needs them, so they have their own node_modules.
//   npm run bench:peers
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { TENSORFLOW } from './tensorflow.ts';

const folder = import.meta.dirname;
const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
  cwd: folder,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (status !== 0) process.exit(status ?? 1);

// What Node would load of TensorFlow.js has no gradients registered, so it is bundled from its modules, as for the web.
await build({
  stdin: {
    contents: `export * from '@tensorflow/tfjs-core';
      import '@tensorflow/tfjs-core/dist/register_all_gradients';
      import '@tensorflow/tfjs-backend-cpu';
      export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';`,
    resolveDir: folder,
  },
  outfile: TENSORFLOW,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'es2022',
  mainFields: ['module', 'main'],
});
