import { checkCount, mapTree, stack, type Value } from '@chainrule/core';

/**
 * Samples as one batch of their form: where each has a Value, the batch has all of them stacked along a new first axis.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { stackSamples } from '@chainrule/nn';
 * const samples = [1, 2].map((n) => ({ x: constant([n, n]), y: constant(n) }));
 * stackSamples(samples); // → { "x": [[1, 1], [2, 2]], "y": [1, 2] }
 * ```
 */
export function stackSamples<S>(samples: readonly S[]): S {
  checkCount('stackSamples', 1, arguments);
  return mapTree((first, others) => stack([first, ...(others as Value[])]), samples[0], ...samples.slice(1));
}
