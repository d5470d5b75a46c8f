import { type InjectionKey, inject } from 'vue';
import { type State, stateOf } from './link.ts';

/** Where a tool stands: on a page of the site, or as an element in anybody's page. */
export interface Place {
  readonly isEmbedded: boolean;
  /** What the tool is to show: undefined where nothing is said, null where it cannot be read. */
  read(names: readonly string[]): State | null | undefined;
  /** Tells a listener whenever that changes, until what is returned is called. */
  onChange(listener: () => void): () => void;
  /** The address of a page of the site with a state; default: of the page that the tool stands for. */
  address(fragment: string, page?: string): string;
  /** Shows in the address bar what somebody is about to copy. */
  show(address: string): void;
  /** The element whose class says whether it is dark. */
  frame(): Element;
}

/** On the site the fragment of the address says what is shown. */
const onSite: Place = {
  isEmbedded: false,
  read: (names) => (location.hash.length < 2 ? undefined : (stateOf(location.hash, names) ?? null)),
  onChange(listener) {
    addEventListener('hashchange', listener);
    return () => removeEventListener('hashchange', listener);
  },
  address: (fragment, page) => `${page === undefined ? '' : `${page}.html`}#${fragment}`,
  show: (address) => history.replaceState(history.state, '', address),
  frame: () => document.documentElement,
};

export const PLACE: InjectionKey<Place> = Symbol('place');

export const usePlace = (): Place => inject(PLACE, onSite);
