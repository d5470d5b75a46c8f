import { onMounted, reactive } from 'vue';
import { LEVELS, type Level, TOPICS, type Topic } from './template.ts';

/** What was solved. A number at place k counts what was solved with help up to step k + 1. */
export interface Progress {
  solved: Record<string, number[]>;
  /** By the key of a set, for each of its exercises: 0, or with how many steps of help it was left. */
  sets: Record<string, number[]>;
}

const KEY = 'chainrule-practice';
const VERSION = 1;
const MOST_SETS = 20;
const MOST_COUNT = 100_000;

export const cellOf = (topic: Topic, level: Level): string => `${topic}-${level}`;

const CELLS = TOPICS.flatMap((topic) => LEVELS.map((level) => cellOf(topic, level)));

/** What this browser keeps of a reader's work. Where it keeps nothing, the page does, until it is closed. */
export function useProgress() {
  const progress = reactive<Progress>({ solved: {}, sets: {} });

  onMounted(() => Object.assign(progress, progressFrom(kept())));

  function save(): void {
    try {
      localStorage.setItem(KEY, JSON.stringify({ version: VERSION, ...progress }));
    } catch {
      // Forbidden, or full.
    }
  }

  function addSolved(topic: Topic, level: Level, help: number): void {
    const counts = [...(progress.solved[cellOf(topic, level)] ?? [])];
    for (let step = counts.length; step < help; step++) counts.push(0);
    counts[help - 1]++;
    progress.solved[cellOf(topic, level)] = counts;
    save();
  }

  function keepResults(key: string, results: readonly number[]): void {
    const { [key]: _, ...others } = progress.sets;
    const newest = Object.entries(others).slice(1 - MOST_SETS);
    progress.sets = Object.fromEntries([...newest, [key, [...results]]]);
    save();
  }

  function clear(): void {
    Object.assign(progress, { solved: {}, sets: {} });
    save();
  }

  return { progress, addSolved, keepResults, clear };
}

function kept(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** What was kept, which may be of another version, or anybody's text. */
export function progressFrom(text: string): Progress {
  try {
    const { version, solved, sets } = JSON.parse(text);
    if (version !== VERSION) return { solved: {}, sets: {} };
    const cells = countsIn(solved).filter(([name]) => CELLS.includes(name));
    return { solved: Object.fromEntries(cells), sets: Object.fromEntries(countsIn(sets).slice(-MOST_SETS)) };
  } catch {
    return { solved: {}, sets: {} };
  }
}

const countsIn = (given: object): [string, number[]][] =>
  Object.entries(given).filter(([name, counts]) => /^[a-z0-9-]{1,20}$/.test(name) && isCounts(counts));

const isCounts = (given: unknown): given is number[] =>
  Array.isArray(given) &&
  given.length <= 40 &&
  given.every((each) => Number.isInteger(each) && each >= 0 && each < MOST_COUNT);
