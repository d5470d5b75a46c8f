/** Lanczos' coefficients for g = 607/128, by Godfrey (2001): relative error below 1e-15. */
const G = 607 / 128;
const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5,
  -2.6190838401581408e-5, 3.6899182659531625e-6,
];

/** B₂, B₄, … of the asymptotic series. */
export const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/** ln |Γ(x)|; infinite at 0, −1, −2, … */
export function lgamma(x: number): number {
  if (x === Infinity || x === -Infinity) return Infinity;
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
  const z = x - 1;
  const sum = LANCZOS.slice(1).reduce((total, c, k) => total + c / (z + k + 1), LANCZOS[0]);
  const t = z + G + 0.5;
  return (z + 0.5) * Math.log(t) - t + Math.log(Math.sqrt(2 * Math.PI) * sum);
}

/** ln Γ(a) − (a − ½) ln a + a − ½ ln 2π, by Stirling's series: for a ≥ 10. */
export function stirlingRest(a: number): number {
  return BERNOULLI.reduceRight((total, b, i) => total / (a * a) + b / ((2 * i + 1) * (2 * i + 2)), 0) / a;
}

/** sin πx, exact at whole and half numbers. */
function sinPi(x: number): number {
  const r = x - 2 * Math.round(x / 2);
  return Math.sin(Math.PI * (Math.abs(r) > 0.5 ? Math.sign(r) - r : r));
}

/**
 * The polygamma function: the (order + 1)-th derivative of ln Γ at x; order 0 is the digamma function.
 *
 * For x > 0 its recurrence leads to large x, where the asymptotic series holds; x < 0 is reduced to that by reflection.
 */
export function polygamma(order: number, x: number): number {
  if (Number.isNaN(x) || x === -Infinity) return Number.NaN;
  if (x === 0 && order % 2 === 0) return Object.is(x, -0) ? Infinity : -Infinity;
  if (x <= 0 && Number.isInteger(x)) return order % 2 === 1 ? Infinity : Number.NaN;
  if (x < 0) return reflected(order, x);
  if (x === Infinity) return order === 0 ? Infinity : 0;
  const sign = order % 2 === 0 ? -1 : 1;
  let total = 0;
  let at = x;
  for (; at < 12 + order; at++) {
    const next = term(order, at);
    total += sign * next;
    if (next <= Math.abs(total) * 1e-18) return total;
  }
  return total + asymptotic(order, at);
}

/**
 * (−1)ⁿ (ψₙ(a + b) − ψₙ(a)), n = order, for a, b > 0: a sum of differences of powers, each of which is a product with
 * 1 − (1 + b/a)^−p, so that nothing cancels if b is small compared with a.
 */
export function polygammaStep(order: number, a: number, b: number): number {
  if (!(a > 0 && b >= 0)) return a === 0 && b > 0 ? Infinity : Number.NaN;
  if (b === 0 || a === Infinity) return 0;
  let at = a;
  // 1/atᵖ − 1/(at + b)ᵖ, without the first factor.
  const share = (power: number) => -Math.expm1(-power * Math.log1p(b / at));
  let total = 0;
  for (; at < 12 + order; at++) total += term(order, at) * share(order + 1);
  total += order === 0 ? Math.log1p(b / at) : term(order - 1, at) * share(order);
  total += (term(order, at) * share(order + 1)) / 2;
  BERNOULLI.forEach((bernoulli, i) => {
    const k = 2 * (i + 1);
    total += bernoulli * rising(order, k, at) * share(k + order);
  });
  return total;
}

/** (k + order − 1)!/k! · x^−(k + order) */
function rising(order: number, k: number, x: number): number {
  let ratio = x ** -k / k;
  for (let j = k; j < k + order && ratio > 0; j++) ratio *= j / x;
  return ratio;
}

/** For large x: ln x − 1/(2x) − Σ B₂ₖ/(2k x²ᵏ), and its derivatives. */
function asymptotic(order: number, x: number): number {
  const sign = order % 2 === 0 ? -1 : 1;
  const leading = order === 0 ? Math.log(x) : sign * term(order - 1, x);
  let total = leading + (sign * term(order, x)) / 2;
  BERNOULLI.forEach((b, i) => {
    total += sign * b * rising(order, 2 * (i + 1), x);
  });
  return total;
}

/**
 * ψₙ(x) = (−1)ⁿ ψₙ(1 − x) − dⁿ/dxⁿ π cot πx. The derivative is n! πⁿ⁺¹ times a polynomial in c = cot πx, since
 * c′ = −π(1 + c²). The factor is applied last, so that nothing overflows before the result does.
 */
function reflected(order: number, x: number): number {
  let polynomial = [0, 1];
  for (let k = 1; k <= order; k++) {
    const next = new Array<number>(k + 2).fill(0);
    for (let power = 1; power <= k; power++) {
      const slope = (polynomial[power] * power) / k;
      next[power - 1] -= slope;
      next[power + 1] -= slope;
    }
    polynomial = next;
  }
  const cot = sinPi(x + 0.5) / sinPi(x);
  let derivative = Math.PI * polynomial.reduceRight((total, c) => total * cot + c, 0);
  for (let k = 1; k <= order; k++) derivative *= k * Math.PI;
  return (order % 2 === 0 ? 1 : -1) * polygamma(order, 1 - x) - derivative;
}

/**
 * n! / xⁿ⁺¹: multiplies by a large factor while the product is small and by a small one while it is large, so that it stays
 * finite.
 */
function term(n: number, x: number): number {
  let product = 1 / x;
  for (let low = 1, high = n; low <= high && product > 0 && product < Infinity; )
    product *= (product < 1 ? high-- : low++) / x;
  return product;
}
