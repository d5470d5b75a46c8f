import { words } from '../strings/try.ts';
import type { Order } from './run/messages.ts';

/** The path of a program that is a single text. */
export const MAIN = '/main.ts';
/** Reads the digits, of which the page has a sample. */
const DIGITS = '/examples/data/digits.ts';

/** A program that is ready, as the editor takes it: its own texts come first. */
export interface Ready extends Pick<Order, 'files' | 'main'> {
  /** Whether it learns from a sample of its data, as the page has no more of them. */
  readonly isSampled?: boolean;
  /** Whether it is done in a moment, so that it may run as soon as it is chosen. */
  readonly isQuick: boolean;
}

export interface Group {
  readonly title: string;
  readonly programs: readonly { readonly key: string; readonly title: string }[];
}

const ready = async () => (await import('virtual:snippets')).groups;
const loadExamples = async () => (await import('virtual:examples')).examples;

/** All programs that are ready: those made for this page, the blocks of README and the docs, and the examples. */
export async function groupsOfPrograms(): Promise<readonly Group[]> {
  const { mains } = await loadExamples();
  const programs = Object.keys(mains).map((key) => ({ key, title: key }));
  return [...(await ready()), { title: words.groups.examples, programs }];
}

/** A program by its key; undefined where there is none. */
export async function programOf(key: string): Promise<Ready | undefined> {
  const found = (await ready()).flatMap(({ programs }) => programs).find((each) => each.key === key);
  if (found) return { main: MAIN, files: { [MAIN]: found.code }, isQuick: true };
  const { mains, files } = await loadExamples();
  if (!Object.hasOwn(mains, key)) return undefined;
  const main = mains[key];
  const own = filesOf(main, files);
  const isSampled = DIGITS in own;
  return { main, files: own, isSampled, isQuick: false };
}

/** What a program is run with besides its texts. */
export const dataFor = async ({ isSampled }: Pick<Ready, 'isSampled'>): Promise<Pick<Order, 'data'>> =>
  isSampled ? { data: await (await import('./samples.ts')).digitFiles() } : {};

/** The texts that a program is made of: the one that is run, then those of its folder, and then the others. */
function filesOf(main: string, all: Order['files']): Order['files'] {
  const found = new Map<string, string>();
  const take = (path: string): void => {
    if (found.has(path)) return;
    found.set(path, all[path]);
    for (const [, name] of all[path].matchAll(/\bfrom '(\.[^']+)'/g)) {
      const { pathname } = new URL(name, `file://${path}`);
      if (Object.hasOwn(all, pathname)) take(pathname);
    }
  };
  take(main);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const distance = ([path]: readonly [string, string]) =>
    path === main ? 0 : path.startsWith(folder) ? 1 : 2;
  return Object.fromEntries([...found].sort((a, b) => distance(a) - distance(b)));
}
