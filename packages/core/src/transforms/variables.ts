import { isFloat } from '../array/dtype.ts';
import type { Nested } from '../array/ndarray.ts';
import { sameShape } from '../array/shape.ts';
import { dtypeOf } from '../array/typed-array.ts';
import { noteVariable } from '../backward.ts';
import { gradientErrors } from '../errors/gradients.ts';
import { transformErrors } from '../errors/transforms.ts';
import { treeErrors } from '../errors/trees.ts';
import { linear } from '../families/linear.ts';
import { operand, value } from '../make/create.ts';
import { apply } from '../primitive.ts';
import { isRecording } from '../recording.ts';
import {
  checkTree,
  define,
  isBranch,
  keysOf,
  mapTree,
  placeIn,
  type Tree,
  treeLeaves,
  treeNode,
} from '../tree.ts';
import { Value } from '../value.ts';

/** Parts of a tree that stay unchanged: modules, whose fields are Values already, and functions. */
type Opaque = { readonly [treeNode]: true } | ((...xs: never[]) => unknown);

/** A tree of Values in which numbers, typed arrays and arrays of numbers may stand for Values. */
export type TreeLike<T> = [T] extends [Value | Nested]
  ? Value | Nested
  : T extends Opaque
    ? T
    : { [Key in keyof T]: TreeLike<T[Key]> };

/** The same tree with Values only. */
export type TreeOfValues<T> = [T] extends [Value | Nested]
  ? Value
  : T extends Opaque
    ? T
    : { [Key in keyof T]: TreeOfValues<T[Key]> };

/** A second node with the same numbers, so that a variable of an inner derivative differs from the outer one. */
const alias = linear<undefined>('alias', {
  shape: (x) => x.shape,
  array: (x) => x.data,
  transpose: (g) => g,
  movement: 'same-numbers',
  onStacks: () => undefined,
});

/** The variables of a transform: its argument with a new node for each Value, and one node for a shared Value. */
export interface Variables<T> {
  readonly tree: T;
  /** Each Value of the argument, in the order of its fields, and the variable that stands for it. */
  readonly made: ReadonlyMap<Value, Value>;
  /** Whether a derivative from outside the transform may pass through a variable. */
  readonly linked: boolean;
}

/**
 * Gives a transform its variables. A Value that an outer derivative wants stays connected to it; integers and booleans stay
 * unchanged.
 */
export function makeVariables<T extends Tree>(operation: string, argument: TreeLike<T>): Variables<T> {
  const outer = isRecording();
  const made = new Map<Value, Value>();
  const tree = mapTree(
    (x) => {
      if (!isFloat(x.dtype)) return x;
      if (!made.has(x)) {
        const variable = outer && x.wantsGradient ? apply(alias, [x], undefined) : value(x);
        variable.name = x.name;
        noteVariable(variable.primitive === undefined ? variable : x);
        made.set(x, variable);
      }
      return made.get(x);
    },
    differentiable(operation, argument),
  ) as T;
  return { tree, made, linked: [...made.values()].some((variable) => variable.primitive !== undefined) };
}

/** The argument of a derivative, as a tree of Values. Throws if nothing in it has a derivative. */
export function differentiable(operation: string, argument: Tree): Tree {
  const tree = toValues(operation, argument, 'the argument');
  const leaves = treeLeaves(tree);
  if (leaves.some((x) => isFloat(x.dtype))) return tree;
  throw leaves.length > 0
    ? gradientErrors.notFloat(operation, leaves[0])
    : transformErrors.nothingToDifferentiate(operation, argument);
}

/**
 * Numbers, typed arrays and nested arrays of numbers become constants; Values, modules and non-objects stay; everything else
 * is searched. Throws for an object that is not a tree.
 */
export function toValues(operation: string, x: Tree, where: string, above: readonly unknown[] = []): Tree {
  if (above.includes(x)) throw treeErrors.cyclic(operation, where);
  if (x instanceof Value) return x;
  if (isNumeric(x)) return operand(operation, x);
  if (typeof x !== 'object' || x === null) return x;
  if (!isBranch(x)) throw treeErrors.notLookedInto(operation, where, x);
  if (treeNode in x) {
    checkTree(operation, where, x);
    return x;
  }
  const made = Array.isArray(x) ? [] : {};
  for (const key of keysOf(operation, () => where, x, above.length)) {
    const place = placeIn(x, where, key);
    define(made, key, toValues(operation, read(operation, place, x, key), place, [...above, x]));
  }
  return made;
}

/** Reads an entry, which may be a getter of the user's. */
function read(operation: string, place: string, branch: Record<string, unknown>, key: string): unknown {
  try {
    return branch[key];
  } catch (error) {
    throw treeErrors.unreadable(operation, place, error);
  }
}

const isNumeric = (x: unknown, depth = 0): x is Nested =>
  typeof x === 'number' ||
  dtypeOf(x) !== undefined ||
  // An array that contains itself counts as numeric here: it is refused when it is copied.
  (Array.isArray(x) && x.length > 0 && (depth > 64 || x.every((each) => isNumeric(each, depth + 1))));

/** Each Value of a tree with its cotangent or tangent, which is at the same place in another tree and has the same shape. */
export function counterparts(
  operation: string,
  counterpart: 'cotangent' | 'tangent',
  tree: Tree,
  given: Tree,
): [Value, Value][] {
  const pairs: [Value, Value][] = [];
  mapTree(
    (leaf, [beside]) => {
      const [each] = treeLeaves(beside);
      if (!each || !sameShape(each.shape, leaf.shape))
        throw transformErrors.counterpartShape(operation, counterpart, leaf, each);
      pairs.push([leaf, each]);
    },
    tree,
    toValues(operation, given, `the ${counterpart}`),
  );
  return pairs;
}
