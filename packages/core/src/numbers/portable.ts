/*
 * The language leaves the last bits of Math.log and similar functions to the engine. These functions use only sums, products
 * and quotients, which the language defines exactly, so they give the same numbers everywhere, within a few units in the
 * last place of the exact result.
 */

/** ln 2 in two parts: whole multiples of the first are exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** The natural logarithm: x = m 2ᵏ, and ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1)/(m + 1). */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : Number.NaN;
  let m = x;
  let k = 0;
  for (; m < 0.75; k--) m *= 2;
  for (; m > 1.5; k++) m /= 2;
  const s = (m - 1) / (m + 1);
  const square = s * s;
  let series = 0;
  for (let n = 23; n > 0; n -= 2) series = series * square + 1 / n;
  return k * LN2_HIGH + (2 * s * series + k * LN2_LOW);
}

/** The exponential: x = r + k ln 2, and eʳ = (e + o)/(e − o), Padé's approximant of order 6 by even and odd powers. */
export function exp(x: number): number {
  if (!(Math.abs(x) < 750)) return x < 0 ? 0 : x * Infinity;
  const k = Math.floor(x / LN2_HIGH + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  const s = r * r;
  const even = 665280 + s * (75600 + s * (840 + s));
  const odd = r * (332640 + s * (10080 + s * 42));
  let y = 1 + (2 * odd) / (even - odd);
  for (let i = 0; i < k; i++) y *= 2;
  for (let i = 0; i > k; i--) y /= 2;
  return y;
}

/** cos 2πu for u from 0 to 1: the sine of the distance to the nearer of ¼ and ¾, by its power series. */
export function cosTurn(u: number): number {
  const x = 2 * Math.PI * (Math.abs(u - 0.5) - 0.25);
  let series = 1;
  for (let n = 22; n > 0; n -= 2) series = 1 - ((x * x) / (n * (n + 1))) * series;
  return x * series;
}
