import { type Chain, frameBytes, fusedFields, type MicroOperation } from '../../src/wasm/fused.ts';
import { MICRO_OPS } from '../../src/wasm/micro-table.ts';
import { FUSED } from '../../src/wasm/opcodes.ts';
import type { Bench } from './harness.ts';

/** A FUSED instruction with scratch memory for so many threads. */
export const chainInstruction = (bench: Bench, chain: Chain, threads = 1): number[] =>
  bench.instruction(
    FUSED,
    fusedFields(chain, 64 * Math.ceil(bench.allocate(threads * frameBytes(chain) + 64) / 64)),
  );

/** Runs one chain. */
export function runChain(bench: Bench, chain: Chain, threads = 1): void {
  bench.run(chainInstruction(bench, chain, threads), threads);
}

/** An operation by its name. */
export const op = (name: string, destination: number, ...sources: number[]): MicroOperation => ({
  opcode: MICRO_OPS[name]!,
  destination,
  sources,
});
