import { errors } from '../errors.ts';
import { Allocator } from './allocator.ts';
import { type Memory, webAssembly } from './webassembly.ts';

const PAGE = 65_536;
/** Four gigabytes but for the last page, so that the first address behind a block is still a 32-bit number. */
const MOST_PAGES = 65_535;
const FIRST_PAGES = 16;

/** The most pages that the host reserves addresses for. */
function reserve(shared: boolean): { memory: Memory; maximum: number } {
  for (let maximum = MOST_PAGES; ; maximum >>= 1) {
    try {
      return { memory: new webAssembly!.Memory({ initial: FIRST_PAGES, maximum, shared }), maximum };
    } catch (error) {
      if (!(error instanceof RangeError) || maximum >> 1 < FIRST_PAGES) throw error;
    }
  }
}

/**
 * The engine's memory in blocks. An address stays good until its block is freed; a view of it is good only until the next
 * allocation, which may move the memory: take views when they are needed, and drop them.
 */
export class BlockMemory {
  readonly memory: Memory;
  /** The most bytes that the memory may have. */
  readonly most: number;
  #blocks: Allocator | undefined;
  readonly #owned = new FinalizationRegistry<number>((address) => this.free(address));
  /** What takes a block off the registry of owners. */
  readonly #tokens = new Map<number, object>();

  constructor(shared: boolean) {
    const { memory, maximum } = reserve(shared);
    this.memory = memory;
    this.most = maximum * PAGE;
  }

  /** Says where the constants of the kernels end and blocks may begin. */
  open(start: number): void {
    this.#blocks = new Allocator(start, this.size);
  }

  /** Bytes the memory has. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }

  /** Bytes in blocks that are in use. */
  get used(): number {
    return this.#blocks!.used;
  }

  /** The address of a block of at least this many bytes, aligned to 64; its contents are undefined. */
  allocate(bytes: number): number {
    const blocks = this.#blocks!;
    const found = blocks.allocate(bytes);
    if (found !== undefined) return found;
    this.#grow(bytes, blocks.missing(bytes));
    blocks.extend(this.size);
    return blocks.allocate(bytes)!;
  }

  /** Gives a block back, whether it has an owner or not. */
  free(address: number): void {
    const token = this.#tokens.get(address);
    if (token) this.#owned.unregister(token);
    this.#tokens.delete(address);
    if (!this.#blocks!.free(address)) throw errors.notAllocated(address);
  }

  /** A block that is freed when its owner is collected, or by hand before that. */
  allocateFor(owner: object, bytes: number): number {
    const address = this.allocate(bytes);
    const token = {};
    this.#tokens.set(address, token);
    this.#owned.register(owner, address, token);
    return address;
  }

  float32(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  float64(address: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, length);
  }

  int32(address: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, length);
  }

  uint8(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  #grow(bytes: number, missing: number): void {
    const needed = Math.ceil(missing / PAGE);
    const room = (this.most - this.size) / PAGE;
    if (!(needed <= room)) throw errors.outOfMemory(bytes, this.used, this.most);
    // Some more than needed, so that many small blocks do not make the memory grow as often.
    const wanted = Math.min(room, Math.max(needed, this.size / PAGE / 8));
    for (const pages of [Math.ceil(wanted), needed]) {
      try {
        this.memory.grow(pages);
        return;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    throw errors.outOfMemory(bytes, this.used, this.most);
  }
}
