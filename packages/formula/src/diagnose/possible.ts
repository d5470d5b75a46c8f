import { ChainruleError } from '@chainrule/core';

/** What is computed; undefined where the numbers or their shapes do not allow it. */
export function ifPossible<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ChainruleError) return undefined;
    throw error;
  }
}
