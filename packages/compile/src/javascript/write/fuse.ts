import { stridesOf } from '../../program/shape.ts';
import type { Item, Lowered } from '../lower/lower.ts';
import type { LoopItem } from './nests.ts';

/** Groups of operations on arrays that are written as one loop, by the first operation of each. */
export interface Fused {
  readonly groups: ReadonlyMap<Item, readonly LoopItem[]>;
  /** Whether a result is read outside its group. */
  readonly stored: (array: number) => boolean;
}

/** Groups neighbouring operations that go entry by entry over one shape. */
export function fuse({ items, results, scalars }: Lowered): Fused {
  const groups = new Map<Item, LoopItem[]>();
  const groupOf = new Map<number, LoopItem[]>();
  let last: LoopItem[] = [];
  for (const item of items) {
    if (item.kind === 'loops' && last.length > 0 && fits(item, last)) last.push(item);
    else {
      last = item.kind === 'loops' ? [item] : [];
      if (item.kind === 'loops') groups.set(item, last);
    }
    if (item.kind === 'loops') groupOf.set(item.write, last);
  }
  const outside = new Set<number>(results.flatMap((result) => ('array' in result ? [result.array] : [])));
  for (const leaf of scalars.leaves) if (leaf.kind === 'array') outside.add(leaf.array);
  for (const item of items) {
    if (item.kind !== 'loops' && item.kind !== 'kernel') continue;
    const group = item.kind === 'loops' ? groupOf.get(item.write) : undefined;
    for (const array of item.reads)
      if (group === undefined || groupOf.get(array) !== group) outside.add(array);
  }
  return { groups, stored: (array) => outside.has(array) || !groupOf.has(array) };
}

/** Whether an operation goes entry by entry over the shape of a group, and reads the group's results in the same order. */
function fits(item: LoopItem, group: readonly LoopItem[]): boolean {
  const { domain } = group[0].nests[0];
  const members = [...group, item];
  const inOrder = stridesOf(domain).join();
  const sameShape = members.every(
    ({ nests }) => nests.length === 1 && isEntrywise(nests[0]) && nests[0].domain.join() === domain.join(),
  );
  const made = new Set(group.map(({ write }) => write));
  return (
    sameShape &&
    item.nests[0].reads.every(
      ({ operand, strides, offset, at }) =>
        !made.has(item.reads[operand]) || (strides.join() === inOrder && offset === 0 && at === undefined),
    )
  );
}

const isEntrywise = ({ domain, write, fold }: LoopItem['nests'][number]): boolean =>
  fold === undefined && write.offset === 0 && write.strides.join() === stridesOf(domain).join();
