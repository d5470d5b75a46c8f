import { frameBytes, fusedFields } from '../../src/wasm/fused.ts';
import { CONTIGUOUS, CONTIGUOUS_STORE, DIVMOD } from '../../src/wasm/micro-ops.ts';
import { MICRO_OPS } from '../../src/wasm/micro-table.ts';
import type { Bench } from './harness.ts';
import type { Float } from './numbers.ts';

/** The address of the fields that add bias[⌊i / each⌋ mod length] to element i of what stands at an address. */
export function addingBias(
  bench: Bench,
  { dtype: type }: Float,
  address: number,
  count: number,
  bias: Float32Array | Float64Array,
  each: number,
  threads: number,
): number {
  const chain = {
    type,
    count,
    chunk: 1024,
    registers: 3,
    loads: [
      { kind: CONTIGUOUS, register: 0, address, type },
      { kind: DIVMOD, register: 1, address: bench.put(bias), type, a: each, b: bias.length },
    ],
    operations: [{ opcode: MICRO_OPS.add!, destination: 2, sources: [0, 1] }],
    stores: [{ kind: CONTIGUOUS_STORE, register: 2, address, type }],
  } as const;
  const scratch = bench.allocate(threads * frameBytes(chain));
  return bench.put(Int32Array.from(fusedFields(chain, scratch)));
}
