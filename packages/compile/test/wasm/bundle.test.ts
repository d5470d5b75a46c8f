import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

/** Fills memory on two threads, says what stands there, and ends without a word to the engine. */
const PROGRAM = `
import { engine } from './engine.ts';
import { FILL, HEADER_WORDS, TOGETHER } from './opcodes.ts';
const { memory } = engine();
const [program, address] = [memory.allocate(64), memory.allocate(64)];
memory.int32(program, 8).set([FILL, HEADER_WORDS + 5, TOGETHER, address, 4, 16, 7, 0]);
engine().ready(2).then(() => {
  engine().run(program, program + 32, 2);
  console.log(engine().threadsRefused, memory.int32(address, 16).join());
});
`;

async function bundle(format: 'esm' | 'cjs', platform: 'neutral' | 'browser'): Promise<string> {
  const resolveDir = join(import.meta.dirname, '../../src/wasm');
  const { outputFiles } = await build({
    stdin: { contents: PROGRAM, resolveDir, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format,
    platform,
    // Where the packages of this repository are entered when they are not built.
    mainFields: ['module', 'main'],
  });
  return outputFiles[0]!.text;
}

describe.each(['esm', 'cjs'] as const)('bundled as %s', (format) => {
  test('the engine runs on two threads, and the process ends by itself', async () => {
    const type = format === 'esm' ? 'module' : 'commonjs';
    const { status, stdout, stderr } = spawnSync(process.execPath, [`--input-type=${type}`], {
      input: await bundle(format, 'neutral'),
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(stderr).toBe('');
    expect(stdout).toBe(`undefined ${new Array(16).fill(7).join()}\n`);
    expect(status).toBe(0);
  });

  test('nothing in it is imported from Node', async () => {
    expect(await bundle(format, 'browser')).not.toMatch(/(from|import|require)\s*\(?["']node:/);
  });
});
