import { onMounted, type Ref } from 'vue';

/**
 * Whatever has `data-symbol` lights up together with all else of the same name: what is pointed at, or else what has the
 * focus, or else what was clicked or tapped last.
 */
export function useSymbols(root: Readonly<Ref<HTMLElement | null>>): void {
  let pointed: string | undefined;
  let focused: string | undefined;
  let kept: string | undefined;

  const symbolOf = (element: Element) => element.closest<HTMLElement>('[data-symbol]')?.dataset.symbol;

  function light(): void {
    const symbol = pointed ?? focused ?? kept;
    for (const each of root.value!.querySelectorAll<HTMLElement>('[data-symbol]'))
      each.classList.toggle('lit', each.dataset.symbol === symbol);
  }

  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    note: (element: Element, event: HTMLElementEventMap[Name]) => void,
  ) =>
    root.value!.addEventListener(name, (event) => {
      note(event.target as Element, event);
      light();
    });

  onMounted(() => {
    on('pointerover', (element) => {
      pointed = symbolOf(element);
    });
    on('pointerleave', () => {
      pointed = undefined;
    });
    on('focusin', (element) => {
      focused = symbolOf(element);
    });
    on('focusout', () => {
      focused = undefined;
    });
    on('click', (element) => {
      // What opens and closes in the graph does that alone.
      if (element.closest('[data-fold]')) return;
      const symbol = symbolOf(element);
      kept = symbol === kept ? undefined : symbol;
    });
    on('keydown', (_, { key }) => {
      if (key === 'Escape') kept = undefined;
    });
  });
}
