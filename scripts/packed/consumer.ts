// A user's program: imports, requires, bundles and type-checks the installed packages, and calls the command.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf, run } from './steps.ts';

const tsconfig = (module: string) =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'ES2022',
      // Neither the DOM's types nor Node's.
      lib: ['ES2022'],
      types: [],
      module,
      moduleResolution: module,
    },
    include: ['types.*'],
  });

/** Imports, requires and bundles all packages: each way gives the same names, and the methods of Value. */
export function checkImports(project: string, names: readonly string[]): void {
  const folder = join(project, 'consumer');
  mkdirSync(folder, { recursive: true });
  const lines = (text: (name: string, i: number) => string) => names.map(text).join('\n');
  const imports = lines((name, i) => `import * as p${i} from '${name}';`);
  const all = `[${names.map((_, i) => `p${i}`).join(', ')}]`;
  // The methods of Value are attached by an import for its effect alone: exactly what a bundler may drop by mistake.
  const core = `p${names.indexOf('@chainrule/core')}`;
  const works = `if (${core}.value(2).add(${core}.value(3)).toArray() !== 5) throw new Error('2 + 3 is not 5');`;
  const isName = `(key) => key !== 'default' && key !== 'module.exports'`;
  const print = `console.log(${all}.map((p) => Object.keys(p).filter(${isName}).sort().join()).join('\\n'));`;
  const files: Record<string, string> = {
    'esm.mjs': `${imports}\n${works}\n${print}\n`,
    'cjs.cjs': `${lines((name, i) => `const p${i} = require('${name}');`)}\n${works}\n${print}\n`,
    'types.mts': `${imports}\n${works}\nexport default ${all};\n`,
    'types.cts': `${lines((name, i) => `import p${i} = require('${name}');`)}\n${works}\nexport = ${all};\n`,
    'tsconfig.json': tsconfig('nodenext'),
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  for (const platform of ['node', 'browser'])
    run(
      'esbuild',
      ['esm.mjs', '--bundle', `--platform=${platform}`, `--outfile=${platform}.cjs`, '--log-level=warning'],
      folder,
    );
  const [esm, ...others] = ['esm.mjs', 'cjs.cjs', 'node.cjs', 'browser.cjs'].map((file) =>
    outputOf([file], folder),
  );
  if (others.some((each) => each !== esm))
    throw new Error(`import, require and bundles differ:\n${[esm, ...others].join('\n')}`);
  run('tsc', ['--project', join(folder, 'tsconfig.json')]);
}

/** A right claim, a wrong one, and one that cannot be read, with the exit codes that the command must return. */
const COMMANDS: readonly [code: number, claim: string][] = [
  [0, '-(t - out)*out*(1 - out)*x'],
  [1, '(t - out)*out*(1 - out)*x'],
  [2, '-(t - '],
];

/** The installed command of the umbrella: its exit codes, and how long it takes. */
export function checkCommand(project: string): void {
  const formula = 'E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b';
  const given = ['check', formula, '--at', 'w=0.4,x=0.59,b=0.6,t=0.01', '--wrt', 'w', '--claim'];
  const timed = (command: string, args: readonly string[]) => {
    const start = performance.now();
    const ran = spawnSync(command, args, { cwd: project, encoding: 'utf8' });
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
