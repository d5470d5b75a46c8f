import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';
import { extractSnippets } from '../../scripts/snippets.ts';
import { docs } from '../.vitepress/docs.ts';
import { words } from '../tools/strings/try.ts';

const root = join(import.meta.dirname, '../..');

/** A program that is ready to be opened in Try. */
export interface ReadyProgram {
  /** What stands in a link to it. */
  readonly key: string;
  readonly title: string;
  readonly code: string;
}

export interface ReadyGroup {
  readonly title: string;
  readonly programs: readonly ReadyProgram[];
}

/** The programs of `examples/`: where each begins, and the texts of all. */
export interface Examples {
  readonly mains: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

/** Learn from data that have an install of their own, and of which the page has no sample. */
export const NEED_DATA = ['16-names-gpt'];

/** The key of a block of code in the docs: its page, and which of the page's it is. */
export const keyOf = (page: string, k: number) => `${page.replace(/\.md$/, '')}:${k + 1}`;

/** The blocks of README and the docs that run, as one finds them there. */
export function snippetGroups(): ReadyGroup[] {
  const pages = docs.flatMap(({ items }) => items).filter(({ link }) => link.startsWith('/docs/'));
  return [
    groupOf('README', 'README.md', join(root, 'README.md')),
    ...pages.map(({ text, link }) => groupOf(text, `${link.slice(1)}.md`, join(root, 'site', `${link}.md`))),
  ].filter(({ programs }) => programs.length > 0);
}

function groupOf(title: string, page: string, file: string): ReadyGroup {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const headingOver = (line: number) => {
    const heading = lines.slice(0, line).findLast((each) => /^#+ /.test(each)) ?? title;
    return heading.replace(/^#+ (\d+\. )?/, '').replaceAll('`', '');
  };
  const found = extractSnippets(page, text);
  const headings = found.map(({ line }) => headingOver(line));
  const programs = found.map(({ code }, k) => {
    const before = headings.slice(0, k).filter((each) => each === headings[k]).length;
    return { key: keyOf(page, k), title: headings[k] + (before > 0 ? ` (${before + 1})` : ''), code };
  });
  return { title, programs };
}

/** The programs of `examples/` that can run in a page, with every text that they are made of. */
export function examples(): Examples {
  const folder = join(root, 'examples');
  const names = readdirSync(folder).filter(
    (name) => existsSync(join(folder, name, 'main.ts')) && !NEED_DATA.includes(name),
  );
  const files: Record<string, string> = {};
  const take = (file: string): void => {
    const path = `/${relative(root, file).replaceAll('\\', '/')}`;
    if (path in files) return;
    files[path] = readFileSync(file, 'utf8');
    for (const { fileName } of ts.preProcessFile(files[path]).importedFiles)
      if (fileName.startsWith('.')) take(join(dirname(file), fileName));
  };
  const mains = names.filter((name) => /^\d\d-/.test(basename(name)));
  for (const name of mains) take(join(folder, name, 'main.ts'));
  return { mains: Object.fromEntries(mains.map((name) => [name, `/examples/${name}/main.ts`])), files };
}

/** Programs that show what the page can do. */
function tours(): ReadyGroup {
  const { groups, tours: titles } = words;
  const codeOf = (key: string) => readFileSync(join(root, `site/tools/try/tours/${key}.ts`), 'utf8');
  const programs = Object.entries(titles).map(([key, title]) => ({ key, title, code: codeOf(key) }));
  return { title: groups.tours, programs };
}

/** Gives pages the programs as modules: what is done in a moment, and the examples. */
export const readyPrograms: Plugin = {
  name: 'ready-programs',
  resolveId: (id) => (id in MODULES ? `\0${id}` : undefined),
  load(id) {
    const make = MODULES[id.slice(1)];
    return id.startsWith('\0') ? make?.() : undefined;
  },
};

const MODULES: Readonly<Record<string, () => string>> = {
  'virtual:snippets': () => `export const groups = ${JSON.stringify([tours(), ...snippetGroups()])};`,
  'virtual:examples': () => `export const examples = ${JSON.stringify(examples())};`,
};
