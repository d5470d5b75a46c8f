import { describe, expect, test } from 'vitest';
import { findChromium, ISOLATED, runServed, type Served } from '../../../../scripts/chromium.ts';
import { expectClose } from '../../../../scripts/test-support/close.ts';
import { type Report, report } from './page.ts';

const chromium = findChromium();
if (!chromium) console.warn('No Chromium found: the tests in a browser are skipped. CHROMIUM=… names one.');

const inPage = async (options: Served): Promise<Report> =>
  JSON.parse(await runServed(chromium!, `${import.meta.dirname}/page.ts`, options));

describe.skipIf(!chromium)('a training step in a page', () => {
  test.each<[string, Served, Partial<Report>]>([
    [
      'that is cross-origin isolated runs on WebAssembly, on two threads',
      { headers: ISOLATED },
      { isolated: true, target: 'WebAssembly, 2 threads', refused: null },
    ],
    [
      'that is not runs on one, and says why',
      {},
      {
        isolated: false,
        target: 'WebAssembly, 1 thread',
        refused: expect.stringMatching(/SharedArrayBuffer is not available.*cross-origin isolated/) as never,
      },
    ],
    [
      'whose policy forbids eval, but not WebAssembly, runs on it',
      { headers: { 'Content-Security-Policy': "script-src 'unsafe-inline' 'wasm-unsafe-eval'" } },
      { evalIsForbidden: true, missing: null, target: 'WebAssembly, 1 thread' },
    ],
    [
      'whose policy forbids its workers runs on one thread, and says why',
      {
        headers: { ...ISOLATED, 'Content-Security-Policy': "script-src 'unsafe-inline' 'wasm-unsafe-eval'" },
      },
      { isolated: true, target: 'WebAssembly, 1 thread', refused: expect.stringMatching(/./) as never },
    ],
    [
      'whose policy forbids eval and WebAssembly runs by the kernels of core',
      { headers: { 'Content-Security-Policy': "script-src 'unsafe-inline'" } },
      {
        evalIsForbidden: true,
        missing: expect.stringMatching(/./) as never,
        target: 'JavaScript, interpreted',
      },
    ],
    [
      'without WebAssembly runs as JavaScript',
      { before: 'delete globalThis.WebAssembly' },
      { missing: 'the host has no WebAssembly', target: 'JavaScript' },
    ],
    [
      'without its SIMD runs as JavaScript',
      { before: 'WebAssembly.validate = () => false' },
      { missing: 'the host has no SIMD or no atomic instructions', target: 'JavaScript' },
    ],
  ])('%s', async (_, served, expected) => {
    const [found, { losses }] = await Promise.all([inPage(served), report()]);
    expect(found).toMatchObject(expected);
    expectClose(found.losses, losses, 1e-10);
    expect(losses.at(-1)).toBeLessThan(0.9 * losses[0]);
  });
});
