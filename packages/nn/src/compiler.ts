import type { Tree } from '@chainrule/core';

/** A compiler of functions, such as `compile` of @chainrule/compile. */
export type Compiler = <Args extends unknown[], Y>(
  f: (...args: Args) => Y,
  options: { state: Tree },
) => (...args: Args) => Y;
