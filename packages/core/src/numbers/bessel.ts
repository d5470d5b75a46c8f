/*
 * Bessel functions of whole order n ≥ 0. Miller's recurrence gives J and I for moderate x, Hankel's series for large x,
 * Neumann's series Y, and the trapezoidal rule K: all for any order, since the derivative of one order needs the next.
 */

/** From here on, and from n²/2, Hankel's series is exact to double precision. */
const FAR = 25;

/** Below this the leading term is the function. */
const TINY = 1e-8;

const EULER_GAMMA = 0.5772156649015329;
const SQRT_2PI = Math.sqrt(2 * Math.PI);

const isFar = (n: number, x: number) => x >= Math.max(FAR, (n * n) / 2);
const isOdd = (n: number) => n % 2 === 1;
const sum = (terms: readonly number[]) => terms.reduceRight((total, term) => total + term, 0);

/** The Bessel function of the first kind Jₙ(x). */
export function besselJ(n: number, x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 0) return isOdd(n) ? -besselJ(n, -x) : besselJ(n, -x);
  if (x < TINY) return leading(n, x);
  if (isFar(n, x)) return far(n, x)[0];
  return firstKind(n, x)[n];
}

/** The Bessel function of the second kind Yₙ(x), for x ≥ 0. */
export function besselY(n: number, x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (isFar(n, x)) return far(n, x)[1];
  const [zeroth, first] = x < TINY ? nearZero(x) : neumann(x);
  return upward(n, zeroth, first, (k, before, now) => ((2 * k) / x) * now - before);
}

/** e^(−|x|) Iₙ(x), Iₙ the modified Bessel function of the first kind. */
export function besselIe(n: number, x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 0) return isOdd(n) ? -besselIe(n, -x) : besselIe(n, -x);
  if (x < TINY) return leading(n, x) * (1 - x);
  if (isFar(n, x)) return sum(hankel(n, x).map((a, k) => (isOdd(k) ? -a : a))) / SQRT_2PI / Math.sqrt(x);
  const f = backward(n, x, 1);
  return f[n] / (2 * sum(f) - f[0]);
}

/** The modified Bessel function of the first kind Iₙ(x): infinite only if it overflows. */
export function besselI(n: number, x: number): number {
  if (Math.abs(x) === Infinity) return isOdd(n) ? x : Infinity;
  const half = Math.exp(Math.abs(x) / 2);
  return half * besselIe(n, x) * half;
}

/** eˣ Kₙ(x), Kₙ the modified Bessel function of the second kind, for x ≥ 0. */
export function besselKe(n: number, x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : Number.NaN;
  if (x === Infinity) return 0;
  const [zeroth, first] = ([0, 1] as const).map((order) => (x < TINY ? smallK : integralK)(order, x));
  return upward(n, zeroth, first, (k, before, now) => ((2 * k) / x) * now + before);
}

/** The modified Bessel function of the second kind Kₙ(x), for x ≥ 0. */
export function besselK(n: number, x: number): number {
  return besselKe(n, x) * Math.exp(-x);
}

/**
 * The m-th derivative of e^(−|x|) Iₙ(x), n = 0 or 1, m > 0, as the integral of e^(−x(1 − cos t)) (cos t − 1)ᵐ cos nt over
 * half a turn. Computed from values of Iₙ it would be a difference of nearly equal numbers; here all terms have one sign
 * (for n = 1, the terms of each of two sums). At 0, where |x| has a kink, it is that of Iₙ.
 */
export function besselIeDerivative(n: number, m: number, x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 0) return isOdd(n + m) ? -besselIeDerivative(n, m, -x) : besselIeDerivative(n, m, -x);
  if (x === 0) return meanPowerOfCosine(n + m);
  if (x === Infinity) return 0;
  // cos t = 1 + (cos t − 1)
  return n === 0 ? integralI(m, x) : integralI(m, x) + integralI(m + 1, x);
}

/** The mean of (cos t)ᵏ over half a turn: (k − 1)!!/k!! for even k. */
function meanPowerOfCosine(k: number): number {
  if (isOdd(k)) return 0;
  let product = 1;
  for (let j = 1; j < k; j += 2) product *= j / (j + 1);
  return product;
}

/** The mean of e^(−x(1 − cos t)) (cos t − 1)ᵐ over half a turn, by the trapezoidal rule. */
function integralI(m: number, x: number): number {
  const count = Math.ceil(Math.PI / stepFor(x));
  let total = 0;
  for (let k = 1; k <= count; k++) {
    const below = -2 * Math.sin((Math.PI * k) / (2 * count)) ** 2;
    const term = Math.exp(x * below) * below ** m;
    total += k === count ? term / 2 : term;
    if (Math.abs(term) <= Math.abs(total) * 1e-18) break;
  }
  return total / count;
}

/**
 * The m-th derivative of eˣ Kₙ(x), n = 0 or 1, m > 0, times (−1)ᵐ: the integral of e^(−x(cosh t − 1)) (cosh t − 1)ᵐ cosh nt
 * from 0 to ∞, in which nothing cancels. For small x it is computed from Kₙ₊ₘ and lower orders, which are small compared
 * with Kₙ₊ₘ.
 */
export function besselKeDerivative(n: number, m: number, x: number): number {
  if (x >= 0.1) return x === Infinity ? 0 : integralK(n, x, m);
  const largest = besselKe(n + m, x);
  if (!Number.isFinite(largest)) return largest;
  let [total, binomial] = [0, 1];
  for (let k = -m; k <= m; k++) {
    total += (isOdd(m - k) ? -binomial : binomial) * besselKe(Math.abs(n + k), x);
    binomial *= (m - k) / (m + k + 1);
  }
  return total / 2 ** m;
}

/** The spherical Bessel function jₙ(x): its power series up to n + 1, the recurrence from sin x / x beyond. */
export function sphericalBesselJ(n: number, x: number): number {
  if (x < 0) return isOdd(n) ? -sphericalBesselJ(n, -x) : sphericalBesselJ(n, -x);
  if (x === Infinity) return 0;
  if (x > n + 1) {
    const zeroth = Math.sin(x) / x;
    return upward(
      n,
      zeroth,
      (zeroth - Math.cos(x)) / x,
      (k, before, now) => ((2 * k + 1) / x) * now - before,
    );
  }
  let term = 1;
  for (let k = 1; k <= n; k++) term *= x / (2 * k + 1);
  let total = term;
  for (let k = 1; Math.abs(term) > Math.abs(total) * 1e-18; k++) {
    term *= (-x * x) / (2 * k * (2 * (n + k) + 1));
    total += term;
  }
  return total;
}

const smallK = (n: 0 | 1, x: number) => (1 + x) * (n === 0 ? -Math.log(x / 2) - EULER_GAMMA : 1 / x);

/** A step at which the trapezoidal rule is exact for functions that decay like e^(−xt²/2). */
const stepFor = (x: number) => Math.min(0.25, 0.5 / Math.sqrt(x));

/**
 * The integral of e^(−x(cosh t − 1)) (cosh t − 1)ᵐ cosh nt from 0 to ∞, for which the trapezoidal rule converges faster
 * than any power of its step. A step of 2⁻ᵏ has exact multiples.
 */
function integralK(n: number, x: number, m = 0): number {
  const step = 2 ** Math.floor(Math.log2(stepFor(x)));
  let total = m === 0 ? 0.5 : 0;
  for (let t = step, term = 1; term > total * 1e-18; t += step) {
    const above = 2 * Math.sinh(t / 2) ** 2;
    term = Math.exp(-x * above) * above ** m * Math.cosh(n * t);
    total += term;
  }
  return step * total;
}

/** The n-th number of a sequence, from its first two and a function that computes the next from two. */
function upward(
  n: number,
  zeroth: number,
  first: number,
  next: (k: number, before: number, now: number) => number,
): number {
  let [before, now] = [zeroth, first];
  if (n === 0) return before;
  for (let k = 1; k < n; k++) [before, now] = [now, next(k, before, now)];
  return now;
}

/** (x/2)ⁿ/n!, with which the power series of J and I begin. */
function leading(n: number, x: number): number {
  let term = 1;
  for (let k = 1; k <= n; k++) term *= x / (2 * k);
  return term;
}

/** The terms Π (4n² − (2j − 1)²)/(8jx), j = 1 … k, of Hankel's series, until they no longer matter. */
function hankel(n: number, x: number): number[] {
  const terms = [1];
  for (let k = 1; Math.abs(terms[k - 1]) > 1e-18; k++) {
    terms.push((terms[k - 1] * (4 * n * n - (2 * k - 1) ** 2)) / (8 * k) / x);
  }
  return terms;
}

/** Jₙ and Yₙ for large x: a wave of phase x − (2n + 1)π/4. The phase itself is not computed, since it would lose digits. */
function far(n: number, x: number): [J: number, Y: number] {
  if (x === Infinity) return [0, 0];
  const terms = hankel(n, x).map((a, k) => (k % 4 > 1 ? -a : a));
  const p = sum(terms.filter((_, k) => !isOdd(k)));
  const q = sum(terms.filter((_, k) => isOdd(k)));
  const cos = Math.cos(x) + Math.sin(x);
  const sin = Math.sin(x) - Math.cos(x);
  const [c, s] = isOdd(n) ? [sin, -cos] : [cos, sin];
  const scale = (n % 4 > 1 ? -1 : 1) / Math.sqrt(Math.PI) / Math.sqrt(x);
  return [scale * (p * c - q * s), scale * (p * s + q * c)];
}

/**
 * Numbers proportional to J₀(x), J₁(x), … (sign −1) or to I₀(x), I₁(x), … (sign 1), by the recurrence
 * f(k − 1) = 2k/x f(k) + sign f(k + 1) from high orders, where they are almost zero. Source: Miller (1952).
 */
function backward(n: number, x: number, sign: 1 | -1): number[] {
  let top = Math.max(n, Math.ceil(x));
  for (let before = 0, now = 1; now < 1e18; top++) [before, now] = [now, ((2 * top + 2) / x) * now - before];
  const f = new Array<number>(top + 2).fill(0);
  f[top] = 1e-300;
  for (let k = top; k > 0; k--) f[k - 1] = ((2 * k) / x) * f[k] + sign * f[k + 1];
  return f;
}

/** J₀(x), J₁(x), … up to Jₙ(x) and far beyond, by J₀ + 2 J₂ + 2 J₄ + … = 1. */
function firstKind(n: number, x: number): number[] {
  const f = backward(n, x, -1);
  const scale = 2 * sum(f.filter((_, k) => !isOdd(k))) - f[0];
  return f.map((each) => each / scale);
}

/** Y₀ and Y₁ by Neumann's series over J₀, J₁, …  Source: Abramowitz and Stegun (1964), 9.1.88 and 9.1.89. */
function neumann(x: number): [Y0: number, Y1: number] {
  const J = firstKind(1, x);
  const log = Math.log(x / 2) + EULER_GAMMA;
  let [even, odd] = [0, 0];
  for (let k = Math.floor((J.length - 2) / 2); k > 0; k--) {
    const sign = isOdd(k) ? -1 : 1;
    even += (sign * J[2 * k]) / k;
    odd += (sign * J[2 * k + 1] * (2 * k + 1)) / (k * (k + 1));
  }
  const scale = 2 / Math.PI;
  return [scale * (log * J[0] - 2 * even), scale * ((log - 1) * J[1] - J[0] / x - odd)];
}

const nearZero = (x: number): [Y0: number, Y1: number] => [
  (2 / Math.PI) * (Math.log(x / 2) + EULER_GAMMA),
  -2 / Math.PI / x,
];
