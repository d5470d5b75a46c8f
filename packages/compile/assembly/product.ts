// The product of packed panels, from the module of the tiles: see tiles.ts.

// @ts-ignore: decorator
@external('tiles', 'STRIP')
export declare const STRIP: i32;

@external('tiles', 'multiply32')
declare function multiply32(
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
): void;

@external('tiles', 'multiply64')
declare function multiply64(
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
): void;

// @ts-ignore: decorator
@inline
export function multiplyPanels<T extends number>(
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
  if (sizeof<T>() == 4) multiply32(a, b, bPanel, bStep, depth, c, cRow, rows, columns, accumulate, edge);
  else multiply64(a, b, bPanel, bStep, depth, c, cRow, rows, columns, accumulate, edge);
}
