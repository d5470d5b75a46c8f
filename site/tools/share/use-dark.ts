import { onBeforeUnmount, onMounted, type Ref, ref } from 'vue';
import { usePlace } from './place.ts';

/** Whether a tool is shown in dark colours. */
export function useDark(): Readonly<Ref<boolean>> {
  const { frame } = usePlace();
  const isDark = ref(false);
  const note = () => {
    isDark.value = frame().classList.contains('dark');
  };
  let observer: MutationObserver | undefined;
  onMounted(() => {
    note();
    observer = new MutationObserver(note);
    observer.observe(frame(), { attributeFilter: ['class'] });
  });
  onBeforeUnmount(() => observer?.disconnect());
  return isDark;
}
