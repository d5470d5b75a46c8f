import type { Contender } from '../compiled/contender.ts';

// Written byte by byte, since a bound for matrix products should not depend on a compiler:
//   (func (export "run") (param $n i32) (result f32) (local 12 v128, $x v128, $y v128) …)
// Twelve accumulators, so that multiplications and additions need not wait for one another, and nothing but registers.
const ACCUMULATORS = 12;
const X = 1 + ACCUMULATORS;
const Y = X + 1;
/** Of one turn of the loop: a multiplication and an addition in four lanes of each accumulator. */
const FLOP_PER_TURN = ACCUMULATORS * 4 * 2;

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const simd = (code: number) => [0xfd, ...unsigned(code)];
const MUL = simd(0xe6);
const ADD = simd(0xe4);
const SPLAT = simd(0x13);
const float = (x: number) => [0x43, ...new Uint8Array(Float32Array.of(x).buffer)];
const accumulators = Array.from({ length: ACCUMULATORS }, (_, i) => 1 + i);

function unsigned(n: number): number[] {
  return n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >> 7)];
}

const section = (id: number, content: readonly number[]) => [id, ...unsigned(content.length), ...content];

function binary(): Uint8Array<ArrayBuffer> {
  const body = [
    ...[1, 2 + ACCUMULATORS, 0x7b], // 14 locals of type v128
    ...float(1e-7),
    ...[...SPLAT, ...set(X)],
    ...float(0.5),
    ...[...SPLAT, ...set(Y)],
    ...[0x03, 0x40], // loop
    ...accumulators.flatMap((a) => [...get(a), ...get(Y), ...MUL, ...get(X), ...ADD, ...set(a)]),
    ...[...get(0), 0x41, 1, 0x6b, 0x22, 0], // n ← n − 1
    ...[0x0d, 0, 0x0b], // again unless it is 0; end
    ...get(1),
    ...accumulators.slice(1).flatMap((a) => [...get(a), ...ADD]),
    ...[...simd(0x1f), 0, 0x0b], // the first lane; end
  ];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, 0x7f, 1, 0x7d]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, ...Buffer.from('run'), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

interface Engine {
  readonly Module: new (binary: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: { run(turns: number): number } };
}

/**
 * As many multiplications and additions as a product of square matrices of this size, on numbers in registers. All
 * lanes go to 2·10⁻⁷, the fixed point of a ← a/2 + 10⁻⁷.
 */
export function registerLoop(size: number): Contender {
  // Node's types do not include WebAssembly.
  const { Module, Instance } = (globalThis as unknown as { WebAssembly: Engine }).WebAssembly;
  const { run } = new Instance(new Module(binary())).exports;
  const turns = Math.round((2 * size ** 3) / FLOP_PER_TURN);
  let last = 0;
  return {
    round: () => {
      last = run(turns);
    },
    results: () => [[last]],
  };
}
