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
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'ES2022',
      // Neither the DOM's types nor Node's.
      lib: ['ES2022'],
      types: [],
      module,
      moduleResolution,
    },
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

/** A claim that is right, one that is wrong, and none that could be read, with what the command has to answer. */
const COMMANDS: readonly [code: number, claim: string][] = [
  [0, '-(t - out)*out*(1 - out)*x'],
  [1, '(t - out)*out*(1 - out)*x'],
  [2, '-(t - '],
];

/** The command of the umbrella, as it was installed: its exit codes, and how long it takes from start to end. */
function checkCommand(): void {
  const formula = 'E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b';
  const given = ['check', formula, '--at', 'w=0.4,x=0.59,b=0.6,t=0.01', '--wrt', 'w', '--claim'];
  const timed = (command: string, args: readonly string[]) => {
    const start = performance.now();
    const ran = spawnSync(command, args, { cwd: workplace, encoding: 'utf8' });
    return { ...ran, ms: Math.round(performance.now() - start) };
  };
  for (const [code, claim] of COMMANDS) {
    const ran = timed('npx', ['--no-install', 'chainrule', ...given, claim]);
    console.log(
      `\n$ npx chainrule check … --claim "${claim}"  (${ran.ms} ms, exit code ${ran.status})\n${ran.stdout}${ran.stderr}`.trimEnd(),
    );
    if (ran.status !== code || /\n +at /.test(ran.stderr))
      throw new Error(`npx chainrule check exited with ${ran.status}, expected ${code}`);
  }
  const runs = (command: string, args: readonly string[]) =>
    Math.min(...[1, 2, 3].map(() => timed(command, [...args, ...given, COMMANDS[0][1]]).ms));
  const file = 'node_modules/chainrule/dist/cli.js';
  const whole = runs('npx', ['--no-install', 'chainrule']);
  console.log(`\nchainrule check: ${whole} ms by npx, ${runs('node', [file])} ms by node (best of three)`);
  if (whole >= 1000) throw new Error(`npx chainrule check took ${whole} ms, expected under 1000`);
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
  checkCommand();
  console.log(`\n✓ ${names.join(', ')}: import, require, bundle and types work`);
} finally {
  rmSync(workplace, { recursive: true, force: true });
}
