import { BOOL, FLOAT32, FLOAT64, INT32 } from '../src/wasm/opcodes';
import { transposeSquare } from './pack';
import { begins } from './share';
import { sum, vectorSum } from './sum';

/** The fields of COPY_STRIDED and ADD_STRIDED before their axes. */
@unmanaged
class Fields {
  dtype: i32;
  axes: i32;
  shared: i32;
  out: usize;
  x: usize;
}

@unmanaged
class Axis {
  length: i32;
  outStep: i32;
  step: i32;
}

const FIELDS: usize = offsetof<Fields>();

export function copyStrided(p: usize, share: i32, shares: i32): void {
  const dtype = changetype<Fields>(p).dtype;
  if (dtype == FLOAT64) walk<f64>(p, share, shares, false);
  else if (dtype == BOOL) walk<u8>(p, share, shares, false);
  else if (dtype == FLOAT32 || dtype == INT32) walk<f32>(p, share, shares, false);
  else unreachable();
}

export function addStrided(p: usize, share: i32, shares: i32): void {
  const dtype = changetype<Fields>(p).dtype;
  if (dtype == FLOAT64) walk<f64>(p, share, shares, true);
  else if (dtype == FLOAT32) walk<f32>(p, share, shares, true);
  else if (dtype == INT32) walk<i32>(p, share, shares, true);
  else if (dtype == BOOL) walk<u8>(p, share, shares, true);
  else unreachable();
}

// @ts-ignore: decorator
@inline
function axisOf(p: usize, axis: i32): Axis {
  return changetype<Axis>(p + FIELDS + offsetof<Axis>() * axis);
}

/** Visits the planes of the last two axes, whose places follow from the number of the plane. */
function walk<T extends number>(p: usize, share: i32, shares: i32, add: bool): void {
  const f = changetype<Fields>(p);
  const length = axisOf(p, f.shared).length as i64;
  const begin = begins(length, share, shares);
  const part = begins(length, share + 1, shares) - begin;
  const last = f.axes - 1;
  let planes = 1;
  for (let axis = 0; axis < last - 1; axis++) planes *= axis == f.shared ? part : axisOf(p, axis).length;
  const rowAxis = axisOf(p, last - 1);
  const columnAxis = axisOf(p, last);
  const rows = last - 1 == f.shared ? part : rowAxis.length;
  const columns = last == f.shared ? part : columnAxis.length;
  if (rows == 0 || columns == 0) return;
  const first = axisOf(p, f.shared);
  const size = sizeof<T>() as i32;
  const outBegin = f.out + begin * first.outStep * size;
  const xBegin = f.x + begin * first.step * size;
  for (let plane = 0; plane < planes; plane++) {
    let out = outBegin;
    let x = xBegin;
    let rest = plane;
    for (let axis = last - 2; axis >= 0; axis--) {
      const each = axisOf(p, axis);
      const count = axis == f.shared ? part : each.length;
      const at = rest % count;
      rest /= count;
      out += at * each.outStep * size;
      x += at * each.step * size;
    }
    if (add) {
      addPlane<T>(
        out,
        x,
        rows,
        columns,
        rowAxis.outStep * size,
        columnAxis.outStep * size,
        rowAxis.step * size,
        columnAxis.step * size,
      );
    } else {
      copyPlane<T>(
        out,
        x,
        rows,
        columns,
        rowAxis.outStep * size,
        columnAxis.outStep * size,
        rowAxis.step * size,
        columnAxis.step * size,
      );
    }
  }
}

function copyPlane<T extends number>(
  out: usize,
  x: usize,
  rows: i32,
  columns: i32,
  outRow: i32,
  outColumn: i32,
  xRow: i32,
  xColumn: i32,
): void {
  const size = sizeof<T>() as i32;
  if (outColumn == size && xColumn == size) {
    for (; rows > 0; rows--, out += outRow, x += xRow) copyRow(out, x, columns * size);
  } else if (size > 1 && outColumn == size && xRow == size) {
    transpose<T>(out, x, rows, columns, outRow, xColumn);
  } else {
    for (; rows > 0; rows--, out += outRow, x += xRow) {
      let to = out;
      let from = x;
      for (let j = 0; j < columns; j++, to += outColumn, from += xColumn) store<T>(to, load<T>(from));
    }
  }
}

/** A call of memory.copy costs as much as a hundred bytes. */
function copyRow(out: usize, x: usize, bytes: usize): void {
  if (bytes > 256) {
    memory.copy(out, x, bytes);
    return;
  }
  for (; bytes >= 16; bytes -= 16, out += 16, x += 16) v128.store(out, v128.load(x));
  for (; bytes >= 4; bytes -= 4, out += 4, x += 4) store<u32>(out, load<u32>(x));
  for (; bytes > 0; bytes--, out++, x++) store<u8>(out, load<u8>(x));
}

/** Rows of the result that are columns of x: as many at a time as numbers in a cache line, in squares. */
function transpose<T extends number>(
  out: usize,
  x: usize,
  rows: i32,
  columns: i32,
  outRow: i32,
  xColumn: i32,
): void {
  const size = sizeof<T>() as i32;
  const lanes = 16 / size;
  const band = 64 / size;
  for (let i = 0; i < rows; i += band) {
    const high = min(band, rows - i);
    const to = out + i * outRow;
    const from = x + i * size;
    let j = 0;
    for (; j + lanes <= columns; j += lanes) {
      let k = 0;
      for (; k + lanes <= high; k += lanes) {
        transposeSquare<T>(from + j * xColumn + k * size, xColumn, to + k * outRow + j * size, outRow);
      }
      for (; k < high; k++)
        moveLine<T>(to + k * outRow + j * size, from + j * xColumn + k * size, lanes, xColumn);
    }
    for (let k = 0; k < high; k++)
      moveLine<T>(to + k * outRow + j * size, from + j * xColumn + k * size, columns - j, xColumn);
  }
}

function moveLine<T extends number>(to: usize, from: usize, count: i32, step: i32): void {
  for (; count > 0; count--, to += sizeof<T>(), from += step) store<T>(to, load<T>(from));
}

function addPlane<T extends number>(
  out: usize,
  x: usize,
  rows: i32,
  columns: i32,
  outRow: i32,
  outColumn: i32,
  xRow: i32,
  xColumn: i32,
): void {
  const size = sizeof<T>() as i32;
  const lanes = 16 / size;
  const side = outColumn == size && xColumn == size;
  for (; rows > 0; rows--, out += outRow, x += xRow) {
    let to = out;
    let from = x;
    let left = columns;
    if (side) {
      for (; left >= lanes; left -= lanes, to += 16, from += 16) {
        v128.store(to, vectorSum<T>(v128.load(to), v128.load(from)));
      }
    }
    for (; left > 0; left--, to += outColumn, from += xColumn)
      store<T>(to, sum<T>(load<T>(to), load<T>(from)));
  }
}
