import { expect, test } from 'vitest';
import { KERNELS, TILES } from '../../src/wasm/binary.ts';
import { decodeHex } from '../../src/wasm/hex.ts';
import { withUnsharedMemory } from '../../src/wasm/unshared.ts';
import { webAssembly } from '../../src/wasm/webassembly.ts';

const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];

/** What a module imports: a function, a table, a global and then a shared memory of 1 to 200 pages. */
const importSection = [
  4,
  ...[...name('env'), ...name('f'), 0, 0],
  ...[...name('env'), ...name('table'), 1, 0x70, 1, 0, 9],
  ...[...name('env'), ...name('g'), 3, 0x7f, 0],
  ...[...name('env'), ...name('mem'), 2, 3, 1, 0xc8, 1],
];
const everyImport = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 4, 1, 0x60, 0, 0],
  ...[2, importSection.length, ...importSection],
]);

function imports(module: Uint8Array<ArrayBuffer>, shared: boolean): void {
  const memory = new webAssembly!.Memory({ initial: 1, maximum: 2, shared });
  const f = () => 0;
  const env = { memory, mem: memory, now: f, sleep: f, wake: f, f, g: 0, table: emptyTable() };
  const tiles = new Proxy({}, { get: (_, name) => (name === 'STRIP' ? 4 : () => {}), has: () => true });
  new webAssembly!.Instance(new webAssembly!.Module(module), { env, tiles });
}

function emptyTable(): unknown {
  const { Table } = webAssembly as unknown as { Table: new (type: object) => unknown };
  return new Table({ element: 'anyfunc', initial: 0, maximum: 9 });
}

test.each([
  ['a module with every kind of import', everyImport],
  ['the kernels', decodeHex(KERNELS)],
  ['the tiles', decodeHex(TILES)],
])('%s takes an unshared memory once the flag is cleared, and not before', (_, module) => {
  expect(() => imports(module, true)).not.toThrow();
  expect(() => imports(module, false)).toThrow();
  const unshared = withUnsharedMemory(module);
  expect(() => imports(unshared, false)).not.toThrow();
  expect(unshared.filter((byte, i) => byte !== module[i])).toHaveLength(1);
});

test('a module without imports stays as it is', () => {
  const empty = everyImport.slice(0, 8);
  expect(withUnsharedMemory(empty)).toEqual(empty);
});
