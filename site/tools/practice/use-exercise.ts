import { computed, nextTick, reactive, ref, shallowRef, watch } from 'vue';
import type { Desk } from '../worker/desk.ts';
import { useWork } from '../worker/use-work.ts';
import type { SheetOrMistake } from './exercise.ts';
import type { Help, Solution } from './help.ts';
import { MOST_HELP } from './set.ts';
import type { Source } from './source.ts';

/** How an exercise was left: with how many steps of help, and whether it was solved. */
export interface Outcome {
  readonly solved: boolean;
  readonly help: number;
}

/** A reader's work at one exercise after another: what is typed, what is said of it, and the help that was asked for. */
export function useExercise(source: () => Source, desk: Desk, leave: (outcome: Outcome) => void) {
  /** `steps` of help are wanted for what is typed, and `shown` says whether the derivation is. */
  const asked = reactive({ source: source(), answer: '', steps: 0, shown: false });
  const found = shallowRef<SheetOrMistake>({});
  const readAs = ref('');
  const help = shallowRef<Help>();
  const solution = shallowRef<Solution>();
  /** The most steps of help that this exercise took. */
  const taken = ref(1);
  const isLeft = ref(false);
  let foundFor: Source | undefined;

  const { busy, trouble } = useWork(
    asked,
    async (ask, { source: which, answer, steps, shown }) => {
      const current = asked.source;
      if (foundFor !== current) {
        found.value = await ask('sheet', which);
        // Another exercise may have been chosen meanwhile.
        foundFor = current;
      }
      if (!found.value.sheet) return;
      help.value = steps > 0 ? await ask('help', which, answer, steps) : undefined;
      if (steps > 0) settle();
      solution.value = shown ? await ask('solution', which) : undefined;
      readAs.value = answer.trim() === '' ? '' : await ask('readAnswer', which, answer).catch(() => '');
    },
    desk,
  );

  const solved = computed(() => help.value?.verdict === 'right');

  function settle(): void {
    if (isLeft.value || !(solved.value || asked.steps === MOST_HELP)) return;
    isLeft.value = true;
    leave({ solved: solved.value, help: taken.value });
  }

  function begin(): void {
    Object.assign(asked, { source: source(), answer: '', steps: 0, shown: false });
    Object.assign(found, { value: {} });
    help.value = solution.value = undefined;
    readAs.value = '';
    taken.value = 1;
    isLeft.value = false;
  }

  watch(source, begin);
  watch(
    () => asked.answer,
    () => {
      // What was said is about what stood there before.
      if (!isLeft.value) asked.steps = 0;
    },
  );

  const check = () => {
    asked.steps = Math.max(asked.steps, 1);
  };
  const hint = async (most: number) => {
    asked.steps = Math.min(asked.steps + 1, most);
    taken.value = Math.max(taken.value, asked.steps);
    if (asked.steps === MOST_HELP) asked.shown = true;
    await nextTick();
  };

  return { asked, found, readAs, help, solution, taken, isLeft, solved, busy, trouble, check, hint };
}
