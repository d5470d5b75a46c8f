import { kernels } from '@chainrule/core';
import '../../src/index.ts';

const heavy = kernels.heavy!;

/** Heavy operations run on the engine, as they do from the beginning. */
export function withEngine(): void {
  kernels.heavy = heavy;
}

/** What f gives with core's own kernels. */
export function withoutEngine<T>(f: () => T): T {
  kernels.heavy = undefined;
  const result = f();
  withEngine();
  return result;
}

/** How many operations the engine took on while f ran. */
export function taken(f: () => void): number {
  let count = 0;
  kernels.heavy = (...call) => {
    const numbers = heavy(...call);
    if (numbers !== undefined) count++;
    return numbers;
  };
  f();
  return count;
}
