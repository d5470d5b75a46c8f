// Which tests run against published packages: those that take nothing from the sources but what the packages export.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Reference, type References, referencesOf } from './references.ts';

/** Texts that replace source files, and export the same from an installed package. */
export type Stubs = ReadonlyMap<string, string>;

export interface PublicFiles {
  /** Every file that needs no source, tests among them. */
  readonly files: readonly string[];
  readonly stubs: Stubs;
  /** Every test that needs a source, with what it imports from it. */
  readonly sourceOnly: ReadonlyMap<string, string>;
}

/** The files of the repository that are tracked, or new and not ignored; deleted ones are left out. */
export const repositoryFiles = (): string[] =>
  spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((file) => file !== '' && existsSync(file));

const isTest = (file: string) => file.endsWith('.test.ts');
const isCode = (file: string) => /^(packages\/[^/]+\/test|examples|bench|docs|scripts)\/.*\.ts$/.test(file);
/** Neither sources nor the pages about them. */
const isKept = (file: string) =>
  !/^(packages\/[^/]+\/(src|assembly|package\.json)|docs\/extending\/)/.test(file);

/** Replacements of files that need a source, which do the same with what is installed. */
export const STAND_INS: Readonly<Record<string, string>> = {
  'packages/chainrule/test/cli/command.ts': 'scripts/packed/command.ts',
};

/** The entries of the built files: see tsup.config.ts. */
const ENTRY = /^packages\/[^/]+\/src\/(index|extend|programs|cli)\.ts$/;

/** The name of the package that a source belongs to. */
export function packageOf(source: string): string {
  const folder = source.split('/').slice(0, 2).join('/');
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).name;
}

/** The specifier that imports an entry of a package: '@chainrule/core', or '@chainrule/core/extend'. */
export function specifierOf(entry: string): string {
  const name = posix.basename(entry, '.ts');
  return packageOf(entry) + (name === 'index' ? '' : `/${name}`);
}

/** Reads all files of the repository, and says which of them need a source that is not published. */
export async function publicFiles(): Promise<PublicFiles> {
  const all = repositoryFiles().filter(isKept);
  const references = new Map(all.filter(isCode).map((file) => [file, referencesOf(STAND_INS[file] ?? file)]));
  const stubs = new Map<string, string>();
  const reasons = new Map<string, string>();
  for (const [file, { sources }] of references) {
    const hidden = await hiddenOf(sources, stubs);
    if (hidden.length > 0) reasons.set(file, [...new Set(hidden)].join('; '));
  }
  spread(references, reasons);
  return {
    files: all.filter((file) => !reasons.has(file)),
    stubs,
    sourceOnly: new Map([...reasons].filter(([file]) => isTest(file))),
  };
}

/** The parts of these sources that no package exports; stubs are noted for the others. */
async function hiddenOf(sources: readonly Reference[], stubs: Map<string, string>): Promise<string[]> {
  const hidden: string[] = [];
  for (const { source, names } of sources) {
    if (ENTRY.test(source)) continue;
    const short = source.replace(/^packages\//, '');
    if (names === 'text') {
      hidden.push(`the text of ${short}`);
      continue;
    }
    const exported = await exportedNames(source);
    const missing = (names === 'all' ? [...exported.keys()] : names).filter((name) => !exported.get(name));
    if (missing.length > 0) hidden.push(`${missing.slice(0, 3).join(', ')} of ${short}`);
    else stubs.set(source, stubOf(source, exported));
  }
  return hidden;
}

const exports = new Map<string, ReadonlyMap<string, string | undefined>>();

/** The name under which the package exports each export of a source; undefined if it exports it under none. */
async function exportedNames(source: string): Promise<ReadonlyMap<string, string | undefined>> {
  const known = exports.get(source);
  if (known) return known;
  const at = (path: string): Promise<object> => import(pathToFileURL(resolve(path)).href);
  const index = await at(source.replace(/\/src\/.*/, '/src/index.ts'));
  const ways = Object.entries(index).flatMap(([name, thing]) => waysTo(name, thing));
  // A thing that is also exported by itself is taken from there.
  const nameOf = new Map(ways.sort(([, a], [, b]) => Number(b.includes('.')) - Number(a.includes('.'))));
  const names = Object.entries(await at(source)).map(([name, thing]) => {
    // Equal numbers and texts may be different exports.
    const isOne = typeof thing === 'object' || typeof thing === 'function';
    return [name, isOne ? nameOf.get(thing) : undefined] as const;
  });
  exports.set(source, new Map(names));
  return exports.get(source)!;
}

/** A thing with its name, and if it is a namespace, its contents. */
const waysTo = (name: string, thing: object): [thing: object, name: string][] =>
  Object.prototype.toString.call(thing) === '[object Module]'
    ? Object.entries(thing).map(([inner, each]) => [each, `${name}.${inner}`])
    : [[thing, name]];

/** The operations of core are also compared with their methods: see forms.ts. */
const OPERATIONS = 'packages/core/src/ops/';
const FORMS = 'scripts/packed/forms.ts';

function stubOf(source: string, exported: ReadonlyMap<string, string | undefined>): string {
  const isTable = source.startsWith(OPERATIONS);
  const constants = [...exported].flatMap(([inside, outside]) => {
    if (outside === undefined) return [];
    const thing = `$published.${outside}`;
    return [`export const ${inside} = ${isTable ? `$bothForms('${inside}', ${thing})` : thing};\n`];
  });
  const imports = isTable
    ? `import { bothForms as $bothForms } from '${posix.relative(posix.dirname(source), FORMS)}';\n`
    : '';
  return `import * as $published from '${packageOf(source)}';\n${imports}${constants.join('')}`;
}

/** A file that imports one which needs a source needs it, too. */
function spread(references: ReadonlyMap<string, References>, reasons: Map<string, string>): void {
  for (let before = -1; before !== reasons.size; ) {
    before = reasons.size;
    for (const [file, { files }] of references) {
      const by = reasons.has(file) ? undefined : files.find((each) => reasons.has(each));
      if (by) reasons.set(file, `${reasons.get(by)} (by ${by})`);
    }
  }
}
