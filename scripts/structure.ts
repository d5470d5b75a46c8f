// Checks the import rules of docs/architecture.md, then shows the size of everything.
//   npm run check:structure
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  cruise,
  type DependencyType,
  type ICruiseResult,
  type IRegularForbiddenRuleType,
} from 'dependency-cruiser';
import { build } from 'esbuild';
import { pureCalls } from './pure.ts';

/** The files of packages/core/src, lowest first: each may import only from its own line and the lines above it. */
const CORE_LAYERS = [
  ['errors/'],
  ['array/', 'numbers/'],
  ['write/print.ts'],
  ['value.ts'],
  ['options.ts'],
  ['recording.ts'],
  ['tree.ts'],
  ['effects/'],
  ['make/create.ts'],
  ['make/'],
  ['primitive.ts'],
  ['registry.ts'],
  ['random/', 'families/'],
  ['ops/'],
  ['graph.ts', 'write/graph-json.ts', 'backward.ts'],
  ['forward.ts'],
  ['transforms/'],
  ['check/'],
  ['fluent.ts'],
  ['index.ts', 'extend.ts'],
  ['doors.ts'],
];

/** The same for packages/compile/src, where it also applies to imports of types. */
const COMPILE_LAYERS = [
  ['errors.ts'],
  ['options.ts', 'outsiders.ts', 'form.ts'],
  ['know/'],
  ['program/'],
  ['passes/'],
  ['resident.ts', 'donations.ts'],
  ['javascript/spelling/'],
  ['javascript/lower/'],
  ['javascript/plan/'],
  ['javascript/write/'],
  ['javascript/text/', 'javascript/run/'],
  ['javascript/[^/]*$'],
  ['wasm/[^/]*$'],
  ['wasm/lower/'],
  ['wasm/run/'],
  ['target.ts'],
  ['specialise.ts', 'compiled.ts'],
  ['derivative.ts'],
  ['compile.ts', 'eager.ts'],
  ['index.ts'],
];

/** The same for packages/nn/src. */
const NN_LAYERS = [
  ['errors/', 'compiler.ts'],
  ['options.ts', 'slots.ts', 'checks.ts', 'sealed.ts', 'random.ts'],
  ['chart/', 'initializers/', 'losses/', 'data/', 'schedules/schedule.ts'],
  ['module/(print|state|watch).ts'],
  ['module.ts'],
  ['module/', 'layers/', 'metrics/', 'saving/'],
  ['minimize/(vectors|variables|line-search|curvature|result|search|lbfgs).ts'],
  ['optimizers/'],
  ['minimize/', 'schedules/'],
  ['fit/'],
  ['index.ts'],
];

/** The same for packages/formula/src. */
const FORMULA_LAYERS = [
  ['errors/', 'options.ts'],
  ['expression/'],
  ['write/[^/]*$'],
  ['read/'],
  ['graph/'],
  ['draw/'],
  ['explain/'],
  ['write/code/'],
  ['derive/'],
  ['diagnose/'],
  ['expressions.ts', 'index.ts', 'programs.ts'],
  ['doors.ts'],
];

/** The one package that is made of the others. */
const UMBRELLA = '^packages/chainrule/';

const runtime: { dependencyTypesNot: DependencyType[] } = { dependencyTypesNot: ['type-only'] };

type Layers = readonly (readonly string[])[];

const filesIn = (folder: string, paths: readonly string[]) =>
  `^packages/${folder}/src/(${paths.join('|').replaceAll('.', '\\.')})`;

const layerRules = (
  folder: string,
  layers: Layers,
  allowed: 'only types' | 'nothing',
): IRegularForbiddenRuleType[] =>
  layers.slice(0, -1).map((layer, i) => ({
    name: `${folder}: ${layer.join(', ')} may import ${allowed} from a higher layer`,
    severity: 'error',
    from: { path: filesIn(folder, layer) },
    to: {
      path: filesIn(folder, layers.slice(i + 1).flat()),
      // A file may have its own line, below that of the rest of its folder.
      pathNot: filesIn(folder, layers.slice(0, i + 1).flat()),
      ...(allowed === 'only types' ? runtime : {}),
    },
  }));

const rules: IRegularForbiddenRuleType[] = [
  {
    // A folder with its own install may be missing.
    name: 'an import must resolve',
    severity: 'error',
    from: { pathNot: '^(bench/peers|examples/data|scripts/oracle/mermaid)/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'no cycles at run time',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: runtime },
  },
  {
    name: 'no cycles in compile, nor in what diagnoses study, not even of types',
    severity: 'error',
    from: { path: '^packages/(compile/src/|formula/src/diagnose/(places?|sides|level|study|speak)\\.ts$)' },
    to: { circular: true },
  },
  {
    name: 'the two targets of compile do not know each other',
    severity: 'error',
    from: { path: '^packages/compile/src/(javascript|wasm)/' },
    to: { path: '^packages/compile/src/(javascript|wasm)/', pathNot: '^packages/compile/src/$1/' },
  },
  {
    name: 'core imports no package',
    severity: 'error',
    from: { path: '^packages/core/src/' },
    to: { pathNot: '^packages/core/src/' },
  },
  {
    name: 'a package imports no other of ours than core',
    severity: 'error',
    from: { path: '^packages/([^/]+)/src/', pathNot: UMBRELLA },
    to: { path: '^packages/', pathNot: ['^packages/$1/', '^packages/core/src/(index|extend)\\.ts$'] },
  },
  {
    name: 'the umbrella imports the others by their entries',
    severity: 'error',
    from: { path: UMBRELLA },
    to: { path: '^packages/', pathNot: [UMBRELLA, '^packages/[^/]+/src/(index|programs)\\.ts$'] },
  },
  {
    name: 'the parsers of programs are in an entry of their own',
    severity: 'error',
    from: { path: '^packages/formula/src/', pathNot: '^packages/formula/src/(programs\\.ts|read/programs/)' },
    to: { path: '^packages/formula/src/read/programs/' },
  },
  {
    name: 'a package imports only what its package.json declares',
    severity: 'error',
    from: { path: '^packages/[^/]+/src/' },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'packages import no examples, benchmarks or scripts',
    severity: 'error',
    from: { path: '^packages/[^/]+/src/' },
    to: { path: '^(examples|bench|scripts|docs)/' },
  },
  ...layerRules('core', CORE_LAYERS, 'only types'),
  ...layerRules('compile', COMPILE_LAYERS, 'nothing'),
  ...layerRules('nn', NN_LAYERS, 'nothing'),
  ...layerRules('formula', FORMULA_LAYERS, 'nothing'),
];

async function cruiseWorkspace(): Promise<ICruiseResult> {
  const { output } = await cruise(['packages', 'examples', 'bench', 'scripts'], {
    validate: true,
    ruleSet: { forbidden: rules },
    exclude: { path: '(^|/)(dist|out)/' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  });
  return output as ICruiseResult;
}

function withoutLayer(files: readonly string[], folder: string, layers: Layers): string[] {
  const layered = new RegExp(filesIn(folder, layers.flat()));
  return files.filter((file) => file.startsWith(`packages/${folder}/src/`) && !layered.test(file));
}

function violationsOf({ summary, modules }: ICruiseResult): string[] {
  const broken = summary.violations.map(({ rule, from, to, cycle }) => {
    const path = cycle ? [from, ...cycle.map((step) => step.name)] : [from, to];
    return `${rule.name}: ${path.join(' → ')}`;
  });
  const files = modules.map((module) => module.source);
  const unplaced = [
    ...withoutLayer(files, 'core', CORE_LAYERS),
    ...withoutLayer(files, 'compile', COMPILE_LAYERS),
    ...withoutLayer(files, 'nn', NN_LAYERS),
    ...withoutLayer(files, 'formula', FORMULA_LAYERS),
  ].map((file) => `every file of core, compile and nn has a layer, listed in scripts/structure.ts: ${file}`);
  return [...broken, ...unplaced, ...crowded(files), ...withoutTest(files)];
}

/** Folders in which each file has its own test, at the same path. */
const MIRRORED = /^packages\/compile\/src\/(?:know|passes|program|javascript)\//;

/** Files that contain only types, constants or generated text, or one part of a function that another file exports. */
const NEEDS_NO_TEST = [
  'know/core-kernel',
  'program/executable',
  'javascript/spelling/functions-of-numbers',
  'javascript/write/loop-part',
].map((file) => `packages/compile/src/${file}.ts`);

function withoutTest(files: readonly string[]): string[] {
  const testOf = (file: string) => file.replace('/src/', '/test/').replace(/\.ts$/, '.test.ts');
  return files
    .filter((file) => MIRRORED.test(file) && !NEEDS_NO_TEST.includes(file) && !files.includes(testOf(file)))
    .map((file) => `${file} has no test of its own: ${testOf(file)}`);
}

/**
 * The largest number of files in a folder of operations, without those of its subfolders: nobody reads through a longer
 * list.
 */
const MOST_FILES = 20;

function crowded(files: readonly string[]): string[] {
  const operations = files.filter((file) => file.startsWith('packages/core/src/ops/'));
  const folders = operations.map((file) => dirname(file));
  return [...new Set(folders)].flatMap((folder) => {
    const count = folders.filter((each) => each === folder).length;
    return count > MOST_FILES ? [`at most ${MOST_FILES} files in a folder: ${count} in ${folder}`] : [];
  });
}

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;

/** packages/core/src and packages/core/test separately, everything else by its top folder. */
const folderOf = (file: string) => file.match(/^packages\/[^/]+\/[^/]+|^[^/]+/)![0];

function printLines(files: readonly string[]): void {
  for (const folder of new Set(files.map(folderOf))) {
    const sizes = files
      .filter((file) => folderOf(file) === folder)
      .map((file) => ({ file, lines: linesOf(file) }))
      .sort((a, b) => b.lines - a.lines);
    const total = sizes.reduce((sum, { lines }) => sum + lines, 0);
    console.log(`\n${String(total).padStart(6)}  ${folder}: ${sizes.length} files`);
    for (const { file, lines } of sizes) {
      const bar = '▪'.repeat(Math.ceil(lines / 10));
      console.log(`${String(lines).padStart(6)}    ${file.slice(folder.length + 1).padEnd(32)} ${bar}`);
    }
  }
}

/** Minified and gzipped bytes of a program that contains this code. */
async function bytesOf(code: string, external: readonly string[]): Promise<[number, number]> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: '.', loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    external: [...external],
    plugins: [pureCalls],
    write: false,
  });
  const bundled = outputFiles[0].contents;
  return [bundled.length, gzipSync(bundled).length];
}

async function printBytes(): Promise<void> {
  console.log('\n  minified    + gzip');
  for (const [what, code, external = []] of PROGRAMS) {
    const [minified, gzipped] = await bytesOf(code, external);
    console.log(`${String(minified).padStart(10)}${String(gzipped).padStart(10)}  ${what}`);
  }
}

/** What a package needs at run time and does not contain. */
const dependenciesOf = (folder: string): string[] =>
  Object.keys(JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8')).dependencies);

type Program = readonly [what: string, code: string, external?: readonly string[]];

/**
 * The programs whose size is measured. A bundler drops functions that are not used; the methods of Value are always there.
 */
const PROGRAMS: readonly Program[] = [
  ['core: Values, their methods, backward', `export { value } from './packages/core/src/index.ts';`],
  ['core: everything', `export * from './packages/core/src/index.ts';`],
  ['compile, without core', `export * from './packages/compile/src/index.ts';`, dependenciesOf('compile')],
  ['nn, without core', `export * from './packages/nn/src/index.ts';`, dependenciesOf('nn')],
  [
    'formula, without its dependencies',
    `export * from './packages/formula/src/index.ts';`,
    dependenciesOf('formula'),
  ],
  [
    'formula/programs, with its parsers, without the rest',
    `export * from './packages/formula/src/programs.ts';`,
    ['@chainrule/core', 'fastest-levenshtein'],
  ],
  [
    'chainrule: the command, without its dependencies',
    `export { run } from './packages/chainrule/src/cli/program.ts';`,
    [...dependenciesOf('chainrule'), 'node:*'],
  ],
];

const result = await cruiseWorkspace();
const files = result.modules
  .map((module) => module.source)
  .filter(
    (file) => /^(packages|examples|bench|scripts)\/.*\.ts$/.test(file) && !file.includes('node_modules'),
  )
  .sort();
const violations = violationsOf(result);

printLines(files);
await printBytes();
for (const violation of violations) console.error(`✗ ${violation}`);
if (violations.length === 0)
  console.log(`\n✓ ${result.summary.totalDependenciesCruised} imports, no violation`);
process.exitCode = violations.length === 0 ? 0 : 1;
