import 'vitepress/dist/client/theme-default/styles/vars.css';
import 'vitepress/dist/client/theme-default/styles/base.css';
import '../share/palette.css';
import './embed.css';
import { type Component, createApp, h, shallowRef, triggerRef } from 'vue';
import { PLACE, type Place } from '../share/place.ts';
import { sheet } from './sheet.ts';

/** A tool that stands in an element. */
export interface Mounted {
  /** Attributes have changed that do not belong to the state of the tool. */
  update(): void;
  unmount(): void;
}

interface Options {
  readonly place: Omit<Place, 'frame'>;
  readonly flags: readonly string[];
  readonly events: readonly string[];
}

/** Puts a tool in the shadow of an element, where no style of the page comes in, and none of the tool's goes out. */
export function mount(
  component: Component,
  element: HTMLElement,
  { place, flags, events }: Options,
): Mounted {
  const root = element.shadowRoot!;
  const [frame, body] = [document.createElement('div'), document.createElement('div')];
  frame.className = 'frame';
  frame.append(body);
  root.adoptedStyleSheets.push(sheet);

  const isDark = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => {
    const theme = element.getAttribute('theme');
    body.className = theme === 'dark' || (theme !== 'light' && isDark.matches) ? 'embed dark' : 'embed';
  };
  paint();
  isDark.addEventListener('change', paint);

  const listeners = Object.fromEntries(
    events.map((name) => [
      `on${name[0]!.toUpperCase()}${name.slice(1)}`,
      (detail: unknown) =>
        element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })),
    ]),
  );
  const attributes = shallowRef(element.attributes);
  const app = createApp(() =>
    h(component, {
      ...listeners,
      ...Object.fromEntries(flags.map((name) => [name, name in attributes.value])),
    }),
  );
  app.provide(PLACE, { ...place, frame: () => body });
  const before = [...root.childNodes];
  root.replaceChildren(frame);
  app.mount(body);

  return {
    update() {
      paint();
      triggerRef(attributes);
    },
    unmount() {
      root.adoptedStyleSheets.pop();
      isDark.removeEventListener('change', paint);
      app.unmount();
      root.replaceChildren(...before);
    },
  };
}
