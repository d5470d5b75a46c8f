import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { fragmentOf, type State, stateOf } from '../share/link.ts';
import { dataFor, type Group, groupsOfPrograms, MAIN, programOf, type Ready } from './programs.ts';
import type { Order } from './run/messages.ts';

const NAMES = ['code', 'example', 'files'];
const FIRST = 'first';
const EMPTY: Ready = { main: MAIN, files: { [MAIN]: '' }, isQuick: false };

/** The program in the editor: from the link of the page, or one that is ready, and the fragment of a link to it. */
export function useProgram() {
  /** Its key; empty for one that was typed. */
  const chosen = ref('');
  /** The chosen program as it came, which need not stand in a link. */
  const program = shallowRef(EMPTY);
  /** Its texts as they are now, by their paths. */
  const texts = shallowRef(EMPTY.files);
  /** Which of them is in the editor. */
  const file = ref(MAIN);
  const badLink = ref(false);
  const groups = ref<readonly Group[]>([]);

  const code = computed({
    get: () => texts.value[file.value],
    set: (text) => {
      texts.value = { ...texts.value, [file.value]: text };
    },
  });
  const fragment = computed(() => {
    const { main, files } = program.value;
    const { [main]: own, ...others } = texts.value;
    const changed = Object.entries(others).filter(([path, text]) => text !== files[path]);
    return fragmentOf({
      ...(chosen.value === '' ? {} : { example: chosen.value }),
      ...(chosen.value === '' || own !== files[main] ? { code: own } : {}),
      ...(changed.length === 0 ? {} : { files: JSON.stringify(Object.fromEntries(changed)) }),
    });
  });

  function take(key: string, ready: Ready): void {
    chosen.value = key;
    program.value = ready;
    texts.value = ready.files;
    file.value = ready.main;
  }

  /** Takes a program by its key; whether it is one that may be run at once. */
  async function choose(key: string): Promise<boolean> {
    const ready = await programOf(key);
    if (ready) take(key, ready);
    return ready?.isQuick ?? false;
  }

  /** Whether the address has a state; of a program that somebody else may have written nothing is run. */
  async function readLink(): Promise<boolean | undefined> {
    if (location.hash.length < 2) return undefined;
    const state = stateOf(location.hash, NAMES);
    const ready = state?.example === undefined ? undefined : await programOf(state.example);
    badLink.value = state === undefined || (ready === undefined && state.code === undefined);
    if (state === undefined || badLink.value) return undefined;
    take(ready ? state.example : '', ready ?? EMPTY);
    const changes = changesIn(state, program.value);
    texts.value = { ...texts.value, ...changes };
    return program.value.isQuick && Object.keys(changes).length === 0;
  }

  /** Takes the program with which the page begins; whether it may be run at once. */
  async function begin(): Promise<boolean> {
    groups.value = await groupsOfPrograms();
    return (await readLink()) ?? choose(FIRST);
  }

  /** The program as it is run. */
  async function order(): Promise<Pick<Order, 'files' | 'main' | 'data'>> {
    const { main } = program.value;
    return { files: texts.value, main, ...(await dataFor(program.value)) };
  }

  onMounted(() => addEventListener('hashchange', readLink));
  onBeforeUnmount(() => removeEventListener('hashchange', readLink));
  return { code, chosen, program, texts, file, groups, order, badLink, fragment, choose, begin };
}

/** What a state says of the texts of a program. */
function changesIn({ code, files }: State, { main, files: own }: Ready): Record<string, string> {
  const changes: Record<string, string> = {};
  try {
    const read: unknown = JSON.parse(files ?? '{}');
    for (const [path, text] of Object.entries((read as object | null) ?? {}))
      if (Object.hasOwn(own, path) && typeof text === 'string') changes[path] = text;
  } catch {
    // The rest of the link may still be good.
  }
  return code === undefined ? changes : { ...changes, [main]: code };
}
