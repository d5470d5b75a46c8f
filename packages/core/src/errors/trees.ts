import { DataError } from './classes.ts';
import { clipped, QUOTED, typeText } from './text.ts';

/** The messages for trees, by what went wrong. */
export const treeErrors = {
  cyclic: (operation: string, where: string) =>
    new DataError(operation, `expected a tree, got a cycle at ${where}`),

  tooNested: (operation: string, where: string, most: number) =>
    new DataError(
      operation,
      `expected a tree of at most ${most} levels, got more, or a cycle, at ${clipped(where, QUOTED)}`,
    ),

  sparse: (operation: string, where: string) =>
    new DataError(operation, `${where} is an array with holes: expected an entry at every place`),

  unreadable: (operation: string, where: string, error: unknown) =>
    new DataError(operation, `${where} cannot be read: ${String((error as Error)?.message ?? error)}`),

  notLookedInto: (operation: string, where: string, got: unknown) =>
    new DataError(
      operation,
      `${where} is ${typeof got === 'symbol' ? 'an entry under a symbol' : typeText(got)}, which is not searched for Values: use an array, a plain object, or a class with readonly [treeNode] = true`,
    ),
};
