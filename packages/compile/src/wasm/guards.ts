import { errors } from '../errors.ts';
import type { BlockMemory } from './memory.ts';

/*
 * Guard bytes: a known pattern around every buffer, which reveals kernels that write outside their buffers. They cost memory and
 * time, and are for tests; see Engine.guard.
 */

/** A buffer in memory, or another part of it with one purpose. */
export interface Block {
  readonly name: string;
  readonly address: number;
  readonly bytes: number;
}

/** The blocks that instructions may read, and those that they may also write. */
export interface Access {
  readonly reads: readonly Block[];
  readonly writes: readonly Block[];
}

/** How programs are guarded. */
export interface Guard {
  /** Guard bytes on either side of a buffer: a multiple of 64. */
  readonly bytes: number;
  /** Runs instructions that may touch only these blocks: for a build of the kernels that checks every access. */
  watch?(access: Access, run: () => void): void;
}

/** As numbers of any dtype these bytes are huge, so reads outside of buffers show, too. */
const PATTERN = 0xfd;

/** The guard bytes of a part of memory: all bytes between its blocks. */
export class Guards {
  readonly #memory: BlockMemory;
  readonly #gaps: readonly Block[];

  /** Fills everything from start to end with the pattern, including the blocks. */
  constructor(memory: BlockMemory, start: number, end: number, blocks: readonly Block[]) {
    this.#memory = memory;
    this.#gaps = gapsBetween(start, end, blocks);
    memory.uint8(start, end - start).fill(PATTERN);
  }

  /** Throws CompileError if a guard byte has changed, and restores it; `culprit` says what ran. */
  check(culprit: string): void {
    for (const { name, address, bytes } of this.#gaps) {
      const guard = this.#memory.uint8(address, bytes);
      const at = guard.findIndex((byte) => byte !== PATTERN);
      if (at < 0) continue;
      guard.fill(PATTERN);
      throw errors.wroteOutside(culprit, at, name);
    }
  }
}

/** The gaps between blocks; each has the name of the block before it. */
function gapsBetween(start: number, end: number, blocks: readonly Block[]): Block[] {
  const gaps: Block[] = [];
  let [at, name] = [start, 'the start'];
  for (const block of [...blocks].sort((a, b) => a.address - b.address)) {
    if (block.address > at) gaps.push({ name, address: at, bytes: block.address - at });
    const behind = block.address + block.bytes;
    if (behind >= at) [at, name] = [behind, block.name];
  }
  if (end > at) gaps.push({ name, address: at, bytes: end - at });
  return gaps;
}
