import type { Value } from '@chainrule/core';
import { operationName } from '../graph/operation-name.ts';
import { formatShape } from './numbers.ts';

/** Operations named in a box; those that come later are counted. */
const MOST_OPERATIONS = 8;

const grouped = (n: number) => n.toLocaleString('en-US');

/** `1 node`, `1,200 nodes`. */
export const plural = (n: number, noun: string) => `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`;

const parametersOf = (nodes: readonly Value[]) =>
  nodes.filter((node) => !node.primitive && node.wantsGradient);

/** How often each operation occurs, in the order in which they first do. */
function countsOf(nodes: readonly Value[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { primitive } of nodes)
    if (primitive) counts.set(operationName(primitive), (counts.get(operationName(primitive)) ?? 0) + 1);
  return counts;
}

/** `mul, add ×3`. */
export function operationsText(nodes: readonly Value[]): string {
  const all = [...countsOf(nodes)].map(([name, n]) => (n === 1 ? name : `${name} ×${grouped(n)}`));
  const rest = all.length - MOST_OPERATIONS;
  return [...all.slice(0, MOST_OPERATIONS), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}

/** `4 parameters, 1,280 numbers in all`; nothing where there are none. */
export function parametersText(nodes: readonly Value[]): string {
  const parameters = parametersOf(nodes);
  if (parameters.length === 0) return '';
  const size = parameters.reduce((sum, { size }) => sum + size, 0);
  const numbers = size === parameters.length ? '' : ` of ${plural(size, 'number')}`;
  return plural(parameters.length, 'parameter') + numbers;
}

/** What two parts have in common where they are alike: their operations, and the shape of their result. */
export function formOf(nodes: readonly Value[]): string {
  const last = nodes[nodes.length - 1];
  return JSON.stringify([...countsOf(nodes), formatShape(last), !last.primitive && last.wantsGradient]);
}
