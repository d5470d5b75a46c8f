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
function add<T extends number>(c: usize, sum: v128): void {
  v128.store(c, v128.add<T>(v128.load(c), sum));
}

/*
 * Whether C is added to is asked once, behind the loop: a choice for each sum would make older engines keep the sums in
 * memory.
 */

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
  if (accumulate) {
    add<T>(c, s00);
    add<T>(c + 16, s01);
    add<T>(c + cRow, s10);
    add<T>(c + cRow + 16, s11);
    add<T>(c + 2 * cRow, s20);
    add<T>(c + 2 * cRow + 16, s21);
    add<T>(c + 3 * cRow, s30);
    add<T>(c + 3 * cRow + 16, s31);
    return;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c + cRow, s10);
  v128.store(c + cRow, s11, 16);
  v128.store(c + 2 * cRow, s20);
  v128.store(c + 2 * cRow, s21, 16);
  v128.store(c + 3 * cRow, s30);
  v128.store(c + 3 * cRow, s31, 16);
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
  if (accumulate) {
    add<T>(c, s0);
    add<T>(c + cRow, s1);
    add<T>(c + 2 * cRow, s2);
    add<T>(c + 3 * cRow, s3);
    return;
  }
  v128.store(c, s0);
  v128.store(c + cRow, s1);
  v128.store(c + 2 * cRow, s2);
  v128.store(c + 3 * cRow, s3);
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
  if (accumulate) {
    add<T>(c, s00);
    add<T>(c + 16, s01);
    add<T>(c + cRow, s10);
    add<T>(c + cRow + 16, s11);
    add<T>(c + 2 * cRow, s20);
    add<T>(c + 2 * cRow + 16, s21);
    add<T>(c + 3 * cRow, s30);
    add<T>(c + 3 * cRow + 16, s31);
    add<T>(c + 4 * cRow, s40);
    add<T>(c + 4 * cRow + 16, s41);
    add<T>(c + 5 * cRow, s50);
    add<T>(c + 5 * cRow + 16, s51);
    return;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c + cRow, s10);
  v128.store(c + cRow, s11, 16);
  v128.store(c + 2 * cRow, s20);
  v128.store(c + 2 * cRow, s21, 16);
  v128.store(c + 3 * cRow, s30);
  v128.store(c + 3 * cRow, s31, 16);
  v128.store(c + 4 * cRow, s40);
  v128.store(c + 4 * cRow, s41, 16);
  v128.store(c + 5 * cRow, s50);
  v128.store(c + 5 * cRow, s51, 16);
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
  if (accumulate) {
    add<T>(c, s0);
    add<T>(c + cRow, s1);
    add<T>(c + 2 * cRow, s2);
    add<T>(c + 3 * cRow, s3);
    add<T>(c + 4 * cRow, s4);
    add<T>(c + 5 * cRow, s5);
    return;
  }
  v128.store(c, s0);
  v128.store(c + cRow, s1);
  v128.store(c + 2 * cRow, s2);
  v128.store(c + 3 * cRow, s3);
  v128.store(c + 4 * cRow, s4);
  v128.store(c + 5 * cRow, s5);
}
