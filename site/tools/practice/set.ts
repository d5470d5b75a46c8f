import type { State } from '../share/link.ts';
import { drawnFrom, isDrawn, type Source, textOf } from './source.ts';

/** Exercises that a teacher chose, in an order. */
export interface ExerciseSet {
  readonly title: string;
  /** How many steps of help a student may take, counted as STEPS in help.ts. */
  readonly help: number;
  readonly exercises: readonly Source[];
}

/** Steps of help that there are; the first, right or wrong, is always given. */
export const MOST_HELP = 5;
export const MOST_EXERCISES = 30;
const MOST_LETTERS = { title: 100, formula: 2000, name: 60, numbers: 1000 };
const MOST_NAMES = 30;

export function setToText({ title, help, exercises }: ExerciseSet): string {
  const written = exercises.map((each) => (isDrawn(each) ? textOf(each) : [each.formula, each.wrt, each.at]));
  return JSON.stringify([title, help, written]);
}

/** What a link to an exercise of a set says: its place, counted from 1, where it is not the first. */
export const setState = (set: ExerciseSet, place: number): State => ({
  set: setToText(set),
  ...(place > 0 ? { place: String(place + 1) } : {}),
});

/** The place of such a link, which anybody may have written; at most that of the summary, behind the last exercise. */
export function placeIn(set: ExerciseSet | undefined, text: string | undefined): number {
  const place = Number(text ?? 1) - 1;
  return Number.isInteger(place) ? Math.min(Math.max(place, 0), set?.exercises.length ?? 0) : 0;
}

/** The set of a text, which anybody may have written; undefined where it is none. */
export function setFrom(text: string): ExerciseSet | undefined {
  const [title, help, written] = listFrom(text);
  if (!isText(title, MOST_LETTERS.title) || !Array.isArray(written)) return undefined;
  if (typeof help !== 'number' || !Number.isInteger(help) || help < 1 || help > MOST_HELP) return undefined;
  if (written.length === 0 || written.length > MOST_EXERCISES) return undefined;
  const exercises = written.map(sourceFrom).filter((each) => each !== undefined);
  return exercises.length === written.length ? { title, help, exercises } : undefined;
}

function listFrom(text: string): unknown[] {
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

function sourceFrom(written: unknown): Source | undefined {
  if (!Array.isArray(written)) return drawnFrom(written);
  const [formula, wrt, at] = written as unknown[];
  if (!isText(formula, MOST_LETTERS.formula) || !isText(wrt, MOST_LETTERS.name)) return undefined;
  if (typeof at !== 'object' || at === null) return undefined;
  const numbers = Object.entries(at).filter(
    (entry): entry is [string, string] =>
      entry[0].length <= MOST_LETTERS.name && isText(entry[1], MOST_LETTERS.numbers),
  );
  return { formula, wrt, at: Object.fromEntries(numbers.slice(0, MOST_NAMES)) };
}

const isText = (given: unknown, most: number): given is string =>
  typeof given === 'string' && given.length <= most;

/** A short name of a set, under which its results are kept. */
export function keyOf(set: ExerciseSet): string {
  let hash = 0;
  for (const letter of setToText(set)) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return hash.toString(36);
}
