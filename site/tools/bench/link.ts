import { fragmentOf, stateOf } from '../share/link.ts';
import type { Machine } from './machine.ts';
import { COLUMNS, type Results, WORKS } from './works.ts';

/** What a link to results says. */
export interface Linked {
  readonly results: Results;
  readonly machine: Machine;
}

const LONGEST_NAME = 80;

export function linkOf({ results, machine }: Linked): string {
  return fragmentOf({
    results: JSON.stringify(results),
    browser: machine.browser,
    cores: String(machine.cores),
  });
}

/** The results of a fragment, which anybody may have written; undefined where it has none. */
export function linkedBy(fragment: string): Linked | undefined {
  const state = stateOf(fragment, ['results', 'browser', 'cores']);
  const results = resultsIn(state?.results);
  const cores = Number(state?.cores);
  if (results === undefined || !Number.isInteger(cores) || cores < 1 || cores > 4096) return undefined;
  return { results, machine: { browser: (state?.browser ?? '').slice(0, LONGEST_NAME), cores } };
}

function resultsIn(text: string | undefined): Results | undefined {
  try {
    const read = JSON.parse(text ?? 'null') as Readonly<Record<string, unknown>> | null;
    const entries = WORKS.map(({ key }) => [key, timesIn(read?.[key])] as const);
    const found = entries.filter(([, times]) => Object.keys(times).length > 0);
    return found.length > 0 ? Object.fromEntries(found) : undefined;
  } catch {
    return undefined;
  }
}

function timesIn(read: unknown): Record<string, number> {
  const given = (read ?? {}) as Readonly<Record<string, unknown>>;
  const isTime = (x: unknown) => typeof x === 'number' && x > 1e-6 && x < 1e6;
  return Object.fromEntries(
    COLUMNS.filter((each) => isTime(given[each])).map((each) => [each, given[each] as number]),
  );
}
