import path from 'path-browserify';
import type { Output } from './output.ts';

/** What colours a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is how they begin
const CONTROL = /\u001b\[[\d;]*[A-Za-z]/g;

type Content = string | Uint8Array;

/**
 * What programs for Node ask their host for, as far as a page can do it: files are kept for as long as the program runs, and
 * some may be there from the start.
 */
export function nodeModules(output: Output, given: Readonly<Record<string, Content>> = {}) {
  const files = new Map<string, Content>(Object.entries(given));
  const nameOf = (file: string | URL) =>
    file instanceof URL || file.startsWith('file:') ? new URL(file).pathname : path.resolve('/', file);

  function read(file: string | URL, encoding?: unknown): Content {
    const found = files.get(nameOf(file));
    if (found === undefined)
      throw Object.assign(new Error(`ENOENT: no such file, open '${file}'`), { code: 'ENOENT' });
    if (encoding === undefined) return typeof found === 'string' ? new TextEncoder().encode(found) : found;
    return typeof found === 'string' ? found : new TextDecoder().decode(found);
  }

  function write(file: string | URL, content: Content): void {
    files.set(nameOf(file), content);
    const text = typeof content === 'string' ? content : '';
    if (!text.trimStart().startsWith('<svg')) return;
    output.add({
      tone: 'log',
      label: path.basename(nameOf(file)),
      views: [{ kind: 'picture', svg: text, isGraph: false }],
    });
  }

  const promises = {
    mkdir: async () => undefined,
    readFile: async (file: string) => read(file),
    writeFile: async (file: string, content: Content) => write(file, content),
    open: async (file: string) => ({
      writeFile: async (content: Content) => write(file, content),
      sync: async () => {},
      close: async () => {},
    }),
    async rename(from: string, to: string) {
      files.set(nameOf(to), read(from));
      files.delete(nameOf(from));
    },
    rm: async (file: string) => void files.delete(nameOf(file)),
  };

  const fs = {
    existsSync: (file: string | URL) => files.has(nameOf(file)),
    mkdirSync: () => undefined,
    readFileSync: read,
    realpathSync: (file: string) => file,
    writeFileSync: write,
    promises,
  };

  const os = { tmpdir: () => '/tmp', availableParallelism: () => navigator.hardwareConcurrency };
  const util = { stripVTControlCharacters: (text: string) => text.replaceAll(CONTROL, '') };
  const url = {
    fileURLToPath: (address: string | URL) => new URL(address).pathname,
    pathToFileURL: (file: string) => new URL(`file://${file}`),
  };
  return { fs, 'fs/promises': promises, os, path, url, util, assert } as const;
}

export type NodeModules = ReturnType<typeof nodeModules>;

function assert(condition: unknown, message = 'The assertion does not hold.'): void {
  if (!condition) throw new Error(message);
}
assert.ok = assert;
assert.equal = assert.strictEqual = (got: unknown, expected: unknown, message?: string) =>
  assert(Object.is(got, expected), message ?? `expected ${expected}, got ${got}`);
assert.deepEqual = assert.deepStrictEqual = (got: unknown, expected: unknown, message?: string) =>
  assert(JSON.stringify(got) === JSON.stringify(expected), message ?? 'The two are not alike.');
