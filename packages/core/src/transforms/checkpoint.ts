import { checkCount, takes } from '../arguments.ts';
import { walk } from '../backward.ts';
import { transformErrors } from '../errors.ts';
import { derivativeOrder, isRetired } from '../graph.ts';
import type { Primitive } from '../primitive.ts';
import { isRecording, observed, withRecording } from '../recording.ts';
import type { Tree } from '../tree.ts';
import { Value } from '../value.ts';
import { nodeOf } from './custom.ts';
import { checkFunction } from './trace.ts';

/**
 * The same function, but its graph is not kept: a walk that comes by runs it again. It trades time for memory.
 *
 * The nodes that f reads from outside, its argument's or others, are found while it runs and get their gradients as
 * always. f must give the same result each time: no random numbers drawn inside.
 *
 * @example
 * ```ts
 * import { checkpoint, graph, type Value, value } from '@chainrule/core';
 * const x = value(0.5);
 * const y = checkpoint((v: Value) => v.tanh().exp().sin())(x);
 * graph(y).nodes.length; // → 2
 * x.tanh().exp().sin().backward().of(x).item() === y.backward().of(x).item(); // → true
 * ```
 */
export function checkpoint<T extends Tree>(f: (x: T) => Value): (x: T) => Value {
  checkCount('checkpoint', 1, arguments);
  checkFunction('checkpoint', f);
  return takes('checkpoint(f)', 1, (x: T) => {
    const inner = new Set<Value>();
    const outer = new Set<Value>();
    const made = (result: Value, _: Primitive, inputs: readonly Value[]) => {
      inner.add(result);
      for (const input of inputs) if (input.wantsGradient && !inner.has(input)) outer.add(input);
    };
    const result = observed({ made }, () => f(x));
    if (!(result instanceof Value)) throw transformErrors.notReturned('checkpoint', result);
    for (const variable of outer) if (isRetired(variable)) outer.delete(variable);
    // A result that f did not make is a node of somebody else's graph, and stays it.
    if (!inner.has(result) || !result.wantsGradient) return result;
    return nodeOf('checkpoint', result.leaf(false), [...outer], (g, _, ...inputs) => {
      const again = withRecording('gradients', () => f(x));
      const gradients = walk(derivativeOrder(again, outer), g, isRecording());
      return inputs.map((input) => gradients.of(input));
    });
  });
}
