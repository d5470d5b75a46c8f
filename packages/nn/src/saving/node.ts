import { fileErrors } from '../errors/files.ts';

/** The Node modules that are used for files. */
interface Builtins {
  'node:fs/promises': typeof import('node:fs/promises');
  'node:os': typeof import('node:os');
  'node:path': typeof import('node:path');
}

/** A Node module, loaded on demand, so that bundles for browsers do not refer to it. */
export function builtin<Name extends keyof Builtins>(operation: string, name: Name): Builtins[Name] {
  const found = globalThis.process?.getBuiltinModule?.(name);
  if (!found) throw fileErrors.noFiles(operation);
  return found as Builtins[Name];
}
