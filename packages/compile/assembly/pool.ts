import { BOOL, FLOAT32, FLOAT64, INT32 } from '../src/wasm/opcodes';
import { begins } from './share';

/** Windows along one axis: `count` pairs of where one begins and where it ends, and how far apart its entries lie. */
@unmanaged
class Windows {
  size: i32;
  count: i32;
  step: i32;
  table: usize;
}

/** The fields of MAX_POOL_PLACES, in their order. */
@unmanaged
class Fields {
  dtype: i32;
  lines: i32;
  within: i32;
  x: usize;
  places: usize;
}

const FIELDS: usize = offsetof<Fields>();

// @ts-ignore: decorator
@inline
function windows(p: usize, axis: i32): Windows {
  return changetype<Windows>(p + FIELDS + offsetof<Windows>() * axis);
}

// @ts-ignore: decorator
@inline
function startOf(w: Windows, i: i32): i32 {
  return load<i32>(w.table + ((i as usize) << 3));
}

// @ts-ignore: decorator
@inline
function endOf(w: Windows, i: i32): i32 {
  return load<i32>(w.table + ((i as usize) << 3), 4);
}

export function maxPoolPlaces(p: usize, share: i32, shares: i32): void {
  const dtype = load<i32>(p);
  if (dtype == FLOAT32) poolRows<f32>(p, share, shares);
  else if (dtype == FLOAT64) poolRows<f64>(p, share, shares);
  else if (dtype == INT32) poolRows<i32>(p, share, shares);
  else if (dtype == BOOL) poolRows<u8>(p, share, shares);
  else unreachable();
}

/** Threads share out the rows of the result. */
function poolRows<T extends number>(p: usize, share: i32, shares: i32): void {
  const f = changetype<Fields>(p);
  const planes = windows(p, 0);
  const rows = windows(p, 1);
  const columns = windows(p, 2);
  const inPairs = sizeof<T>() == 4 && isFloat<T>() && arePairs(columns);
  const all = (f.lines as i64) * planes.count * rows.count;
  const end = begins(all, share + 1, shares);
  for (let row = begins(all, share, shares); row < end; row++) {
    const plane = row / rows.count;
    const line = plane / planes.count;
    poolRow<T>(
      f,
      planes,
      plane % planes.count,
      rows,
      row % rows.count,
      columns,
      inPairs,
      line,
      f.places + (((row * columns.count) as usize) << 2),
    );
  }
}

/** Whether the windows are neighbours of two entries each, four of them or more. */
function arePairs(columns: Windows): bool {
  if (columns.step != 1 || columns.count < 4) return false;
  const first = startOf(columns, 0);
  for (let i = 0; i < columns.count; i++) {
    const start = first + 2 * i;
    if (startOf(columns, i) != start || endOf(columns, i) != start + 2) return false;
  }
  return true;
}

function poolRow<T extends number>(
  f: Fields,
  planes: Windows,
  plane: i32,
  rows: Windows,
  row: i32,
  columns: Windows,
  inPairs: bool,
  line: i32,
  to: usize,
): void {
  const whole = line * planes.size * rows.size * columns.size;
  const origin = f.within ? 0 : whole;
  const x = f.x + (whole as usize) * sizeof<T>();
  if (isFloat<T>() && sizeof<T>() == 4 && columns.count >= 4) {
    for (let i = 0; i < columns.count; i += 4) {
      // The last four may overlap with those before them.
      const at = min(i, columns.count - 4);
      const four = to + ((at as usize) << 2);
      if (inPairs) fourPairs(x, planes, plane, rows, row, startOf(columns, at), columns.size, origin, four);
      else if (areAlike(columns, at)) fourPlaces(x, planes, plane, rows, row, columns, at, origin, four);
      else onePlaceEach<T>(x, planes, plane, rows, row, columns, at, at + 4, origin, four);
    }
  } else {
    onePlaceEach<T>(x, planes, plane, rows, row, columns, 0, columns.count, origin, to);
  }
}

/** Whether four windows have one length. */
function areAlike(columns: Windows, i: i32): bool {
  const length = endOf(columns, i) - startOf(columns, i);
  let differences = 0;
  for (let k = i + 1; k < i + 4; k++) differences |= (endOf(columns, k) - startOf(columns, k)) ^ length;
  return differences == 0;
}

function onePlaceEach<T extends number>(
  x: usize,
  planes: Windows,
  plane: i32,
  rows: Windows,
  row: i32,
  columns: Windows,
  i: i32,
  end: i32,
  origin: i32,
  to: usize,
): void {
  for (; i < end; i++, to += 4) store<i32>(to, origin + place<T>(x, planes, plane, rows, row, columns, i));
}

/** The first of the largest entries in row-major order, the last NaN where there is one. */
function place<T extends number>(
  x: usize,
  planes: Windows,
  plane: i32,
  rows: Windows,
  row: i32,
  columns: Windows,
  i: i32,
): i32 {
  const begin = startOf(columns, i);
  const end = endOf(columns, i);
  let found = -1;
  let most: T = 0;
  for (let a = startOf(planes, plane); a < endOf(planes, plane); a += planes.step) {
    for (let b = startOf(rows, row); b < endOf(rows, row); b += rows.step) {
      const from = (a * rows.size + b) * columns.size;
      for (let c = begin; c < end; c += columns.step) {
        const each = load<T>(x + ((from + c) as usize) * sizeof<T>());
        if (found < 0 || each > most || each != each) {
          found = from + c;
          most = each;
        }
      }
    }
  }
  return found;
}

/** The same for four windows of one length, side by side. */
function fourPlaces(
  x: usize,
  planes: Windows,
  plane: i32,
  rows: Windows,
  row: i32,
  columns: Windows,
  i: i32,
  origin: i32,
  to: usize,
): void {
  const s0 = startOf(columns, i);
  const s1 = startOf(columns, i + 1);
  const s2 = startOf(columns, i + 2);
  const s3 = startOf(columns, i + 3);
  const length = endOf(columns, i) - s0;
  const p0 = x + ((s0 as usize) << 2);
  const p1 = x + ((s1 as usize) << 2);
  const p2 = x + ((s2 as usize) << 2);
  const p3 = x + ((s3 as usize) << 2);
  const planeEnd = endOf(planes, plane);
  const rowBegin = startOf(rows, row);
  const rowEnd = endOf(rows, row);
  const planeStep = planes.step;
  const rowStep = rows.step;
  const step = columns.step;
  let starts = i32x4.splat(s0);
  starts = i32x4.replace_lane(starts, 1, s1);
  starts = i32x4.replace_lane(starts, 2, s2);
  starts = i32x4.replace_lane(starts, 3, s3);
  let most = f32x4.splat(-Infinity);
  let found = i32x4.add(starts, i32x4.splat((startOf(planes, plane) * rows.size + rowBegin) * columns.size));
  for (let a = startOf(planes, plane); a < planeEnd; a += planeStep) {
    for (let b = rowBegin; b < rowEnd; b += rowStep) {
      const from = (a * rows.size + b) * columns.size;
      for (let c = from; c < from + length; c += step) {
        const at = (c as usize) << 2;
        let each = v128.load32_zero(p0 + at);
        each = v128.load_lane<f32>(p1 + at, each, 1);
        each = v128.load_lane<f32>(p2 + at, each, 2);
        each = v128.load_lane<f32>(p3 + at, each, 3);
        const better = v128.or(f32x4.gt(each, most), f32x4.ne(each, each));
        most = v128.bitselect(each, most, better);
        found = v128.bitselect(i32x4.add(starts, i32x4.splat(c)), found, better);
      }
    }
  }
  v128.store(to, i32x4.add(found, i32x4.splat(origin)));
}

/** The same for four windows of two entries each that begin at column `start`, one behind the other. */
function fourPairs(
  x: usize,
  planes: Windows,
  plane: i32,
  rows: Windows,
  row: i32,
  start: i32,
  width: i32,
  origin: i32,
  to: usize,
): void {
  const planeBegin = startOf(planes, plane);
  const planeEnd = endOf(planes, plane);
  const rowBegin = startOf(rows, row);
  const rowEnd = endOf(rows, row);
  let most = f32x4.splat(-Infinity);
  const first = (planeBegin * rows.size + rowBegin) * width + start;
  let found = i32x4.add(i32x4.splat(first), i32x4(0, 2, 4, 6));
  for (let a = planeBegin; a < planeEnd; a += planes.step) {
    for (let b = rowBegin; b < rowEnd; b += rows.step) {
      const from = (a * rows.size + b) * width + start;
      const at = x + ((from as usize) << 2);
      const left = v128.load(at);
      const right = v128.load(at, 16);
      const place = i32x4.add(i32x4.splat(from), i32x4(0, 2, 4, 6));
      const even = v128.shuffle<f32>(left, right, 0, 2, 4, 6);
      let better = v128.or(f32x4.gt(even, most), f32x4.ne(even, even));
      most = v128.bitselect(even, most, better);
      found = v128.bitselect(place, found, better);
      const odd = v128.shuffle<f32>(left, right, 1, 3, 5, 7);
      better = v128.or(f32x4.gt(odd, most), f32x4.ne(odd, odd));
      most = v128.bitselect(odd, most, better);
      found = v128.bitselect(i32x4.add(place, i32x4.splat(1)), found, better);
    }
  }
  v128.store(to, i32x4.add(found, i32x4.splat(origin)));
}
