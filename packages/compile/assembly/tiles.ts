import { PANEL, panelColumns } from './panel';
import { narrowTallTile, narrowTile, ROWS, tallTile, tile } from './tile';

/*
 * The module of the tiles, apart from the other kernels since it is built twice: with multiplications and
 * additions, and with the two in one instruction where the engine has relaxed SIMD. A call does the work of many tiles.
 */

/** Rows in a strip of A: what the tallest tile multiplies. */
export const STRIP: i32 = ROWS;

/**
 * C (+)= A · B from packed strips of A and panels of B.
 *
 *   a          strips of rows, one behind the other
 *   b, bPanel  the first panel, and bytes from one panel to the next
 *   bStep      bytes from one k to the next in a panel: PANEL where it is packed, a row of B where it is not
 *   edge       room for a tile: tiles that hang over C are computed there
 */
function multiplyPanels<T extends number>(
  a: usize,
  b: usize,
  bPanel: usize,
  bStep: usize,
  depth: i32,
  c: usize,
  cRow: usize,
  rows: i32,
  columns: i32,
  accumulate: bool,
  edge: usize,
): void {
  const wide = panelColumns<T>();
  const strip = ((STRIP * depth) as usize) * sizeof<T>();
  for (let j = 0; j < columns; j += wide, b += bPanel, c += PANEL) {
    const across = min(wide, columns - j);
    let at = a;
    let to = c;
    for (let i = 0; i < rows; i += STRIP, at += strip, to += cRow * STRIP) {
      const down = min(STRIP, rows - i);
      const isTall = STRIP > 4 && down > 4;
      if (across == wide && (down == STRIP || down == 4)) {
        multiplyTile<T>(isTall, true, at, b, bStep, depth, to, cRow, accumulate);
      } else {
        multiplyTile<T>(isTall, across > wide / 2, at, b, bStep, depth, edge, PANEL, false);
        copyEdge<T>(edge, to, cRow, down, across, accumulate);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function multiplyTile<T extends number>(
  isTall: bool,
  isWide: bool,
  a: usize,
  b: usize,
  bStep: usize,
  depth: i32,
  c: usize,
  cRow: usize,
  accumulate: bool,
): void {
  const step = STRIP * sizeof<T>();
  if (isTall) {
    if (isWide) tallTile<T>(a, step, b, bStep, depth, c, cRow, accumulate);
    else narrowTallTile<T>(a, step, b, bStep, depth, c, cRow, accumulate);
  } else if (isWide) tile<T>(a, step, b, bStep, depth, c, cRow, accumulate);
  else narrowTile<T>(a, step, b, bStep, depth, c, cRow, accumulate);
}

function copyEdge<T extends number>(
  from: usize,
  to: usize,
  toRow: usize,
  rows: i32,
  columns: i32,
  accumulate: bool,
): void {
  for (let i = 0; i < rows; i++, from += PANEL, to += toRow) {
    for (let j: usize = 0; j < (columns as usize) * sizeof<T>(); j += sizeof<T>()) {
      store<T>(to + j, accumulate ? load<T>(to + j) + load<T>(from + j) : load<T>(from + j));
    }
  }
}

export function multiply32(
  a: usize,
  b: usize,
  bPanel: usize,
  bStep: usize,
  depth: i32,
  c: usize,
  cRow: usize,
  rows: i32,
  columns: i32,
  accumulate: bool,
  edge: usize,
): void {
  multiplyPanels<f32>(a, b, bPanel, bStep, depth, c, cRow, rows, columns, accumulate, edge);
}

export function multiply64(
  a: usize,
  b: usize,
  bPanel: usize,
  bStep: usize,
  depth: i32,
  c: usize,
  cRow: usize,
  rows: i32,
  columns: i32,
  accumulate: bool,
  edge: usize,
): void {
  multiplyPanels<f64>(a, b, bPanel, bStep, depth, c, cRow, rows, columns, accumulate, edge);
}
