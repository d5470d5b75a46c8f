import type { Value } from '@chainrule/core';
import { type NameExpression, name } from '../expression/expression.ts';

/** A name for each node: its own, told apart from others of the same name, or one that is free. */
export function symbolsOf(
  nodes: Iterable<Value>,
  root: Value,
  own: (node: Value) => string | undefined = ({ name: given }) => given,
): Map<Value, NameExpression> {
  const taken = new Set([...nodes].map(own));
  const free = (base: string, first: number): string => {
    let k = first;
    while (taken.has(`${base}${k}`)) k++;
    taken.add(`${base}${k}`);
    return `${base}${k}`;
  };
  const seen = new Set<string>();
  const nameOf = (node: Value) => {
    const given = own(node);
    if (given !== undefined && !seen.has(given)) return given;
    if (given !== undefined) return free(`${given}_`, 2);
    if (node === root && !taken.has('y')) return 'y';
    return free(node.primitive ? 'u' : node.wantsGradient ? 'x' : 'c', 1);
  };
  const symbols = new Map<Value, NameExpression>();
  for (const node of nodes) {
    const text = nameOf(node);
    seen.add(text);
    symbols.set(node, name(text));
  }
  return symbols;
}
