import type { Value } from '@chainrule/core';
import type { DrawOptions } from './options.ts';

export type NameOf = (node: Value) => string | undefined;

/** What the nodes are called in this picture. An empty name is none. */
export function namesIn({ names = {} }: DrawOptions): NameOf {
  const given = new Map(Object.entries(names).map(([name, node]) => [node, name]));
  return (node) => (given.get(node) ?? node.name) || undefined;
}

/** A text of a user may be of any length; a box has room for so much. */
const LONGEST = 60;

export function shortened(text: string, longest = LONGEST): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
