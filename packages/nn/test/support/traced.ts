import { applyPrimitive, mapTree, noGrad, traceAbstract, treeLeaves, type Value } from '@chainrule/core';

/**
 * Runs a function on Values without numbers, and then computes the operations that it applied, one at a time, as a compiler does.
 */
export function traced<T>(tree: T, f: (tree: T) => unknown): Value[] {
  const leaves = treeLeaves(tree);
  let variables: Value[] = [];
  const trace = traceAbstract(leaves, (xs) => {
    variables = xs;
    return treeLeaves(f(mapTree((x) => xs[leaves.indexOf(x)], tree)));
  });
  const numbers = new Map(variables.map((x, i) => [x, leaves[i]]));
  const known = (x: Value) => {
    const original = trace.original(x);
    return original ? numbers.get(original)! : x;
  };
  noGrad(() => {
    for (const { primitive, inputs, attributes, result } of trace.steps)
      numbers.set(result, applyPrimitive(primitive, inputs.map(known), attributes));
  });
  return trace.value.map(known);
}
