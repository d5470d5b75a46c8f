import { onBeforeUnmount, onMounted, type Ref, ref } from 'vue';

/** Whether an element can be seen: it is in the window, and the window is not hidden. */
export function useView(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<boolean>> {
  const isSeen = ref(false);
  let isNear = false;
  let observer: IntersectionObserver | undefined;

  function note(): void {
    isSeen.value = isNear && !document.hidden;
  }

  onMounted(() => {
    observer = new IntersectionObserver((entries) => {
      isNear = entries.at(-1)!.isIntersecting;
      note();
    });
    observer.observe(element.value!);
    document.addEventListener('visibilitychange', note);
  });
  onBeforeUnmount(() => {
    observer?.disconnect();
    document.removeEventListener('visibilitychange', note);
  });
  return isSeen;
}
