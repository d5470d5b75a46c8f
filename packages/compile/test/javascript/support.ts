import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NDArray, type Tree, Value } from '@chainrule/core';
import ts from 'typescript';
import { afterAll } from 'vitest';

/** A folder of its own, far from any package, that goes when the tests have run. */
export function temporaryFolder(): (name: string, text: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return (name, text) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
}

/** What the compiler says of files in its strictest mode. */
export function typeErrors(files: readonly string[]): string[] {
  const program = ts.createProgram(files, {
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
}

/** The numbers in a tree of Values, or of what generated source makes of them. */
export function numbersIn(tree: Tree): number[] {
  if (tree instanceof Value) return flat(tree.data);
  if (typeof tree === 'number') return [tree];
  if (ArrayBuffer.isView(tree)) return Array.from(tree as unknown as ArrayLike<number>);
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.values(tree).flatMap(numbersIn);
}

export const flat = (data: NDArray['data']): number[] =>
  typeof data === 'number' ? [data] : Array.from(data);

/** A Value as generated source takes it: a number, nested arrays, or a typed array. */
export function plainArgument(x: Value, form: 'nested' | 'flat'): unknown {
  const plain = (nested: unknown): unknown => (Array.isArray(nested) ? nested.map(plain) : Number(nested));
  return form === 'nested' || typeof x.data === 'number' ? plain(x.toArray()) : x.data;
}
