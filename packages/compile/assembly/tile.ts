/*
 * The innermost loops of every product: a tile of C, four rows by two vectors (or one), is summed over k in
 * registers. Eight sums, two vectors of B and a splat of A fill those that engines leave; a taller tile spills. Where a
 * multiplication and an addition are one instruction, no product needs a register of its own: there six rows fit, and
 * twelve sums are what it takes for none to wait for the one before.
 *
 *   a   four or six numbers for each k, aStep bytes from one k to the next
 *   b   one or two vectors for each k, bStep bytes apart
 *   c   cRow bytes from one row to the next
 */

// @ts-ignore: decorator
@inline
function mulAdd<T extends number>(sum: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(x, y, sum);
  return v128.add<T>(sum, v128.mul<T>(x, y));
}

/** Rows of the tallest tile. */
export const ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

// @ts-ignore: decorator
@inline
function put<T extends number>(c: usize, sum: v128, accumulate: bool): void {
  v128.store(c, accumulate ? v128.add<T>(v128.load(c), sum) : sum);
}

export function tile<T extends number>(
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  k: i32,
  c: usize,
  cRow: usize,
  accumulate: bool,
): void {
  const zero = v128.splat<T>(0);
  let s00 = zero,
    s01 = zero,
    s10 = zero,
    s11 = zero,
    s20 = zero,
    s21 = zero,
    s30 = zero,
    s31 = zero;
  for (; k > 0; k--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<T>(a);
    s00 = mulAdd<T>(s00, x, b0);
    s01 = mulAdd<T>(s01, x, b1);
    x = v128.load_splat<T>(a, sizeof<T>());
    s10 = mulAdd<T>(s10, x, b0);
    s11 = mulAdd<T>(s11, x, b1);
    x = v128.load_splat<T>(a, 2 * sizeof<T>());
    s20 = mulAdd<T>(s20, x, b0);
    s21 = mulAdd<T>(s21, x, b1);
    x = v128.load_splat<T>(a, 3 * sizeof<T>());
    s30 = mulAdd<T>(s30, x, b0);
    s31 = mulAdd<T>(s31, x, b1);
    a += aStep;
    b += bStep;
  }
  put<T>(c, s00, accumulate);
  put<T>(c + 16, s01, accumulate);
  c += cRow;
  put<T>(c, s10, accumulate);
  put<T>(c + 16, s11, accumulate);
  c += cRow;
  put<T>(c, s20, accumulate);
  put<T>(c + 16, s21, accumulate);
  c += cRow;
  put<T>(c, s30, accumulate);
  put<T>(c + 16, s31, accumulate);
}

/** The same, one vector wide. */
export function narrowTile<T extends number>(
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  k: i32,
  c: usize,
  cRow: usize,
  accumulate: bool,
): void {
  const zero = v128.splat<T>(0);
  let s0 = zero,
    s1 = zero,
    s2 = zero,
    s3 = zero;
  for (; k > 0; k--) {
    const each = v128.load(b);
    s0 = mulAdd<T>(s0, v128.load_splat<T>(a), each);
    s1 = mulAdd<T>(s1, v128.load_splat<T>(a, sizeof<T>()), each);
    s2 = mulAdd<T>(s2, v128.load_splat<T>(a, 2 * sizeof<T>()), each);
    s3 = mulAdd<T>(s3, v128.load_splat<T>(a, 3 * sizeof<T>()), each);
    a += aStep;
    b += bStep;
  }
  put<T>(c, s0, accumulate);
  put<T>(c + cRow, s1, accumulate);
  put<T>(c + 2 * cRow, s2, accumulate);
  put<T>(c + 3 * cRow, s3, accumulate);
}

/** Six rows by two vectors. */
export function tallTile<T extends number>(
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  k: i32,
  c: usize,
  cRow: usize,
  accumulate: bool,
): void {
  const zero = v128.splat<T>(0);
  let s00 = zero,
    s01 = zero,
    s10 = zero,
    s11 = zero,
    s20 = zero,
    s21 = zero,
    s30 = zero,
    s31 = zero,
    s40 = zero,
    s41 = zero,
    s50 = zero,
    s51 = zero;
  for (; k > 0; k--) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<T>(a);
    s00 = mulAdd<T>(s00, x, b0);
    s01 = mulAdd<T>(s01, x, b1);
    x = v128.load_splat<T>(a, sizeof<T>());
    s10 = mulAdd<T>(s10, x, b0);
    s11 = mulAdd<T>(s11, x, b1);
    x = v128.load_splat<T>(a, 2 * sizeof<T>());
    s20 = mulAdd<T>(s20, x, b0);
    s21 = mulAdd<T>(s21, x, b1);
    x = v128.load_splat<T>(a, 3 * sizeof<T>());
    s30 = mulAdd<T>(s30, x, b0);
    s31 = mulAdd<T>(s31, x, b1);
    x = v128.load_splat<T>(a, 4 * sizeof<T>());
    s40 = mulAdd<T>(s40, x, b0);
    s41 = mulAdd<T>(s41, x, b1);
    x = v128.load_splat<T>(a, 5 * sizeof<T>());
    s50 = mulAdd<T>(s50, x, b0);
    s51 = mulAdd<T>(s51, x, b1);
    a += aStep;
    b += bStep;
  }
  put<T>(c, s00, accumulate);
  put<T>(c + 16, s01, accumulate);
  c += cRow;
  put<T>(c, s10, accumulate);
  put<T>(c + 16, s11, accumulate);
  c += cRow;
  put<T>(c, s20, accumulate);
  put<T>(c + 16, s21, accumulate);
  c += cRow;
  put<T>(c, s30, accumulate);
  put<T>(c + 16, s31, accumulate);
  c += cRow;
  put<T>(c, s40, accumulate);
  put<T>(c + 16, s41, accumulate);
  c += cRow;
  put<T>(c, s50, accumulate);
  put<T>(c + 16, s51, accumulate);
}

/** The same, one vector wide. */
export function narrowTallTile<T extends number>(
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  k: i32,
  c: usize,
  cRow: usize,
  accumulate: bool,
): void {
  const zero = v128.splat<T>(0);
  let s0 = zero,
    s1 = zero,
    s2 = zero,
    s3 = zero,
    s4 = zero,
    s5 = zero;
  for (; k > 0; k--) {
    const each = v128.load(b);
    s0 = mulAdd<T>(s0, v128.load_splat<T>(a), each);
    s1 = mulAdd<T>(s1, v128.load_splat<T>(a, sizeof<T>()), each);
    s2 = mulAdd<T>(s2, v128.load_splat<T>(a, 2 * sizeof<T>()), each);
    s3 = mulAdd<T>(s3, v128.load_splat<T>(a, 3 * sizeof<T>()), each);
    s4 = mulAdd<T>(s4, v128.load_splat<T>(a, 4 * sizeof<T>()), each);
    s5 = mulAdd<T>(s5, v128.load_splat<T>(a, 5 * sizeof<T>()), each);
    a += aStep;
    b += bStep;
  }
  put<T>(c, s0, accumulate);
  put<T>(c + cRow, s1, accumulate);
  put<T>(c + 2 * cRow, s2, accumulate);
  put<T>(c + 3 * cRow, s3, accumulate);
  put<T>(c + 4 * cRow, s4, accumulate);
  put<T>(c + 5 * cRow, s5, accumulate);
}
