// The site, built from the packages as they are published.
//   npm run site          installs, builds and serves it at localhost, and prints the address
//   npm run site:build    leaves the files in site/.vitepress/dist, for any host
//   npm run site:test     builds it, and tries its pages in a browser; with -- --built the packages are taken as they were built
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serve } from './build/serve.ts';

const folder = import.meta.dirname;
const { values } = parseArgs({
  options: {
    serve: { type: 'boolean', default: false },
    test: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    port: { type: 'string', default: '4173' },
  },
});

async function run(
  what: string,
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  console.log(what);
  const child = spawn(command, args, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' });
  const [status] = await once(child, 'exit');
  if (status !== 0) process.exit(status ?? 1);
}

const node = (what: string, args: readonly string[]) => run(what, process.execPath, args, folder);
/** Vue's compiler looks at the environment when it is loaded. */
const FOR_USE = { ...process.env, NODE_ENV: 'production' };
const script = (what: string, ...args: readonly string[]) =>
  run(what, process.execPath, ['../node_modules/tsx/dist/cli.mjs', ...args], folder, FOR_USE);

// One waits for the network most of the time.
await Promise.all([
  run(
    'Installing what the site is made with',
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    folder,
  ),
  values.built || run('Building the packages', 'npm', ['run', '--silent', 'build'], join(folder, '..')),
]);
const embed = join(folder, '.vitepress/cache/embed');
await Promise.all([
  script('Building the elements for other pages', 'build/embed.ts', embed),
  script('Writing the reference', 'build/reference.ts').then(() =>
    // More room for what is short-lived: a tenth of the time goes to collecting it.
    node('Building the pages', [
      '--max-semi-space-size=64',
      'node_modules/vitepress/bin/vitepress.js',
      'build',
    ]),
  ),
]);
await script('Putting both together', 'build/finish.ts', embed);

if (values.test) {
  await node('Types', ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit']);
  await node('Pages in a browser', ['../node_modules/vitest/vitest.mjs', 'run']);
}

if (values.serve) {
  const server = serve(join(folder, '.vitepress/dist')).listen(Number(values.port), 'localhost');
  await once(server, 'listening');
  console.log(
    `\nThe site is at http://localhost:${(server.address() as AddressInfo).port}/ (Ctrl-C ends it)`,
  );
}
