import type { InjectionKey } from 'vue';

/** How a view comes to the graph of a Value: it asks, and finds it there later. */
export const GRAPHS: InjectionKey<{
  readonly drawn: ReadonlyMap<number, string>;
  draw(graph: number): void;
}> = Symbol('graphs');
