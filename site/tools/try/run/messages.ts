import type { View } from './views.ts';

/** A place in a text, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A place in one of the texts of a program. */
export interface FilePlace extends Place {
  readonly file: string;
}

/** What is to be run. */
export interface Order {
  /** The texts of the program by their paths; a single text has the path `/main.ts`. */
  readonly files: Readonly<Record<string, string>>;
  /** The one that is run. */
  readonly main: string;
  /** Files that the program finds, by their paths. */
  readonly data?: Readonly<Record<string, string>>;
  /** Whether the page is so narrow that a graph goes from top to bottom. */
  readonly isNarrow: boolean;
  /** The folder from which the service worker hands out code. Default: code is made from text at once. */
  readonly handedOutFrom?: string;
}

/** What a program says while it runs. */
export type Report =
  | { readonly kind: 'started' }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'drawing'; readonly graph: number; readonly svg: string }
  | { readonly kind: 'ended' };

/** Asks a program that has run for the graph of a Value that it showed. */
export interface Wish {
  readonly graph: number;
}

/** One thing that a program gave. An entry with the id of an earlier one takes its place. */
export interface Entry {
  readonly id: number;
  readonly tone: Tone;
  readonly views: readonly View[];
  /** What stands in the text where it comes from. */
  readonly label?: string;
  readonly place?: FilePlace;
}

export type Tone = 'log' | 'warn' | 'error' | 'value' | 'thrown' | 'note';
