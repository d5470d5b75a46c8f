import { hidesValues, isBranch, keysOf, remember, type Tree, treeNode, Value } from '@chainrule/core';
import { moduleErrors } from './errors/modules.ts';

type Branch = Record<string, unknown>;

/** A place in a tree that holds a Value. */
export interface Slot {
  readonly value: Value;
  /** The keys that lead to it from the root. */
  readonly path: readonly string[];
  /** The nearest module above, or the root; and the keys from there. */
  readonly owner: object;
  readonly local: string;
  /** The keys as PyTorch spells them: see `Module.stateName`. */
  readonly torchPath: readonly string[];
  set(x: Value): void;
  /** Whether it can be set: not in a frozen object or behind only a getter. */
  isWritable(): boolean;
}

/** A branch of a tree, and the path to it. */
export interface Visit {
  readonly thing: unknown;
  readonly path: readonly string[];
}

/** The entries of an array, a plain object or a module; none for anything else. */
export const branchesOf = (thing: unknown): [string, unknown][] =>
  isBranch(thing) ? Object.entries(thing) : [];

/** Every place of a tree that holds a Value, in the order of its fields; a shared part is met at each of its places. */
export function slotsOf(tree: Tree): Slot[] {
  const found: Slot[] = [];
  const open = new Set<object>();
  const visit = (branch: object, above: Omit<Slot, 'value' | 'set' | 'isWritable'>) => {
    if (open.has(branch)) throw moduleErrors.cyclicModule(above.path);
    open.add(branch);
    const isModule = treeNode in branch;
    const from = isModule ? { ...above, owner: branch, local: '' } : above;
    for (const key of keysOf(
      'module',
      () => above.path.join('.') || 'the tree',
      branch as Branch,
      above.path.length,
    )) {
      const entry = (branch as Branch)[key];
      const place = {
        owner: from.owner,
        path: [...from.path, key],
        local: from.local === '' ? key : `${from.local}.${key}`,
        torchPath: [...from.torchPath, ...torchName(branch, key)],
      };
      if (entry instanceof Value)
        found.push({
          ...place,
          value: entry,
          set: (x) => {
            remember(branch);
            (branch as Branch)[key] = x;
          },
          isWritable: () => {
            const own = Object.getOwnPropertyDescriptor(branch, key);
            return own?.writable === true || own?.set !== undefined;
          },
        });
      else if (isBranch(entry)) visit(entry, place);
      else if (hidesValues(entry)) throw moduleErrors.notLookedInto(place.path, entry);
    }
    open.delete(branch);
  };
  if (isBranch(tree)) visit(tree, { owner: tree, path: [], local: '', torchPath: [] });
  else if (!(tree instanceof Value) && hidesValues(tree)) throw moduleErrors.notLookedInto([], tree);
  return found;
}

function torchName(branch: object, key: string): string[] {
  if (!('stateName' in branch) || typeof branch.stateName !== 'function') return [key];
  const name = branch.stateName(key) as string;
  return name === '' ? [] : [name];
}
