import { onBeforeUnmount, onMounted, ref, watch } from 'vue';
import type { TaskTable } from './answers.ts';
import { Desk } from './desk.ts';
import { plain } from './plain.ts';
import type { Tasks } from './tasks.ts';

/** Milliseconds without a key pressed before the work begins. */
const REST = 60;

/**
 * Has work done at a desk with what is typed, as plain data, whenever that has changed and rests. What is being done for an older text is of no
 * use to anybody: it is stopped, and the question it waits for is never answered.
 */
export function useWork<Typed extends object, Table extends TaskTable = Tasks>(
  typed: Typed,
  work: (ask: Desk<Table>['ask'], asked: Typed) => Promise<void>,
  desk = new Desk<Table>(),
) {
  const busy = ref(false);
  const trouble = ref('');
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function begin(): Promise<void> {
    const mine = ++turn;
    if (desk.isBusy) desk.stop('');
    const ask: Desk<Table>['ask'] = (task, ...input) =>
      desk.ask(task, ...input).finally(() => {
        if (mine !== turn) throw new Error('Nobody waits for this any longer.');
      });
    try {
      await work(ask, plain(typed));
      if (mine === turn) trouble.value = '';
    } catch (error) {
      if (mine === turn) trouble.value = (error as Error).message;
    } finally {
      if (mine === turn) busy.value = false;
    }
  }

  onMounted(() => {
    // What the page opens with is whole: nobody is typing yet.
    begin();
    watch(
      typed,
      () => {
        clearTimeout(timer);
        busy.value = true;
        timer = setTimeout(begin, REST);
      },
      { deep: true },
    );
  });
  onBeforeUnmount(() => {
    clearTimeout(timer);
    turn++;
    desk.stop('');
  });
  return { busy, trouble };
}
