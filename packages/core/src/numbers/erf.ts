import { exp, log } from './portable.ts';

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

/** From here on the continued fraction replaces the series; both reach double precision here. */
const CROSSOVER = 2;

/** erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!: terms of one sign, so nothing cancels. */
function series(x: number): number {
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > Math.abs(total) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return TWO_OVER_SQRT_PI * exp(-x * x) * total;
}

/** e^(x²) erfc x for x ≥ ½, by its continued fraction x + (1/2)/(x + (2/2)/(x + …)), evaluated from the inside. */
function scaledTail(x: number): number {
  let fraction = x;
  for (let k = Math.ceil(20 + 500 / (x * x)); k > 0; k--) fraction = x + k / 2 / fraction;
  return 1 / (Math.sqrt(Math.PI) * fraction);
}

/** e^(−x²), corrected for the rounding error of x², which matters in the far tail. */
function gaussian(x: number): number {
  const high = Math.fround(x);
  return exp(-high * high) * exp(-(x - high) * (x + high));
}

/** The error function 2/√π ∫₀ˣ e^(−t²) dt. */
export function erf(x: number): number {
  if (Math.abs(x) < CROSSOVER) return series(x);
  if (Math.abs(x) > 6) return Math.sign(x);
  return Number.isNaN(x) ? x : Math.sign(x) * (1 - erfc(Math.abs(x)));
}

/** 1 − erf x, to full relative precision in its tail. */
export function erfc(x: number): number {
  if (x < 0.5) return 1 - erf(x);
  return x > 28 ? 0 : Number.isNaN(x) ? x : gaussian(x) * scaledTail(x);
}

/** The x whose erf is y. */
export function erfInv(y: number): number {
  if (!(Math.abs(y) < 1)) return Math.abs(y) === 1 ? y * Infinity : Number.NaN;
  return y === 0 ? y : Math.sign(y) * inverse(Math.abs(y), 1 - Math.abs(y));
}

/** The x whose erfc is y, to full precision even if y is almost zero. */
export function erfcInv(y: number): number {
  if (!(y > 0 && y <= 1)) return y === 0 ? Infinity : -erfInv(y - 1);
  return inverse(1 - y, y);
}

/** The x whose erf is p and whose erfc is q: Winitzki's approximation (2008), then Halley's steps on the smaller. */
function inverse(p: number, q: number): number {
  const a = 0.147;
  const l = log(q * (2 - q));
  const b = 2 / (Math.PI * a) + l / 2;
  let x = p < 1e-4 ? p / TWO_OVER_SQRT_PI : Math.sqrt(Math.sqrt(b * b - l / a) - b);
  for (let step = 0; step < 3; step++) {
    const miss = p > 0.99 ? erfc(x) - q : p - erf(x);
    const newton = miss / (TWO_OVER_SQRT_PI * exp(-x * x));
    x += newton / (1 - x * newton);
  }
  return x;
}
