import { computed, onBeforeUnmount, onMounted, ref } from 'vue';
import { fragmentOf, stateOf } from '../share/link.ts';
import { type Group, groupsOfPrograms, programOf } from './programs.ts';
import type { Order } from './run/messages.ts';

const NAMES = ['code', 'example'];
const FIRST = 'first';
const MAIN = '/main.ts';

/** The program in the editor: from the link of the page, or one that is ready, and the fragment of a link to it. */
export function useProgram() {
  const code = ref('');
  const chosen = ref('');
  /** The chosen program as it came, which need not stand in a link. */
  const original = ref('');
  const badLink = ref(false);
  const groups = ref<readonly Group[]>([]);
  const isChanged = computed(() => code.value !== original.value);
  const fragment = computed(() => {
    const example: Record<string, string> = chosen.value === '' ? {} : { example: chosen.value };
    return fragmentOf(chosen.value === '' || isChanged.value ? { ...example, code: code.value } : example);
  });

  /** Takes a program by its key; whether it is one that may be run at once. */
  async function choose(key: string): Promise<boolean> {
    const program = await programOf(key);
    if (program === undefined) return false;
    chosen.value = key;
    code.value = original.value = program.code;
    return program.isQuick;
  }

  /** Whether the address has a state; of a program that somebody else may have written nothing is run. */
  async function readLink(): Promise<boolean | undefined> {
    if (location.hash.length < 2) return undefined;
    const state = stateOf(location.hash, NAMES);
    badLink.value = state === undefined;
    if (state === undefined) return undefined;
    const isQuick = state.example === undefined ? false : await choose(state.example);
    if (state.code === undefined && chosen.value === '') {
      badLink.value = true;
      return undefined;
    }
    if (state.code === undefined) return isQuick;
    if (state.example === undefined) chosen.value = '';
    code.value = state.code;
    return false;
  }

  /** Takes the program with which the page begins; whether it may be run at once. */
  async function begin(): Promise<boolean> {
    groups.value = await groupsOfPrograms();
    return (await readLink()) ?? choose(FIRST);
  }

  /** The texts of the program, with what is typed in place of the one that is shown. */
  async function files(): Promise<Pick<Order, 'files' | 'main'>> {
    const program = chosen.value === '' ? undefined : await programOf(chosen.value);
    const main = program?.main ?? MAIN;
    return { files: { ...program?.files, [main]: code.value }, main };
  }

  onMounted(() => addEventListener('hashchange', readLink));
  onBeforeUnmount(() => removeEventListener('hashchange', readLink));
  return { code, chosen, groups, files, badLink, fragment, choose, begin };
}
