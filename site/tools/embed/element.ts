import type { Component } from 'vue';
import type { Place } from '../share/place.ts';
import type { Mounted } from './mount.ts';

/** A tool as an element. */
export interface Tool {
  /** The page of the site that it stands for. */
  readonly page: string;
  /** The attributes that say what is shown. */
  readonly state: readonly string[];
  /** The attributes that are there or not. */
  readonly flags?: readonly string[];
  readonly events?: readonly string[];
  load(): Promise<{ readonly default: Component }>;
}

/** How near to the window an element is when its tool is loaded. */
const NEAR = '400px';

/** Before the tool is there: a place that is about as high as it will be. */
const waiting = new CSSStyleSheet();
waiting.replaceSync(':host { display: block } slot { display: block; min-height: 400px }');

/** The class of an element; nothing of Vue is loaded before one is needed. */
export function elementOf(tool: Tool, site: string): CustomElementConstructor {
  const { page, state, flags = [], events = [] } = tool;
  const addressOf = (to: string, fragment = '') => `${site}${to}.html${fragment && `#${fragment}`}`;

  return class extends HTMLElement {
    static readonly observedAttributes = [...state, ...flags, 'theme'];

    readonly #listeners = new Set<() => void>();
    #near: IntersectionObserver | undefined;
    #mounted: Mounted | undefined;
    #turn = 0;

    constructor() {
      super();
      // Until the tool is there: what stands in the element, or else a link.
      const link = Object.assign(document.createElement('a'), {
        href: addressOf(page),
        textContent: 'chainrule',
      });
      const slot = document.createElement('slot');
      slot.append(link);
      const shadow = this.attachShadow({ mode: 'open' });
      shadow.adoptedStyleSheets = [waiting];
      shadow.append(slot);
    }

    connectedCallback(): void {
      this.#near = new IntersectionObserver(
        (entries) => entries.some(({ isIntersecting }) => isIntersecting) && void this.#open(),
        { rootMargin: NEAR },
      );
      this.#near.observe(this);
    }

    disconnectedCallback(): void {
      this.#turn++;
      this.#near?.disconnect();
      this.#mounted?.unmount();
      this.#mounted = undefined;
    }

    attributeChangedCallback(name: string, before: string | null, now: string | null): void {
      if (before === now) return;
      if (state.includes(name)) for (const listener of this.#listeners) listener();
      else this.#mounted?.update();
    }

    async #open(): Promise<void> {
      this.#near?.disconnect();
      const mine = ++this.#turn;
      const [{ mount }, { default: component }] = await Promise.all([import('./mount.ts'), tool.load()]);
      if (mine !== this.#turn) return;
      this.#mounted = mount(component, this, {
        flags,
        events,
        place: {
          isEmbedded: true,
          read: (names) => this.#read(names),
          onChange: (listener) => {
            this.#listeners.add(listener);
            return () => this.#listeners.delete(listener);
          },
          address: (fragment, to = page) => addressOf(to, fragment),
          // The address bar is the page's own.
          show() {},
        },
      });
    }

    #read(names: readonly string[]): ReturnType<Place['read']> {
      const entries = names.flatMap((name) => {
        const text = this.getAttribute(name);
        return text === null ? [] : [[name, text] as const];
      });
      return entries.length === 0 ? undefined : Object.fromEntries(entries);
    }
  };
}
