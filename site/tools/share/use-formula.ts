import { computed, onBeforeUnmount, onMounted, reactive, ref } from 'vue';
import type { FormulaInput } from './formula-point.ts';
import { fragmentOf, stateOf } from './link.ts';

/** How much of a derivation is shown. */
export const LEVELS = ['brief', 'normal', 'full'] as const;
export type Level = (typeof LEVELS)[number];

/** What is typed into the tools for formulas. All have all of it, so that going from one to another loses nothing. */
export interface Typed extends FormulaInput {
  formula: string;
  wrt: string;
  at: Record<string, string>;
  claim: string;
  level: Level;
}

const NAMES = ['formula', 'wrt', 'at', 'claim', 'level'] satisfies (keyof Typed)[];

/** What is typed, begun from the link of the page or else from an example, and the fragment of a link to it. */
export function useFormula(example: Partial<Typed>) {
  const typed = reactive<Typed>({ formula: '', wrt: '', at: {}, claim: '', level: 'normal' });
  const badLink = ref(false);
  const fragment = computed(() => fragmentOf({ ...typed, at: JSON.stringify(typed.at) }));

  const begin = (given: Partial<Typed>) =>
    Object.assign(typed, { wrt: '', claim: '', ...given, at: { ...given.at } });

  /** Whether the address has a state. */
  function readLink(): boolean {
    if (location.hash.length < 2) return false;
    const state = stateOf(location.hash, NAMES);
    badLink.value = state === undefined;
    if (state === undefined) return false;
    begin({ formula: '', ...state, at: numbersOf(state.at), level: levelOf(state.level) });
    return true;
  }

  onMounted(() => {
    if (!readLink()) begin(example);
    addEventListener('hashchange', readLink);
  });
  onBeforeUnmount(() => removeEventListener('hashchange', readLink));
  return { typed, begin, badLink, fragment };
}

const levelOf = (text: string | undefined): Level => LEVELS.find((level) => level === text) ?? 'normal';

function numbersOf(text: string | undefined): Record<string, string> {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    const entries = Object.entries(read ?? {}).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(entries) as Record<string, string>;
  } catch {
    return {};
  }
}
