import { words } from '../strings/work.ts';

/** Refuses to draw a graph where Graphviz, which lays it out, cannot run: it is WebAssembly. */
export function checkLayout(): void {
  if (!globalThis.WebAssembly) throw new Error(words.noGraphs);
}
