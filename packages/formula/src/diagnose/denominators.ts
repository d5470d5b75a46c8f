import { backward, coreName, graph, ones, type Value } from '@chainrule/core';
import type { Study } from './study.ts';

/** What a denominator is made of where it is a power or a multiple. */
const WITHIN: ReadonlySet<string | undefined> = new Set([
  'mul',
  'square',
  'pow',
  'sqrt',
  'neg',
  'reshape',
  'broadcastTo',
  'where',
]);

const INVERSE: ReadonlySet<string | undefined> = new Set(['reciprocal', 'rsqrt']);

/** The nodes by which a gradient divides, as it is computed at the given place. */
export function denominators({ given, root }: Study, target: Value): ReadonlySet<Value> {
  const end = given.at(root);
  const gradient = backward(end, { seed: ones(end.shape), createGraph: true }).of(given.at(target));
  const found = new Set<Value>();
  const enter = (node: Value): void => {
    if (found.has(node)) return;
    found.add(node);
    if (WITHIN.has(coreName(node.primitive))) node.inputs.forEach(enter);
  };
  for (const { primitive, inputs } of graph(gradient).nodes) {
    const name = coreName(primitive);
    if (name === 'div') enter(inputs[1]);
    if (INVERSE.has(name)) enter(inputs[0]);
  }
  return found;
}
