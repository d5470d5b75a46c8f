/*
 * y = x · B for one row x: every number of B is read once, so that nothing is packed. No sum of float32 goes over more
 * than a run: those of runs are added up.
 */

/** Products that one lane adds up: few enough for rounding, many enough for the sums of runs to cost nothing. */
const RUN: i32 = 128;
/** The same where there is a single sum, whose own sums of runs are few. */
const DOT_RUN: i32 = 32;

// @ts-ignore: decorator
@inline
function dot4<T extends number>(x: usize, b: usize, sum: v128): v128 {
  return v128.add<T>(sum, v128.mul<T>(v128.load(x), v128.load(b)));
}

// @ts-ignore: decorator
@inline
function put<T extends number>(y: usize, value: T, accumulate: bool): void {
  store<T>(y, accumulate ? load<T>(y) + value : value);
}

// @ts-ignore: decorator
@inline
function putVector<T extends number>(y: usize, sum: v128, accumulate: bool): void {
  v128.store(y, accumulate ? v128.add<T>(v128.load(y), sum) : sum);
}

function lanesOf<T extends number>(sum: v128): T {
  if (sizeof<T>() == 8) {
    return (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)) as T;
  }
  const half = f32x4.add(sum, v128.shuffle<f64>(sum, sum, 1, 0));
  return (f32x4.extract_lane(half, 0) + f32x4.extract_lane(half, 1)) as T;
}

/** Steps in bytes, as everywhere. */
export function multiplyVector<T extends number>(
  x: usize,
  xStep: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  depth: i32,
  y: usize,
  columns: i32,
): void {
  const isAlong = bRow == sizeof<T>() && xStep == sizeof<T>();
  if (bColumn == sizeof<T>() && !(isAlong && columns == 1)) {
    for (let k = 0; k < depth; k += RUN)
      alongRows<T>(x + xStep * k, xStep, b + bRow * k, bRow, min(RUN, depth - k), y, columns, k > 0);
  } else if (isAlong) alongColumns<T>(x, b, bColumn, depth, y, columns);
  else byNumbers<T>(x, xStep, b, bRow, bColumn, depth, y, columns, false);
}

/** Rows of B in one piece: eight vectors of y at a time, then one, then numbers. */
function alongRows<T extends number>(
  x: usize,
  xStep: usize,
  b: usize,
  bRow: usize,
  depth: i32,
  y: usize,
  columns: i32,
  accumulate: bool,
): void {
  const lanes: i32 = 16 / sizeof<T>();
  const zero = v128.splat<T>(0);
  for (; columns >= 8 * lanes; columns -= 8 * lanes, b += 128, y += 128) {
    let s0 = zero,
      s1 = zero,
      s2 = zero,
      s3 = zero,
      s4 = zero,
      s5 = zero,
      s6 = zero,
      s7 = zero;
    let from = x;
    let row = b;
    for (let k = 0; k < depth; k++, from += xStep, row += bRow) {
      const factor = v128.load_splat<T>(from);
      s0 = v128.add<T>(s0, v128.mul<T>(factor, v128.load(row)));
      s1 = v128.add<T>(s1, v128.mul<T>(factor, v128.load(row, 16)));
      s2 = v128.add<T>(s2, v128.mul<T>(factor, v128.load(row, 32)));
      s3 = v128.add<T>(s3, v128.mul<T>(factor, v128.load(row, 48)));
      s4 = v128.add<T>(s4, v128.mul<T>(factor, v128.load(row, 64)));
      s5 = v128.add<T>(s5, v128.mul<T>(factor, v128.load(row, 80)));
      s6 = v128.add<T>(s6, v128.mul<T>(factor, v128.load(row, 96)));
      s7 = v128.add<T>(s7, v128.mul<T>(factor, v128.load(row, 112)));
    }
    putVector<T>(y, s0, accumulate);
    putVector<T>(y + 16, s1, accumulate);
    putVector<T>(y + 32, s2, accumulate);
    putVector<T>(y + 48, s3, accumulate);
    putVector<T>(y + 64, s4, accumulate);
    putVector<T>(y + 80, s5, accumulate);
    putVector<T>(y + 96, s6, accumulate);
    putVector<T>(y + 112, s7, accumulate);
  }
  for (; columns >= lanes; columns -= lanes, b += 16, y += 16) {
    let sum = zero;
    let from = x;
    let row = b;
    for (let k = 0; k < depth; k++, from += xStep, row += bRow) {
      sum = v128.add<T>(sum, v128.mul<T>(v128.load_splat<T>(from), v128.load(row)));
    }
    putVector<T>(y, sum, accumulate);
  }
  if (columns > 0) byNumbers<T>(x, xStep, b, bRow, sizeof<T>(), depth, y, columns, accumulate);
}

/** x and the columns of B in one piece: four dot products at a time. */
function alongColumns<T extends number>(
  x: usize,
  b: usize,
  bColumn: usize,
  depth: i32,
  y: usize,
  columns: i32,
): void {
  const lanes: i32 = 16 / sizeof<T>();
  const whole = (depth / lanes) * lanes;
  const rest = (whole as usize) * sizeof<T>();
  if (columns == 1) {
    putDot<T>(dot<T>(x, b, rest), x + rest, b + rest, depth - whole, y);
    return;
  }
  for (; columns > 0; columns -= 4, b += 4 * bColumn, y += 4 * sizeof<T>()) {
    // Columns beyond the last are computed from it, and left.
    const b1 = b + (columns > 1 ? bColumn : 0);
    const b2 = b + (columns > 2 ? 2 * bColumn : 0);
    const b3 = b + (columns > 3 ? 3 * bColumn : 0);
    const zero = v128.splat<T>(0);
    let t0 = zero,
      t1 = zero,
      t2 = zero,
      t3 = zero;
    for (let i: usize = 0; i < rest; ) {
      let s0 = zero,
        s1 = zero,
        s2 = zero,
        s3 = zero;
      for (const end = min(rest, i + 8 * RUN); i < end; i += 16) {
        s0 = dot4<T>(x + i, b + i, s0);
        s1 = dot4<T>(x + i, b1 + i, s1);
        s2 = dot4<T>(x + i, b2 + i, s2);
        s3 = dot4<T>(x + i, b3 + i, s3);
      }
      t0 = v128.add<T>(t0, s0);
      t1 = v128.add<T>(t1, s1);
      t2 = v128.add<T>(t2, s2);
      t3 = v128.add<T>(t3, s3);
    }
    const left = depth - whole;
    putDot<T>(t0, x + rest, b + rest, left, y);
    if (columns > 1) putDot<T>(t1, x + rest, b1 + rest, left, y + sizeof<T>());
    if (columns > 2) putDot<T>(t2, x + rest, b2 + rest, left, y + 2 * sizeof<T>());
    if (columns > 3) putDot<T>(t3, x + rest, b3 + rest, left, y + 3 * sizeof<T>());
  }
}

/** The lanes of a dot product of so many bytes, whole vectors. */
function dot<T extends number>(x: usize, b: usize, bytes: usize): v128 {
  const zero = v128.splat<T>(0);
  const end = x + bytes;
  let total = zero;
  while (x + 64 <= end) {
    let s0 = zero,
      s1 = zero,
      s2 = zero,
      s3 = zero;
    for (const last = min(end, x + 64 * DOT_RUN); x + 64 <= last; x += 64, b += 64) {
      s0 = v128.add<T>(s0, v128.mul<T>(v128.load(x), v128.load(b)));
      s1 = v128.add<T>(s1, v128.mul<T>(v128.load(x, 16), v128.load(b, 16)));
      s2 = v128.add<T>(s2, v128.mul<T>(v128.load(x, 32), v128.load(b, 32)));
      s3 = v128.add<T>(s3, v128.mul<T>(v128.load(x, 48), v128.load(b, 48)));
    }
    total = v128.add<T>(total, v128.add<T>(v128.add<T>(s0, s1), v128.add<T>(s2, s3)));
  }
  for (; x < end; x += 16, b += 16) total = dot4<T>(x, b, total);
  return total;
}

function putDot<T extends number>(sum: v128, x: usize, b: usize, left: i32, y: usize): void {
  let total = lanesOf<T>(sum);
  for (; left > 0; left--, x += sizeof<T>(), b += sizeof<T>()) total = (total + load<T>(x) * load<T>(b)) as T;
  store<T>(y, total);
}

/** One number after the other, which takes no longer in double precision. */
function byNumbers<T extends number>(
  x: usize,
  xStep: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  depth: i32,
  y: usize,
  columns: i32,
  accumulate: bool,
): void {
  for (; columns > 0; columns--, b += bColumn, y += sizeof<T>()) {
    let total: f64 = 0;
    let from = x;
    let at = b;
    for (let k = 0; k < depth; k++, from += xStep, at += bRow)
      total += <f64>load<T>(from) * <f64>load<T>(at);
    put<T>(y, <T>total, accumulate);
  }
}
