import { MATMUL_DEPTH_BLOCK, MATMUL_EDGE_BYTES, MATMUL_ROW_BLOCK } from '../src/wasm/opcodes';
import { packRows } from './pack';
import { PANEL } from './panel';
import { multiplyPanels, STRIP } from './product';

/*
 * What the three products of a convolution share: see CONVOLVE in opcodes.ts. A block is one group of one sample.
 */

/** The fields of the three, in their order. */
@unmanaged
export class Convolution {
  dtype: i32;
  batch: i32;
  groups: i32;
  /** Of each group: output channels, taps (over all its channels) and positions of an output. */
  outputs: i32;
  depth: i32;
  positions: i32;
  /** Input channels of a group, and numbers of x that one of them holds. */
  channels: i32;
  plane: i32;
  starts: usize;
  taps: usize;
  x: usize;
  w: usize;
  y: usize;
  epilogue: usize;
  scratch: usize;
  scratchBytes: i32;
  /** Of CORRELATE: runs of samples that are summed apart, and where to. */
  chunks: i32;
  partials: usize;
  /** Whether the sum of a run is so long that parts of it are kept in double precision. */
  isLong: i32;
}

// @ts-ignore: decorator
@inline
export function bytes<T extends number>(elements: i32): usize {
  return (elements as usize) * sizeof<T>();
}

// @ts-ignore: decorator
@inline
export function wholeStrips(rows: i32): i32 {
  return ((rows + STRIP - 1) / STRIP) * STRIP;
}

// @ts-ignore: decorator
@inline
export function edgeOf(f: Convolution, thread: i32): usize {
  return f.scratch + (thread as usize) * (f.scratchBytes as usize);
}

/** All of a left matrix in strips, block by block of its depth, behind the edge. */
export function packBlocks<T extends number>(
  f: Convolution,
  a: usize,
  rowStep: i32,
  step: i32,
  rows: i32,
  depth: i32,
  thread: i32,
): void {
  let to = edgeOf(f, thread) + MATMUL_EDGE_BYTES;
  for (let k = 0; k < depth; k += MATMUL_DEPTH_BLOCK) {
    const deep = min(MATMUL_DEPTH_BLOCK, depth - k);
    packRows<T>(a + bytes<T>(k * step), bytes<T>(rowStep), bytes<T>(step), rows, deep, to);
    to += bytes<T>(wholeStrips(rows) * deep);
  }
}

/** The product of packed strips and panels, a block of rows at a time. */
export function multiplyRows<T extends number>(
  a: usize,
  panels: usize,
  depth: i32,
  c: usize,
  cRow: i32,
  rows: i32,
  columns: i32,
  accumulate: bool,
  edge: usize,
): void {
  for (let i = 0; i < rows; i += MATMUL_ROW_BLOCK) {
    multiplyPanels<T>(
      a + bytes<T>(i * depth),
      panels,
      PANEL * depth,
      PANEL,
      depth,
      c + bytes<T>(i * cRow),
      bytes<T>(cRow),
      min(MATMUL_ROW_BLOCK, rows - i),
      columns,
      accumulate,
      edge,
    );
  }
}
