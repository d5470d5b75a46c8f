import { words } from '../strings/try.ts';
import type { Order } from './run/messages.ts';

/** A program that is ready, as the editor takes it. */
export interface Ready extends Partial<Order> {
  readonly code: string;
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
  if (found) return { code: found.code, isQuick: true };
  const { mains, files } = await loadExamples();
  if (!Object.hasOwn(mains, key)) return undefined;
  return { code: files[mains[key]], main: mains[key], files, isQuick: false };
}
