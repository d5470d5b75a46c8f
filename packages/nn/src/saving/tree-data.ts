import { isBranch, Random, type RandomState, type Tree, Value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { dataErrors } from '../errors/data.ts';
import { branchesOf } from '../slots.ts';

/** A tree as JSON; its Values are stored separately, by name. */
export type TreeData =
  | null
  | boolean
  | number
  | string
  | { readonly value: string }
  | { readonly random: RandomState }
  /** NaN and infinities, for which JSON has no number. */
  | { readonly number: string }
  | { readonly list: readonly TreeData[] }
  | { readonly branch: Readonly<Record<string, TreeData>> }
  /** Stands for what is not data, such as functions: when the tree is restored it is taken from the existing one. */
  | { readonly kept: true };

/** The tree as data. Its Values go into `tensors`, under a prefix and their paths. */
export function treeToData(tree: Tree, prefix: string, tensors: Record<string, Value>): TreeData {
  if (tree instanceof Value) {
    tensors[prefix] = tree;
    return { value: prefix };
  }
  if (tree instanceof Random) return { random: tree.state };
  if (typeof tree === 'number') return Number.isFinite(tree) ? tree : { number: String(tree) };
  if (tree === null || typeof tree === 'string' || typeof tree === 'boolean') return tree;
  if (typeof tree !== 'object') return { kept: true };
  if (!isBranch(tree))
    throw dataErrors.badData(
      'checkpoint',
      prefix,
      'arrays and plain objects of numbers, strings and Values',
      tree,
    );
  const entries = branchesOf(tree).map(
    ([key, entry]) => [key, treeToData(entry, `${prefix}.${key}`, tensors)] as const,
  );
  if (Array.isArray(tree)) return { list: entries.map(([, entry]) => entry) };
  return { branch: Object.fromEntries(entries) };
}

/** Restores a tree from data. What is not data is taken from the same place in `like`, a tree of the same structure. */
export function treeFromData(
  data: TreeData,
  tensors: Readonly<Record<string, Value>>,
  like: Tree,
  path = 'state',
): Tree {
  if (data === null || typeof data !== 'object') return data;
  if ('number' in data) return Number(data.number);
  if ('kept' in data) return like;
  if ('random' in data) return restoredRandom(data.random);
  if ('value' in data) {
    const tensor = tensors[data.value];
    if (!tensor || (like instanceof Value && !sameShape(like.shape, tensor.shape)))
      throw dataErrors.badData(
        'checkpoint',
        path,
        like instanceof Value ? `numbers of shape [${like.shape.join(', ')}]` : 'numbers',
        tensor ? `[${tensor.shape.join(', ')}]` : 'none',
      );
    return tensor;
  }
  const { list, branch } = data as { list?: unknown; branch?: unknown };
  const isWhole = 'list' in data ? Array.isArray(list) : typeof branch === 'object' && branch !== null;
  if (!isWhole)
    throw dataErrors.badData('checkpoint', path, 'what a checkpoint is made of', 'something else');
  const inner = (key: string, entry: TreeData) =>
    treeFromData(entry, tensors, (like as Record<string, unknown> | undefined)?.[key], `${path}.${key}`);
  if ('list' in data) return data.list.map((entry, i) => inner(String(i), entry));
  return Object.fromEntries(Object.entries(data.branch).map(([key, entry]) => [key, inner(key, entry)]));
}

function restoredRandom(state: RandomState): Random {
  const random = new Random(0);
  random.state = state;
  return random;
}

/** Every generator of random numbers in a tree, under its path. */
export function generatorsOf(tree: Tree): Map<string, Random> {
  const found = new Map<string, Random>();
  const visit = (thing: unknown, path: string[]) => {
    for (const [key, entry] of branchesOf(thing)) {
      if (entry instanceof Random) found.set([...path, key].join('.'), entry);
      else visit(entry, [...path, key]);
    }
  };
  visit(tree, []);
  return found;
}
