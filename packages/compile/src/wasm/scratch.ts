import {
  CONVOLUTION_OUTPUT_BLOCK,
  MATMUL_COLUMN_BLOCK,
  MATMUL_DEPTH_BLOCK,
  MATMUL_EDGE_BYTES,
  MATMUL_ROW_BLOCK,
} from './opcodes.ts';

/*
 * How much scratch an instruction asks for, for each of the threads that execute it.
 */

/** Bytes of the row of a panel of B; columns are packed in whole panels. */
const PANEL_BYTES = 32;

/** For MATMUL: a tile, a block of A and a block of B. */
export function matmulScratch(columns: number, depth: number, elementBytes: number): number {
  const blocks = Math.max(1, Math.ceil(depth / MATMUL_DEPTH_BLOCK));
  const deep = Math.ceil(depth / blocks);
  const panels = Math.ceil((Math.min(columns, MATMUL_COLUMN_BLOCK) * elementBytes) / PANEL_BYTES);
  return wholeLines(MATMUL_EDGE_BYTES + deep * (MATMUL_ROW_BLOCK * elementBytes + panels * PANEL_BYTES));
}

interface Sizes {
  readonly outputs: number;
  readonly depth: number;
}

/** For CONVOLVE: a tile, all of w for one group, and what a block of positions sees. */
export function convolveScratch({ outputs, depth }: Sizes, elementBytes: number): number {
  const seen = CONVOLUTION_OUTPUT_BLOCK * Math.min(depth, MATMUL_DEPTH_BLOCK);
  return wholeLines(MATMUL_EDGE_BYTES + elementBytes * (wholeStrips(outputs) * depth + seen));
}

/** For CONVOLVE_TRANSPOSED: a tile, all of w for one group, a block of positions of y, their products with some of w, and where these go. */
export function convolveTransposedScratch({ outputs, depth }: Sizes, elementBytes: number): number {
  const block = CONVOLUTION_OUTPUT_BLOCK * (elementBytes * (outputs + MATMUL_ROW_BLOCK) + RUN_BYTES);
  return wholeLines(MATMUL_EDGE_BYTES + elementBytes * wholeStrips(depth) * outputs + block);
}

/** For CORRELATE: a tile, what a block of positions sees through some taps, as many of y, and w, once more for long sums. */
export function correlateScratch({ outputs, depth }: Sizes, elementBytes: number, isLong: boolean): number {
  const panels = Math.ceil((outputs * elementBytes) / PANEL_BYTES) * PANEL_BYTES;
  const blocks = MATMUL_DEPTH_BLOCK * (MATMUL_ROW_BLOCK * elementBytes + panels);
  const sums = depth * outputs * elementBytes + (isLong ? 8 + 8 * depth * outputs : 0);
  return wholeLines(MATMUL_EDGE_BYTES + blocks + sums);
}

/** Positions that lie side by side: where, and how many bytes. */
const RUN_BYTES = 8;

/** Strips have four or six rows, as the engine has relaxed SIMD or not. */
const wholeStrips = (rows: number) => Math.ceil(rows / 12) * 12;

/** Threads do not share a cache line. */
const wholeLines = (bytes: number) => Math.ceil(bytes / 64) * 64;
