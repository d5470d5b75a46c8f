import { mapTree, stack, type Value } from '@chainrule/core';

/** Samples as one batch of their form: where each has a Value, the batch has all of them stacked along a new first axis. */
export function stackSamples<S>(samples: readonly S[]): S {
  return mapTree((first, others) => stack([first, ...(others as Value[])]), samples[0], ...samples.slice(1));
}
