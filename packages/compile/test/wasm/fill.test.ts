import { afterEach, describe, expect, test } from 'vitest';
import { engine } from '../../src/wasm/engine.ts';
import { FILL } from '../../src/wasm/opcodes.ts';
import { Bench, words } from './harness.ts';

const bench = new Bench();
afterEach(() => bench.free());

describe.each([1, 2])('on %i threads', (threads) => {
  test.each([0, 1, 7, 1000])(
    'fill writes the value into each of %i elements and nothing behind them',
    async (n) => {
      await engine().ready(threads);
      const address = bench.allocate(8 * (n + 1));
      const behind = bench.float64(address, n + 1)[n];
      bench.run(bench.instruction(FILL, [address, 8, n, ...words(-1.5)]), threads);
      expect(bench.float64(address, n + 1)).toEqual(
        new Float64Array(n + 1).fill(-1.5, 0, n).fill(behind!, n),
      );
    },
  );
});
