import { engine } from '../../src/wasm/engine.ts';
import { type Block, Guards } from '../../src/wasm/guards.ts';
import { HEADER_WORDS } from '../../src/wasm/opcodes.ts';

type Typed = Float32Array | Float64Array | Int32Array | Uint8Array;

/** The two words of a float64 field, the low one first. */
export function words(x: number): [low: number, high: number] {
  const [low, high] = new Int32Array(new Float64Array([x]).buffer);
  return [low!, high!];
}

/** A mode in which threads take shares from one another. */
export const IN_SHARES = 3;

/** Guard bytes on either side of a block. */
const GUARD = 256;

/** Blocks of the engine's memory for one test, to be given back by free(). Around each stand guard bytes. */
export class Bench {
  readonly #blocks: (Block & { readonly start: number; readonly guards: Guards })[] = [];

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  /** The address of so many bytes that nothing was written to but 0xcc, which is no number anybody expects. */
  allocate(bytes: number): number {
    const { memory } = engine();
    const start = memory.allocate(bytes + 2 * GUARD);
    const address = start + GUARD;
    const name = `block ${this.#blocks.length} (${bytes} bytes)`;
    const guards = new Guards(memory, start, address + bytes + GUARD, [{ name, address, bytes }]);
    memory.uint8(address, bytes).fill(0xcc);
    this.#blocks.push({ name, address, bytes, start, guards });
    return address;
  }

  /** The address of a copy of an array. */
  put(array: Typed): number {
    const address = this.allocate(array.byteLength);
    engine()
      .memory.uint8(address, array.byteLength)
      .set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return address;
  }

  /** Copies of what stands at an address. */
  float32 = (address: number, length: number) => engine().memory.float32(address, length).slice();
  float64 = (address: number, length: number) => engine().memory.float64(address, length).slice();
  int32 = (address: number, length: number) => engine().memory.int32(address, length).slice();
  bool = (address: number, length: number) => engine().memory.uint8(address, length).slice();

  /** The words of one instruction. */
  instruction(opcode: number, fields: readonly number[], mode = IN_SHARES): number[] {
    return [opcode, HEADER_WORDS + fields.length, mode, ...fields];
  }

  /**
   * Runs instructions on so many threads; await engine().ready(threads) before, or one thread does it all. Throws where they
   * write to guard bytes.
   */
  run(program: readonly number[], threads = 1): void {
    const address = this.put(Int32Array.from(program, (word) => word | 0));
    engine().run(address, address + 4 * program.length, threads);
    for (const { guards } of this.#blocks) guards.check(`opcode ${program[0]}`);
  }

  free(): void {
    for (const { start } of this.#blocks.splice(0)) engine().memory.free(start);
  }
}
