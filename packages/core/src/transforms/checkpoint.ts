import { walk } from '../backward.ts';
import { type EffectLog, transaction } from '../effects/log.ts';
import { checkCount, takes } from '../errors/surplus.ts';
import { transformErrors } from '../errors/transforms.ts';
import { derivativeOrder, isRetired, withVariablesInUse } from '../graph.ts';
import type { Primitive } from '../primitive.ts';
import { isRecording, type Observer, observed, state, withObserver, withRecording } from '../recording.ts';
import type { Tree } from '../tree.ts';
import { Value } from '../value.ts';
import { nodeOf } from './custom.ts';
import { checkFunction } from './trace.ts';

/**
 * The same function without keeping its graph: a backward walk runs it again. It trades time for memory.
 *
 * The nodes that f reads from outside, in its argument or elsewhere, are found while it runs and get their gradients as
 * usual. The second run starts with the same generators of random numbers and the same modules as the first, and its changes
 * to them are undone: dropout draws the same mask, and running statistics are updated once.
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
  return takes('checkpoint(f)', 1, (x: T) => transaction((log) => thin(f, x, log)));
}

function thin<T extends Tree>(f: (x: T) => Value, x: T, log: EffectLog): Value {
  const inner = new Set<Value>();
  const outer = new Set<Value>();
  const draws: Value[] = [];
  const leaves: Value[] = [];
  const made = (result: Value, _: Primitive, inputs: readonly Value[]) => {
    inner.add(result);
    if (inputs.length === 0) draws.push(result);
    for (const input of inputs) if (input.wantsGradient && !inner.has(input)) outer.add(input);
  };
  const result = watchingLeaves(leaves, () => observed({ made }, () => f(x)));
  if (!(result instanceof Value)) throw transformErrors.notReturned('checkpoint', result);
  for (const variable of outer) if (isRetired(variable)) outer.delete(variable);
  // A result that f did not make is a node of another graph, and is returned unchanged.
  if (!inner.has(result) || !result.wantsGradient) return result;
  const { repeating } = log;
  // Each run of f makes new leaves: they are identified by their order.
  const own = [...leaves.entries()].filter(([, leaf]) => outer.has(leaf));
  return nodeOf('checkpoint', result.leaf(false), [...outer], (g, _, ...inputs) => {
    const leavesAgain: Value[] = [];
    const rerun = () => watchingLeaves(leavesAgain, () => withRecording('gradients', () => f(x)));
    const again = repeating(() => withVariablesInUse(() => drawingAgain(draws, rerun)));
    const twins = new Map(own.map(([k, leaf]) => [leaf, leavesAgain[k]]));
    const wrt = inputs.map((input) => twins.get(input) ?? input);
    const gradients = walk(derivativeOrder(again, new Set(wrt)), g, isRecording());
    return wrt.map((input) => gradients.of(input));
  });
}

/** Runs f and lists the leaves that it makes. */
function watchingLeaves<T>(leaves: Value[], f: () => T): T {
  return observed({ made() {}, leaf: (leaf) => void leaves.push(leaf) }, f);
}

/** Runs f with these results for its draws, in turn, if a draw is an operation, as while a function is traced. */
function drawingAgain<T>(draws: readonly Value[], f: () => T): T {
  const { observer } = state;
  if (draws.length === 0 || observer === undefined) return f();
  let k = 0;
  const instead: Observer['instead'] = (primitive, inputs, attributes) =>
    inputs.length === 0 ? draws[k++] : observer.instead?.(primitive, inputs, attributes);
  // Each hook by name: those of an observer may be methods of a class.
  return withObserver(
    {
      made: (...node) => observer.made(...node),
      instead,
      differentiating: (node) => observer.differentiating?.(node),
      leaf: (leaf, of) => observer.leaf?.(leaf, of),
      drawing: observer.drawing,
      adaptive: observer.adaptive?.bind(observer),
    },
    f,
  );
}
