import { Engine } from '../../../src/wasm/engine.ts';
import type { Access, Block } from '../../../src/wasm/guards.ts';
import { binaries } from '../../../src/wasm/modules.ts';
import { webAssembly } from '../../../src/wasm/webassembly.ts';
import { FIRST, instrument, READ, REFUSED, SHIFT, WRITE } from './instrument.ts';

/** Programs may lie in so many bytes behind the rights. The memory is fresh, and so holds zeros. */
const COVERED = 1 << 29;

/** Vectors of 16 bytes are read whole, though some of it is beyond the end. */
const READ_BEYOND = 15;

/** An engine that stops a program which reads or writes anything but its operands, on one thread. */
export function checkedEngine(guardBytes = 256): Engine {
  const { kernels, tiles } = binaries(true)!;
  const [checkedKernels, checkedTiles] = [kernels, tiles].map(instrument);
  const { Module } = webAssembly!;
  const engine = new Engine({ kernels: new Module(checkedKernels!), tiles: new Module(checkedTiles!) }, true);
  const { memory } = engine;
  const rights = memory.allocate(COVERED);
  const first = rights + COVERED;
  memory.int32(FIRST, 2).set([first, first + COVERED]);
  const allow = ({ address, bytes }: Pick<Block, 'address' | 'bytes'>, right: number) => {
    if (address + bytes > first + COVERED) throw new Error('more memory is in use than is checked');
    const own = memory.uint8(rights + address - first, bytes);
    for (let i = 0; i < bytes; i++) own[i]! |= right;
  };
  const watch = ({ reads, writes }: Access, run: () => void) => {
    for (const { address, bytes } of [...reads, ...writes])
      allow({ address, bytes: bytes + READ_BEYOND }, READ);
    for (const block of writes) allow(block, WRITE);
    memory.int32(SHIFT, 1)[0] = rights - first;
    memory.int32(REFUSED, 3).fill(0);
    try {
      run();
    } catch (error) {
      const [address, bytes, right] = memory.int32(REFUSED, 3);
      if (right === 0) throw error;
      throw new Error(refusal(address! >>> 0, bytes!, right === WRITE, [...reads, ...writes]));
    } finally {
      memory.int32(SHIFT, 1)[0] = 0;
      for (const { address, bytes } of [...reads, ...writes])
        memory.uint8(rights + address - first, bytes + READ_BEYOND).fill(0);
    }
  };
  engine.guard = { bytes: guardBytes, watch };
  return engine;
}

/** What was done where, told from the nearest block before. */
function refusal(at: number, bytes: number, writes: boolean, blocks: readonly Block[]): string {
  const before = blocks.filter(({ address }) => address <= at).sort((a, b) => b.address - a.address)[0];
  const where = before
    ? `${at - before.address} bytes from the start of ${before.name}, which has ${before.bytes}`
    : `address ${at}`;
  return `${writes ? 'wrote' : 'read'} ${bytes} bytes outside of its operands: ${where}`;
}
