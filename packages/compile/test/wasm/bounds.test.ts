import { constant, type Value } from '@chainrule/core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Case } from '../../../../scripts/test-support/laws/case.ts';
import { index, lists } from '../../../../scripts/test-support/laws/index.ts';
import { reductionCases } from '../../../../scripts/test-support/laws/reduction.ts';
import { shape } from '../../../../scripts/test-support/laws/shape.ts';
import { sums } from '../../../../scripts/test-support/laws/sum.ts';
import { compile } from '../../src/index.ts';
import { engine, useEngine } from '../../src/wasm/engine.ts';
import { ADD_STRIDED, BOOL, COPY_STRIDED, FLOAT32 } from '../../src/wasm/opcodes.ts';
import { stridedFields } from '../../src/wasm/strided.ts';
import { attack, DTYPES, emptied } from './checked/attack.ts';
import { checkedEngine } from './checked/engine.ts';
import { Bench } from './harness.ts';

/*
 * What moves, reads, adds, reduces or compares entries touches nothing in memory but its operands: on kernels that check
 * every access. `npm run check:memory` does the same with all operations.
 */

const plain = engine();

/** A sum of two rows of three bytes, told as numbers of a dtype. */
function addRows(bench: Bench, dtype: number, opcode = ADD_STRIDED): number[] {
  const [x, y] = [bench.put(new Uint8Array(6).fill(1)), bench.put(new Uint8Array(20))];
  const fields = stridedFields([2, 3], { address: y + 6, steps: [5, 1] }, { address: x, steps: [3, 1] });
  return bench.instruction(opcode, [dtype, ...fields]);
}

describe('an instruction that is told a wider dtype than its operands have', () => {
  const bench = new Bench();
  afterEach(() => {
    bench.free();
    useEngine(plain);
  });

  test('is found by what it leaves in guard bytes', () => {
    expect(() => bench.run(addRows(bench, BOOL))).not.toThrow();
    expect(() => bench.run(addRows(bench, FLOAT32))).toThrow(
      /run: opcode 3: wrote \d+ bytes after the end of block/,
    );
  });

  test.each([ADD_STRIDED, COPY_STRIDED])('is stopped by kernels that check, opcode %i', (opcode) => {
    useEngine(checkedEngine());
    const run = (dtype: number) => {
      const words = addRows(bench, dtype, opcode);
      const access = { reads: bench.blocks, writes: bench.blocks };
      engine().guard!.watch!(access, () => bench.run(words));
    };
    expect(() => run(FLOAT32)).toThrow(/outside of its operands: \d+ bytes from the start of block/);
  });

  test('is not there: a compiled mask keeps its rows apart', () => {
    const y = constant([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const f = compile((y: Value) => y.equal(y).pad(1), { target: 'webassembly', threads: 1 });
    expect(f(y).toArray()).toEqual(y.equal(y).pad(1).toArray());
  });
});

test('a place along more axes than a load has coordinates for is copied first', () => {
  const shape = new Array<number>(18).fill(2);
  const x = constant(
    Float32Array.from({ length: 2 ** 18 }, (_, i) => i),
    { shape },
  );
  const f = (x: Value) => x.transpose().add(1);
  const [got, expected] = [compile(f, { target: 'webassembly', threads: 1 })(x), f(x)];
  expect(
    Buffer.compare(Buffer.from(got.data as Float32Array), Buffer.from(expected.data as Float32Array)),
  ).toBe(0);
});

const tables: Record<string, readonly Case[]> = { ...index, ...lists, ...shape, ...reductionCases, ...sums };

describe.each(DTYPES)('on kernels that check what they touch, %s', (dtype) => {
  beforeAll(() => useEngine(checkedEngine()));
  afterAll(() => useEngine(plain));

  test.each(Object.entries(tables))('%s', (_, cases) => {
    for (const { f, shapes, shapedByNumbers } of cases) {
      if (shapedByNumbers) continue;
      const all = dtype === 'bool' ? [shapes, ...emptied(shapes)] : [shapes];
      for (const each of all) expect(attack(f, each, dtype)).toBeUndefined();
    }
  });
});
