// Builds and packs every package as it would be published, then uses the tarballs as a stranger would.
//   npm run check:packages
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const names = readdirSync('packages').map(
  (folder): string => JSON.parse(readFileSync(join('packages', folder, 'package.json'), 'utf8')).name,
);
const workplace = mkdtempSync(join(tmpdir(), 'chainrule-packages-'));

function run(command: string, args: readonly string[], cwd = process.cwd()): void {
  console.log(`\n$ ${command} ${args.join(' ').replaceAll(workplace, '…')}`);
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`${command} exited with ${status}`);
}

const imports = names.map((name, i) => `import * as p${i} from '${name}';`).join('\n');
const requires = names.map((name, i) => `const p${i} = require('${name}');`).join('\n');
const typedRequires = names.map((name, i) => `import p${i} = require('${name}');`).join('\n');
const all = `[${names.map((_, i) => `p${i}`).join(', ')}]`;

// The methods of Value are attached by an import for its effect alone: just what a bundler may drop by mistake.
const core = `p${names.indexOf('@chainrule/core')}`;
const methodWorks = `if (${core}.value(2).add(${core}.value(3)).toArray() !== 5) throw new Error('2 + 3 is not 5');`;
const printNames = `console.log(${all}.map((p) => Object.keys(p).filter((key) => key !== 'default').sort().join()).join('\\n'));`;

const tsconfig = (module: string, moduleResolution: string) =>
  JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, target: 'ES2022', module, moduleResolution, types: [] },
    include: ['types.*'],
  });

const consumer: Record<string, string> = {
  'package.json': JSON.stringify({ name: 'consumer', private: true }),
  'esm.mjs': `${imports}\n${methodWorks}\n${printNames}\n`,
  'cjs.cjs': `${requires}\n${methodWorks}\n${printNames}\n`,
  'types.mts': `${imports}\n${methodWorks}\nexport default ${all};\n`,
  'types.cts': `${typedRequires}\n${methodWorks}\nexport = ${all};\n`,
  'tsconfig.node.json': tsconfig('nodenext', 'nodenext'),
};

function outputOf(file: string): string {
  const { stdout, stderr, status } = spawnSync('node', [file], { cwd: workplace, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${file}: ${stderr}`);
  return stdout;
}

try {
  run('npm', ['run', '--silent', 'build']);
  const tarballFolder = join(workplace, 'tarballs');
  mkdirSync(tarballFolder);
  run('node', [
    'scripts/pnpm.mjs',
    '--recursive',
    '--filter',
    './packages/*',
    'pack',
    '--pack-destination',
    tarballFolder,
  ]);
  const tarballs = readdirSync(tarballFolder).map((file) => join(tarballFolder, file));

  for (const tarball of tarballs) {
    run('publint', ['run', tarball, '--strict']);
    run('attw', [tarball, '--format', 'ascii']);
  }

  for (const [file, text] of Object.entries(consumer)) writeFileSync(join(workplace, file), text);
  run('npm', ['install', '--no-audit', '--no-fund', ...tarballs], workplace);
  run(
    'esbuild',
    ['esm.mjs', '--bundle', '--platform=node', '--outfile=bundled.cjs', '--log-level=warning'],
    workplace,
  );
  const [esm, cjs, bundled] = ['esm.mjs', 'cjs.cjs', 'bundled.cjs'].map(outputOf);
  if (esm !== cjs || esm !== bundled)
    throw new Error(`import, require and a bundle differ:\n${esm}\n${cjs}\n${bundled}`);
  run('tsc', ['--project', join(workplace, 'tsconfig.node.json')]);
  console.log(`\n✓ ${names.join(', ')}: import, require, bundle and types work`);
} finally {
  rmSync(workplace, { recursive: true, force: true });
}
