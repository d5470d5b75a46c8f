import { dtypeOf } from '../array/dtype.ts';
import type { Nested } from '../array/ndarray.ts';
import { seedFor, walk } from '../backward.ts';
import { constant } from '../create.ts';
import { errors } from '../errors.ts';
import { linear } from '../families/linear.ts';
import { derivativeOrder } from '../graph.ts';
import { apply, isRecording, withRecording } from '../primitive.ts';
import { mapTree, type Tree, type treeNode } from '../tree.ts';
import { Value } from '../value.ts';

/** What a tree holds as it is: modules, whose fields are Values already, and functions. */
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

/** The same node again, so that a variable of an inner derivative is not the outer one. */
const alias = linear<undefined>('alias', {
  shape: (x) => x.shape,
  array: (x) => x.data,
  transpose: (g) => g,
});

/**
 * The function that gives f(x) and its gradient together. x is a Value, a number, an array of numbers, or a tree of
 * these; the gradient has its form.
 *
 * Where the result depends on other Values that want a gradient, or x itself does, the gradient is recorded, so that
 * it can be differentiated in turn; under `noGrad` it never is.
 *
 * @example
 * ```ts
 * import { type Value, valueAndGrad } from '@chainrule/core';
 * const f = ({ w, b }: { w: Value; b: Value }) => w.mul(3).add(b).square();
 * const { value, gradient } = valueAndGrad(f)({ w: 2, b: 1 });
 * value; // → 49
 * gradient.w; // → 42
 * gradient.b; // → 14
 * ```
 */
export function valueAndGrad<T extends Tree = Value>(
  f: (x: T) => Value,
): (x: TreeLike<T>) => { value: Value; gradient: TreeOfValues<T> } {
  return (x) => {
    const outer = isRecording();
    const made = new Map<Value, Value>();
    const variables = mapTree((leaf) => {
      if (!made.has(leaf)) made.set(leaf, variable(leaf, outer));
      return made.get(leaf);
    }, toValues(x)) as T;
    const wrt = new Set(made.values());
    const result = withRecording('gradients', () => f(variables));
    if (!(result instanceof Value)) throw errors.notReturned('grad', result);
    const order = derivativeOrder(result, wrt);
    const recorded = outer && (order.open || [...wrt].some((leaf) => leaf.primitive !== undefined));
    const gradients = walk(order, seedFor(result, undefined, 'grad'), recorded);
    return { value: result, gradient: mapTree((leaf) => gradients.of(leaf), variables) as TreeOfValues<T> };
  };
}

/**
 * The gradient of f as a function. Applied again it gives higher derivatives.
 *
 * @example
 * ```ts
 * import { grad, type Value } from '@chainrule/core';
 * const f = (x: Value) => x.mul(x.exp());
 * grad(f)(0.5); // → 2.4730819060501922
 * grad(grad(f))(0.5); // → 4.12180317675032
 * ```
 */
export function grad<T extends Tree = Value>(f: (x: T) => Value): (x: TreeLike<T>) => TreeOfValues<T> {
  const both = valueAndGrad(f);
  return (x) => both(x).gradient;
}

function variable(x: Value, outer: boolean): Value {
  if (outer && x.wantsGradient) return apply(alias, [x], undefined);
  const leaf = Value.of(x, true);
  return x.name === undefined ? leaf : leaf.named(x.name);
}

/** Numbers, typed arrays and nested arrays of numbers become constants; Values stay; the rest is looked into. */
function toValues(x: Tree): Tree {
  if (x instanceof Value) return x;
  if (isNumeric(x)) return constant(x);
  if (Array.isArray(x)) return x.map(toValues);
  const plain = typeof x === 'object' && x !== null && Object.getPrototypeOf(x) === Object.prototype;
  return plain ? Object.fromEntries(Object.entries(x).map(([key, each]) => [key, toValues(each)])) : x;
}

const isNumeric = (x: unknown): x is Nested =>
  typeof x === 'number' ||
  dtypeOf(x) !== undefined ||
  (Array.isArray(x) && x.length > 0 && x.every(isNumeric));
