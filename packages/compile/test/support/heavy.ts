import { kernels } from '@chainrule/core';
import { useKernels } from '../../src/index.ts';

/** What f gives while heavy operations of eager Values run on the engine. */
export function onKernels<T>(f: () => T): T {
  useKernels();
  try {
    return f();
  } finally {
    useKernels(false);
  }
}

/** How many operations the engine computed while f ran. */
export function taken(f: () => void): number {
  let count = 0;
  onKernels(() => {
    const heavy = kernels.heavy!;
    kernels.heavy = (...call) => {
      const numbers = heavy(...call);
      if (numbers !== undefined) count++;
      return numbers;
    };
    f();
  });
  return count;
}
