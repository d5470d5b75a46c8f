import { computed, onBeforeUnmount, onMounted, reactive, ref } from 'vue';
import { type Claims, type Mode, modeOf } from '../check/modes.ts';
import type { FormulaInput } from './formula-point.ts';
import { fragmentOf, type State } from './link.ts';
import { usePlace } from './place.ts';
import { FORMULA_STATE } from './state-names.ts';

/** How much of a derivation is shown. */
export const LEVELS = ['brief', 'normal', 'full'] as const;
export type Level = (typeof LEVELS)[number];

/** What is typed into the tools for formulas. All have all of it, so that going from one to another loses nothing. */
export interface Typed extends FormulaInput, Claims {
  formula: string;
  wrt: string;
  at: Record<string, string>;
  mode: Mode;
  rate: string;
  level: Level;
}

const EMPTY: Typed = {
  formula: '',
  wrt: '',
  at: {},
  mode: 'gradient',
  claim: '',
  lines: '',
  pass: '',
  values: '',
  rate: '',
  level: 'normal',
};

/** What is typed, begun from what its place says or else from an example, and the fragment of a link to it. */
export function useFormula(example: Partial<Typed>) {
  const typed = reactive<Typed>({ ...EMPTY });
  const badLink = ref(false);
  /** Whether examples are offered: whoever puts a formula in a page means that one. */
  const isFree = ref(true);
  const place = usePlace();
  const fragment = computed(() => fragmentOf(stateOfTyped(typed)));

  /** Begins anew; what is a matter of taste stays. */
  const begin = (given: Partial<Typed>) =>
    Object.assign(typed, { ...EMPTY, level: typed.level, ...given, at: { ...given.at } });

  /** Whether the place has a state. */
  function read(): boolean {
    const state = place.read(FORMULA_STATE);
    if (state === undefined) return false;
    badLink.value = state === null;
    if (state === null) return false;
    isFree.value = !place.isEmbedded;
    // Only an element may say less than a formula.
    const base = state.formula === undefined ? example : {};
    const at = state.at === undefined ? base.at : numbersOf(state.at);
    begin({ ...base, ...state, mode: modeOf(state.mode), at: at ?? {}, level: levelOf(state.level) });
    return true;
  }

  let forget: (() => void) | undefined;
  onMounted(() => {
    if (!read()) begin(example);
    forget = place.onChange(read);
  });
  onBeforeUnmount(() => forget?.());
  return { typed, begin, badLink, fragment, isFree };
}

/** Only what is not empty, so that links are short. */
function stateOfTyped({ at, ...texts }: Typed): State {
  const numbers = Object.keys(at).length > 0 ? JSON.stringify(at) : '';
  const filled = Object.entries({ ...texts, at: numbers }).filter(
    ([name, text]) => text !== '' && text !== EMPTY[name as keyof Typed],
  );
  return Object.fromEntries(filled);
}

const levelOf = (text: string | undefined): Level => LEVELS.find((level) => level === text) ?? 'normal';

/** Numbers by name, as JSON: as they were typed, or themselves. */
function numbersOf(text: string): Record<string, string> {
  try {
    const entries = Object.entries((JSON.parse(text) as object | null) ?? {});
    return Object.fromEntries(
      entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
  } catch {
    return {};
  }
}
