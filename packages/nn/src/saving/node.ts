import { errors } from '../errors.ts';

/** The modules of Node that are used where there are files. */
interface Builtins {
  'node:fs/promises': typeof import('node:fs/promises');
  'node:os': typeof import('node:os');
  'node:path': typeof import('node:path');
}

/** A module of Node, asked for when it is needed: a bundle for browsers, which have none, knows nothing of it. */
export function builtin<Name extends keyof Builtins>(operation: string, name: Name): Builtins[Name] {
  const found = globalThis.process?.getBuiltinModule?.(name);
  if (!found) throw errors.noFiles(operation);
  return found as Builtins[Name];
}
