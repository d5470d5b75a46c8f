import { flat } from '../array/ndarray.ts';
import { sameShape } from '../array/shape.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { checkCount } from '../errors/surplus.ts';
import { transformErrors } from '../errors/transforms.ts';
import { nodesFrom } from '../graph.ts';
import { apply } from '../primitive.ts';
import { Value } from '../value.ts';

/**
 * Computes the graph of a root again with some nodes replaced: at other numbers, or cut loose from what they were computed
 * from. Returns the new node for every node that was replaced or depends on a replaced one; it has the same name. Other
 * nodes stay the same and are not listed.
 *
 * A graph holds only what a derivative passes through: the result of constants alone, or of an operation without a
 * derivative (a comparison, floor), is a constant in it and stays the same.
 *
 * Throws a GradientError if the shape of a replacement differs from that of the replaced node, and for an operation whose
 * places were found in its numbers, like those of `sort`, if these numbers change: it would put them in the old order.
 *
 * @example
 * ```ts
 * import { replay, value } from '@chainrule/core';
 * const x = value(3, { name: 'x' });
 * const y = x.mul(x).add(x);
 * const again = replay(y, new Map([[x, value(4)]]));
 * again.get(y); // → 20
 * ```
 */
export function replay(root: Value, replacements: ReadonlyMap<Value, Value>): ReadonlyMap<Value, Value> {
  checkCount('replay', 2, arguments);
  if (!(root instanceof Value)) throw argumentErrors.notANode('replay', root);
  if (!(replacements instanceof Map))
    throw argumentErrors.badOption('replay', 'replacements', 'a Map of nodes', replacements);
  const replaced = new Map<Value, Value>();
  for (const node of nodesFrom(replacements, root)) {
    const given = replacements.get(node);
    if (given !== undefined) replaced.set(node, checked(node, given));
    else if (node.inputs.some((input) => replaced.has(input))) replaced.set(node, again(node, replaced));
  }
  return replaced;
}

function checked(node: Value, given: Value): Value {
  if (!(given instanceof Value)) throw argumentErrors.notANode('replay', given);
  if (!sameShape(node.shape, given.shape))
    throw transformErrors.counterpartShape('replay', 'replacement', node, given);
  return given;
}

function again(node: Value, replaced: ReadonlyMap<Value, Value>): Value {
  const { primitive, attributes, name } = node;
  const inputs = node.inputs.map((input) => replaced.get(input) ?? input);
  const [x, places] = node.inputs;
  if (primitive!.placedByNumbers && !replaced.has(places) && differ(inputs[0], x))
    throw transformErrors.placedByNumbers('replay', node);
  const made = apply(primitive!, inputs, attributes);
  return name === undefined ? made : made.named(name);
}

function differ(a: Value, b: Value): boolean {
  const [xs, ys] = [flat(a), flat(b)];
  return xs.some((x, i) => !Object.is(x, ys[i]));
}
