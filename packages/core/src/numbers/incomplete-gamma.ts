import { scaledErfc } from './erfcx.ts';
import { lgamma, stirlingRest } from './gamma.ts';
import { zeta } from './zeta.ts';

/*
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x): a power series for small x, a continued
 * fraction for large x, and between them, for large a, Temme's uniform expansion. The one of P and Q that is not close to 1
 * is computed.
 */

/** From here on Stirling's series and Temme's expansion hold. */
const LARGE = 20;

/** How many powers of η Temme's expansion has: for |η| < 1 the next is below double precision. */
const TEMME_TERMS = 32;

interface Parts {
  /** P(a, x). */
  readonly lower: number;
  /** Q(a, x). */
  readonly upper: number;
}

const fromLower = (lower: number): Parts => ({ lower, upper: 1 - lower });
const fromUpper = (upper: number): Parts => ({ lower: 1 - upper, upper });

/** P(a, x) = ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt / Γ(a). */
export function gammainc(a: number, x: number): number {
  return parts(a, x).lower;
}

/** Q(a, x) = 1 − P(a, x), to full relative precision even if it is almost zero. */
export function gammaincc(a: number, x: number): number {
  return parts(a, x).upper;
}

/** xᵃ⁻¹ e⁻ˣ / Γ(a), the derivative of P(a, x) with respect to x. */
export function gammaDensity(a: number, x: number): number {
  if (!(a >= 0 && x >= 0)) return Number.NaN;
  if (x === 0) return a === 1 ? 1 : a < 1 && a > 0 ? Infinity : 0;
  if (x === Infinity || a === 0 || a === Infinity) return 0;
  return kernel(a, x, 1);
}

function parts(a: number, x: number): Parts {
  const both = a === x && (a === 0 || a === Infinity);
  if (!(a >= 0 && x >= 0) || both) return { lower: Number.NaN, upper: Number.NaN };
  if (a === 0 || x === Infinity) return fromUpper(0);
  if (x === 0 || a === Infinity) return fromLower(0);
  const eta = a >= LARGE && Math.sign(x - a) * Math.sqrt(2 * excess(a, x));
  if (eta !== false && Math.abs(eta) < 1) return temme(a, eta);
  if (x >= a + 1) return fromUpper(kernel(a, x) * fraction(a, x));
  if (a < 0.5 && x < 1.1) return ofSmall(a, x);
  return fromLower(kernel(a, x) * series(a, x));
}

/** λ − 1 − ln λ for λ = x/a, without cancellation near λ = 1: with r = (λ − 1)/(λ + 1), ln λ = 2 (r + r³/3 + …). */
function excess(a: number, x: number): number {
  // Half of each, since the sum of the two may overflow.
  const r = (x / 2 - a / 2) / (x / 2 + a / 2);
  const square = r * r;
  if (square > 0.3) return (x - a) / a - Math.log(x / a);
  let odd = 0;
  for (let n = 61; n > 1; n -= 2) odd = odd * square + 1 / n;
  return 2 * square * (1 / (1 - r) - r * odd);
}

/** xᵃ⁻ᵏ e⁻ˣ / Γ(a). */
function kernel(a: number, x: number, k = 0): number {
  if (a >= LARGE)
    return (Math.sqrt(a / (2 * Math.PI)) * Math.exp(-a * excess(a, x) - stirlingRest(a))) / x ** k;
  return Math.exp((a - k) * Math.log(x) - lgamma(a) - x);
}

/** P(a, x) over the kernel: 1/a + x/(a(a + 1)) + … */
function series(a: number, x: number): number {
  let term = 1 / a;
  let total = term;
  for (let k = 1; term > total * 1e-18; k++) {
    term *= x / (a + k);
    total += term;
  }
  return total;
}

/** Q(a, x) over the kernel: 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − …)), from the front. Source: Lentz (1976). */
function fraction(a: number, x: number): number {
  let denominator = 1 / (x + 1 - a);
  let numerator = Infinity;
  let product = denominator;
  // A factor may stay one rounding error away from 1 forever.
  for (let k = 1, change = 0; Math.abs(change - 1) > Number.EPSILON; k++) {
    const coefficient = -k * (k - a);
    const next = x + 2 * k + 1 - a;
    denominator = 1 / (next + coefficient * denominator);
    numerator = next + coefficient / numerator;
    change = denominator * numerator;
    product *= change;
  }
  return product;
}

/** For small a and x, P = xᵃ/Γ(a + 1) (1 + a Σ (−x)ᵏ/(k! (a + k))), which gives Q even if it is almost zero. */
function ofSmall(a: number, x: number): Parts {
  const log = a * Math.log(x) - lgammaOf1p(a);
  let term = 1;
  let total = 0;
  for (let k = 1; Math.abs(term) > 1e-18; k++) {
    term *= -x / k;
    total += term / (a + k);
  }
  const power = Math.exp(log);
  return log < -1 ? fromLower(power * (1 + a * total)) : fromUpper(-Math.expm1(log) - a * total * power);
}

/** ln Γ(1 + a) for 0 ≤ a ≤ ½, relative to a: −ln(1 + a) + a(1 − γ) + Σ (ζ(k) − 1)(−a)ᵏ/k. */
function lgammaOf1p(a: number): number {
  const oneMinusGamma = 0.42278433509846713;
  let total = 0;
  for (let k = 30; k > 1; k--) total = zeta(k, 2) / k - a * total;
  return -Math.log1p(a) + a * (oneMinusGamma + a * total);
}

let coefficients: readonly number[] | undefined;

/**
 * The power series of η/μ in η, where η²/2 = μ − ln(1 + μ). The series of μ follows from η(1 + μ) = μ dμ/dη, and that of the
 * quotient from μ.
 */
function temmeCoefficients(): readonly number[] {
  const mu = [0, 1];
  for (let k = 2; k <= TEMME_TERMS + 1; k++) {
    let rest = mu[k - 1];
    for (let j = 2; j < k; j++) rest -= j * mu[j] * mu[k + 1 - j];
    mu.push(rest / (k + 1));
  }
  const quotient = [1];
  for (let k = 1; k <= TEMME_TERMS; k++) {
    let rest = 0;
    for (let j = 1; j <= k; j++) rest -= mu[j + 1] * quotient[k - j];
    quotient.push(rest);
  }
  return quotient;
}

/**
 * P and Q near x = a, for large a: e^(−aη²/2) (½ erfcx(|η|√(a/2)) ± S(η)/√(2πa)), S a power series in η.
 *
 * Its coefficients follow from dQ/dη. Source: Gil, Segura and Temme, "Efficient and accurate algorithms for the
 * computation and inversion of the incomplete gamma function ratios" (2012).
 */
function temme(a: number, eta: number): Parts {
  coefficients ??= temmeCoefficients();
  const beta = new Array<number>(TEMME_TERMS + 2).fill(0);
  for (let n = TEMME_TERMS; n > 0; n--) beta[n - 1] = ((n + 1) * beta[n + 1]) / a + coefficients[n];
  const s = beta.reduceRight((total, b) => total * eta + b, 0) / (1 + beta[1] / a);
  const bell = Math.exp((-a * eta * eta) / 2);
  const half = 0.5 * scaledErfc(0, Math.abs(eta) * Math.sqrt(a / 2));
  const correction = s / Math.sqrt(2 * Math.PI * a);
  return eta < 0 ? fromLower(bell * (half - correction)) : fromUpper(bell * (half + correction));
}
