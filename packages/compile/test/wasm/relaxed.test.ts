import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { RELAXED_TILES } from '../../src/wasm/binary.ts';
import { decodeHex } from '../../src/wasm/hex.ts';
import { webAssembly } from '../../src/wasm/webassembly.ts';

test('products and convolutions are right where multiplication and addition are one instruction', async () => {
  const hasIt = webAssembly!.validate(decodeHex(RELAXED_TILES));
  const flags = hasIt ? [] : ['--experimental-wasm-relaxed-simd'];
  const program = `${import.meta.dirname}/relaxed.ts`;
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '--import', 'tsx', program], {
    timeout: 60_000,
  });
  const { relaxed, compared, largest } = JSON.parse(stdout);
  expect(relaxed).toBe(true);
  expect(compared).toBeGreaterThan(150);
  expect(largest.float64).toBeLessThan(1e-13);
  expect(largest.float32).toBeLessThan(1e-5);
}, 60_000);
