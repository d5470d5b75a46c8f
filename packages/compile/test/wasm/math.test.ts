import '@chainrule/core';
import { afterEach, describe, expect, test } from 'vitest';
import { primitiveOf } from '../../../core/src/registry.ts';
import { CONTIGUOUS, CONTIGUOUS_STORE } from '../../src/wasm/micro-ops.ts';
import { MICRO_OPS } from '../../src/wasm/micro-table.ts';
import { op, runChain } from './chain.ts';
import { Bench } from './harness.ts';
import { FLOATS, type Float, read } from './numbers.ts';

const bench = new Bench();
afterEach(() => bench.free());

type NumberFunction = (...xs: number[]) => number;

/** What chains alone have. */
const OWN: Record<string, NumberFunction> = {
  identity: (x) => x,
  toFloat32: Math.fround,
  toInt32: (x) => x | 0,
  mulInt32: Math.imul,
};

const SPECIAL = [
  [0, -0, 1, -1, 0.5, -0.5, 1.5, 2, -2, 2.5, 3, Infinity, -Infinity, Number.NaN],
  [1e-300, 5e-324, -5e-324, 1e-45, 1e-40, 1.2e-38, 3e38, 1e300, 1.7e308, 1e-10, -1e-10],
  [Math.PI, Math.PI / 2, -Math.PI / 2, 355, 1.7e6, -1e7, 1e15, 1e22, 2 ** 31, -(2 ** 31) - 1, 2 ** 32 + 0.5],
  [
    88, 89, -88, -103, -104, -150, 709, 710, -745, -746, 1000, -1000, 22, -22, 10, 27, -6, 0.9999999,
    1.0000001,
  ],
].flat();

/** Special numbers, and those of a grid from dense to wide. */
function points(): number[] {
  const xs = [...SPECIAL];
  for (let i = 0; i < 4000; i++) {
    const t = (i + 0.5) / 2000 - 1;
    xs.push(2 * t, 20 * t, 100 * t, 1 + 1e-3 * t ** 5, Math.sign(t) * 10 ** (30 * Math.abs(t) - 15));
  }
  return xs;
}

/** Every pair or triple of a few of them, in columns. */
function combinations(arity: number): number[][] {
  const few = [...SPECIAL.slice(0, 20), 7.25, -11.5, 0.3, 88, -104, 2 ** 31, -1e7];
  const rows = Array.from({ length: few.length ** arity }, (_, i) =>
    Array.from({ length: arity }, (_, k) => few[Math.floor(i / few.length ** k) % few.length]!),
  );
  return Array.from({ length: arity }, (_, k) => rows.map((row) => row[k]!));
}

/** The distance in units of the last place, or in units of 1e-14 of the result for float64. */
function distance(got: number, want: number, { bytes }: Float): number {
  const rounded = bytes === 4 ? Math.fround(want) : want;
  if (Object.is(got, rounded)) return 0;
  if (!Number.isFinite(got) || !Number.isFinite(rounded)) return Infinity;
  const size = Math.abs(want);
  if (bytes === 8) return Math.abs(got - want) / Math.max(size, 2.3e-308) / 1e-14;
  return Math.abs(got - want) / 2 ** (Math.floor(Math.log2(Math.max(size, 1.2e-38))) - 23);
}

/** An intermediate of which the chain's type makes 0 or infinity, and a double does not. */
const LIMITED: Record<string, (xs: number[]) => boolean> = {
  elu: ([x, , rate]) => !isOrdinary(x! * rate!) || x! * rate! > 88,
  celu: ([x, , rate]) => !isOrdinary(x! * rate!) || x! * rate! > 88,
};

const isOrdinary = (x: number) => x === 0 || !(Math.abs(x) < 1e-37 || Math.abs(x) > 1e37);

describe.each(FLOATS)('in $name', (float) => {
  test.each(Object.keys(MICRO_OPS))('%s of a chain gives the numbers of core', (name) => {
    const forward = OWN[name] ?? (primitiveOf(name)!.onNumbers!.forward as NumberFunction);
    const arity = forward.length;
    const columns = (arity === 1 ? [points()] : combinations(arity)).map((xs) => float.Type.from(xs));
    const count = columns[0]!.length;
    const y = bench.allocate(count * float.bytes);
    runChain(bench, {
      type: float.dtype,
      count,
      chunk: count,
      registers: arity + 1,
      loads: columns.map((xs, register) => ({
        kind: CONTIGUOUS,
        register,
        address: bench.put(xs),
        type: float.dtype,
      })),
      operations: [op(name, arity, ...columns.keys())],
      stores: [{ kind: CONTIGUOUS_STORE, register: arity, address: y, type: float.dtype }],
    });
    const got = read(bench, float, y, count);
    for (let i = 0; i < count; i++) {
      const xs = columns.map((column) => column[i]!);
      if (float.bytes === 4 && LIMITED[name]?.(xs)) continue;
      const off = distance(got[i]!, forward(...xs), float);
      if (!(off <= (name === 'erfc' ? 5 : 4)))
        expect.fail(`${name}(${xs.join(', ')}): ${got[i]} where ${forward(...xs)} is expected`);
    }
  });
});
