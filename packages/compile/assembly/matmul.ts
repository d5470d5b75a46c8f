import {
  FLOAT32,
  FLOAT64,
  MATMUL_COLUMN_BLOCK,
  MATMUL_DEPTH_BLOCK,
  MATMUL_EDGE_BYTES,
  MATMUL_ROW_BLOCK,
} from '../src/wasm/opcodes';
import { fusedRange } from './fused';
import { packColumns, packRows } from './pack';
import { PANEL, panelColumns } from './panel';
import { multiplyPanels, STRIP } from './product';
import { begins } from './share';
import { barrier } from './sync';
import { multiplyVector } from './vector-product';

/** Products with at most so many rows read B in place where its rows are in one piece. */
const FEW_ROWS: i32 = 8;

/** Threads pack blocks of B of so many numbers together: to meet twice takes as long as to pack as many alone. */
const WORTH_MEETING: i32 = 1 << 16;

/** The fields of MATMUL, in their order; steps are in elements. */
@unmanaged
class Fields {
  dtype: i32;
  rows: i32;
  columns: i32;
  depth: i32;
  batch0: i32;
  batch1: i32;
  a: usize;
  aRow: i32;
  aColumn: i32;
  aBatch0: i32;
  aBatch1: i32;
  b: usize;
  bRow: i32;
  bColumn: i32;
  bBatch0: i32;
  bBatch1: i32;
  c: usize;
  cRow: i32;
  cBatch0: i32;
  cBatch1: i32;
  epilogue: usize;
  scratch: usize;
  scratchBytes: i32;
}

export function matmul(p: usize, share: i32, shares: i32, thread: i32, control: usize): void {
  if (load<i32>(p) == FLOAT32) matmulOf<f32>(changetype<Fields>(p), share, shares, thread, control);
  else if (load<i32>(p) == FLOAT64) matmulOf<f64>(changetype<Fields>(p), share, shares, thread, control);
  else unreachable();
}

/**
 * Shares are of the longer side of the result, strips of rows over the whole batch or panels of columns. No
 * sum is divided, and where a tile begins does not depend on the number of threads: neither does the result.
 */
function matmulOf<T extends number>(
  f: Fields,
  share: i32,
  shares: i32,
  thread: i32,
  control: usize,
): void {
  const batches = f.batch0 * f.batch1;
  const byColumns = batches == 1 && f.epilogue == 0 && f.columns > f.rows;
  if (byColumns) {
    // A vector is multiplied eight panels at a time.
    const group = (f.rows == 1 ? 8 : 1) * panelColumns<T>();
    const groups = (f.columns + group - 1) / group;
    const first = begins(groups, share, shares) * group;
    const last = min(f.columns, begins(groups, share + 1, shares) * group);
    multiplyPart<T>(f, 0, 0, 0, f.rows, first, last, thread);
    return;
  }
  const strips = (f.rows + STRIP - 1) / STRIP;
  const block = min(f.columns, MATMUL_COLUMN_BLOCK) * min(f.depth, MATMUL_DEPTH_BLOCK);
  if (control != 0 && batches == 1 && f.rows > FEW_ROWS && block >= WORTH_MEETING) {
    const first = begins(strips, thread, shares) * STRIP;
    const last = min(f.rows, begins(strips, thread + 1, shares) * STRIP);
    const a = f.a + bytes<T>(first * f.aRow);
    const c = f.c + bytes<T>(first * f.cRow);
    multiplyBlocks<T>(f, a, f.b, c, last - first, f.columns, first * f.columns, thread, shares, control);
    return;
  }
  const all = (strips as i64) * batches;
  let first = begins(all, share, shares);
  const last = begins(all, share + 1, shares);
  while (first < last) {
    const batch = first / strips;
    const begin = first - batch * strips;
    const end = min(strips, begin + last - first);
    multiplyPart<T>(
      f,
      batch / f.batch1,
      batch % f.batch1,
      begin * STRIP,
      min(f.rows, end * STRIP),
      0,
      f.columns,
      thread,
    );
    first += end - begin;
  }
}

/** Rows and columns of one product of the batch. */
function multiplyPart<T extends number>(
  f: Fields,
  batch0: i32,
  batch1: i32,
  rowBegin: i32,
  rowEnd: i32,
  columnBegin: i32,
  columnEnd: i32,
  thread: i32,
): void {
  const rows = rowEnd - rowBegin;
  const columns = columnEnd - columnBegin;
  if (rows <= 0 || columns <= 0) return;
  const a = f.a + bytes<T>(batch0 * f.aBatch0 + batch1 * f.aBatch1 + rowBegin * f.aRow);
  const b = f.b + bytes<T>(batch0 * f.bBatch0 + batch1 * f.bBatch1 + columnBegin * f.bColumn);
  const c = f.c + bytes<T>(batch0 * f.cBatch0 + batch1 * f.cBatch1 + rowBegin * f.cRow + columnBegin);
  const element = ((batch0 * f.batch1 + batch1) * f.rows + rowBegin) * f.columns;
  if (f.depth == 0) {
    clear(c, bytes<T>(f.cRow), rows, bytes<T>(columns));
  } else if (f.rows == 1) {
    multiplyVector<T>(
      a,
      bytes<T>(f.aColumn),
      b,
      bytes<T>(f.bRow),
      bytes<T>(f.bColumn),
      f.depth,
      c,
      columns,
    );
  } else if (f.columns == 1 && f.cRow == 1) {
    multiplyVector<T>(
      b,
      bytes<T>(f.bRow),
      a,
      bytes<T>(f.aColumn),
      bytes<T>(f.aRow),
      f.depth,
      c,
      rows,
    );
  } else {
    multiplyBlocks<T>(f, a, b, c, rows, columns, element, thread, 1, 0);
    return;
  }
  if (f.epilogue != 0) fusedRange(f.epilogue, element, element + rows * columns, thread);
}

// @ts-ignore: decorator
@inline
function bytes<T extends number>(elements: i32): usize {
  return (elements as usize) * sizeof<T>();
}

function clear(c: usize, cRow: usize, rows: i32, length: usize): void {
  for (; rows > 0; rows--, c += cRow) memory.fill(c, 0, length);
}

/*
 * A block of B, depth by columns, stays in the second-level cache while blocks of rows of A pass by; a panel of it
 * stays in the first-level cache while the strips of such a block do. Rows are done when the last block of B is. Threads
 * that have rows of one product each pack some panels of the block, for all of them, where `control` lets them meet.
 */
function multiplyBlocks<T extends number>(
  f: Fields,
  a: usize,
  b: usize,
  c: usize,
  rows: i32,
  columns: i32,
  element: i32,
  thread: i32,
  threads: i32,
  control: usize,
): void {
  const aRow = bytes<T>(f.aRow);
  const aColumn = bytes<T>(f.aColumn);
  const bRow = bytes<T>(f.bRow);
  const cRow = bytes<T>(f.cRow);
  const inPlace = f.rows <= FEW_ROWS && f.bColumn == 1;
  const edge = f.scratch + (thread as usize) * (f.scratchBytes as usize);
  const strips = edge + MATMUL_EDGE_BYTES;
  const blocks = (f.depth + MATMUL_DEPTH_BLOCK - 1) / MATMUL_DEPTH_BLOCK;
  const depthBlock = (f.depth + blocks - 1) / blocks;
  const behindStrips = (MATMUL_EDGE_BYTES as usize) + bytes<T>(MATMUL_ROW_BLOCK * depthBlock);
  const panels = (control == 0 ? edge : f.scratch) + behindStrips;
  for (let k = 0; k < f.depth; k += depthBlock) {
    const depth = min(depthBlock, f.depth - k);
    const adds = k > 0;
    for (let j = 0; j < columns; j += MATMUL_COLUMN_BLOCK) {
      const across = min(MATMUL_COLUMN_BLOCK, columns - j);
      const from = b + bRow * k + bytes<T>(j * f.bColumn);
      const direct = inPlace ? (across / panelColumns<T>()) * panelColumns<T>() : 0;
      // Nobody may still read the block before.
      if (control != 0 && k + j > 0) barrier(thread, threads, control);
      packPanels<T>(f, from + bytes<T>(direct), across - direct, depth, panels, control == 0 ? 0 : thread, threads);
      if (control != 0) barrier(thread, threads, control);
      const done = k + depth == f.depth && j + across == columns;
      for (let i = 0; i < rows; i += MATMUL_ROW_BLOCK) {
        const down = min(MATMUL_ROW_BLOCK, rows - i);
        packRows<T>(a + aRow * i + aColumn * k, aRow, aColumn, down, depth, strips);
        const to = c + cRow * i + bytes<T>(j);
        if (direct > 0)
          multiplyPanels<T>(strips, from, PANEL, bRow, depth, to, cRow, down, direct, adds, edge);
        multiplyPanels<T>(
          strips,
          panels,
          PANEL * depth,
          PANEL,
          depth,
          to + bytes<T>(direct),
          cRow,
          down,
          across - direct,
          adds,
          edge,
        );
        if (done && f.epilogue != 0) {
          fusedRange(f.epilogue, element + i * f.columns, element + (i + down) * f.columns, thread);
        }
      }
    }
  }
}

/** Packs one of so many parts of a block of B. */
function packPanels<T extends number>(
  f: Fields,
  b: usize,
  columns: i32,
  depth: i32,
  to: usize,
  part: i32,
  parts: i32,
): void {
  const wide = panelColumns<T>();
  const all = (columns + wide - 1) / wide;
  const begin = begins(all, part, parts);
  const end = min(columns, begins(all, part + 1, parts) * wide);
  packColumns<T>(
    b + bytes<T>(begin * wide * f.bColumn),
    bytes<T>(f.bRow),
    bytes<T>(f.bColumn),
    end - begin * wide,
    depth,
    to + PANEL * depth * begin,
  );
}
