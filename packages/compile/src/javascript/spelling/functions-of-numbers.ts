// Written by scripts/helpers/main.ts from packages/core/src/numbers.

/** Functions of core as self-contained TypeScript. */
export const functionsOfNumbers = {
  erf: `const erf = (() => {
  const CROSSOVER = 2;
  const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
  const LN2_HIGH = 0.6931471803691238;
  const LN2_LOW = 1.9082149292705877e-10;
  function series(x: number): number {
    let term = x;
    let total = x;
    for (let n = 1; Math.abs(term) > Math.abs(total) * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      total += term;
    }
    return TWO_OVER_SQRT_PI * exp(-x * x) * total;
  }
  function exp(x: number): number {
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
  function erfc(x: number): number {
    if (x < 0.5) return 1 - erf(x);
    return x > 28 ? 0 : Number.isNaN(x) ? x : gaussian(x) * scaledTail(x);
  }
  function gaussian(x: number): number {
    const high = Math.fround(x);
    return exp(-high * high) * exp(-(x - high) * (x + high));
  }
  function scaledTail(x: number): number {
    let fraction = x;
    for (let k = Math.ceil(20 + 500 / (x * x)); k > 0; k--) fraction = x + k / 2 / fraction;
    return 1 / (Math.sqrt(Math.PI) * fraction);
  }
  function erf(x: number): number {
    if (Math.abs(x) < CROSSOVER) return series(x);
    if (Math.abs(x) > 6) return Math.sign(x);
    return Number.isNaN(x) ? x : Math.sign(x) * (1 - erfc(Math.abs(x)));
  }
  return erf;
})();`,
  erfc: `const erfc = (() => {
  const CROSSOVER = 2;
  const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
  const LN2_HIGH = 0.6931471803691238;
  const LN2_LOW = 1.9082149292705877e-10;
  function erf(x: number): number {
    if (Math.abs(x) < CROSSOVER) return series(x);
    if (Math.abs(x) > 6) return Math.sign(x);
    return Number.isNaN(x) ? x : Math.sign(x) * (1 - erfc(Math.abs(x)));
  }
  function series(x: number): number {
    let term = x;
    let total = x;
    for (let n = 1; Math.abs(term) > Math.abs(total) * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      total += term;
    }
    return TWO_OVER_SQRT_PI * exp(-x * x) * total;
  }
  function exp(x: number): number {
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
  function gaussian(x: number): number {
    const high = Math.fround(x);
    return exp(-high * high) * exp(-(x - high) * (x + high));
  }
  function scaledTail(x: number): number {
    let fraction = x;
    for (let k = Math.ceil(20 + 500 / (x * x)); k > 0; k--) fraction = x + k / 2 / fraction;
    return 1 / (Math.sqrt(Math.PI) * fraction);
  }
  function erfc(x: number): number {
    if (x < 0.5) return 1 - erf(x);
    return x > 28 ? 0 : Number.isNaN(x) ? x : gaussian(x) * scaledTail(x);
  }
  return erfc;
})();`,
  erfInv: `const erfInv = (() => {
  const LN2_HIGH = 0.6931471803691238;
  const LN2_LOW = 1.9082149292705877e-10;
  const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
  const CROSSOVER = 2;
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
  function log(x: number): number {
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
  function erfc(x: number): number {
    if (x < 0.5) return 1 - erf(x);
    return x > 28 ? 0 : Number.isNaN(x) ? x : gaussian(x) * scaledTail(x);
  }
  function erf(x: number): number {
    if (Math.abs(x) < CROSSOVER) return series(x);
    if (Math.abs(x) > 6) return Math.sign(x);
    return Number.isNaN(x) ? x : Math.sign(x) * (1 - erfc(Math.abs(x)));
  }
  function series(x: number): number {
    let term = x;
    let total = x;
    for (let n = 1; Math.abs(term) > Math.abs(total) * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      total += term;
    }
    return TWO_OVER_SQRT_PI * exp(-x * x) * total;
  }
  function exp(x: number): number {
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
  function gaussian(x: number): number {
    const high = Math.fround(x);
    return exp(-high * high) * exp(-(x - high) * (x + high));
  }
  function scaledTail(x: number): number {
    let fraction = x;
    for (let k = Math.ceil(20 + 500 / (x * x)); k > 0; k--) fraction = x + k / 2 / fraction;
    return 1 / (Math.sqrt(Math.PI) * fraction);
  }
  function erfInv(y: number): number {
    if (!(Math.abs(y) < 1)) return Math.abs(y) === 1 ? y * Infinity : Number.NaN;
    return y === 0 ? y : Math.sign(y) * inverse(Math.abs(y), 1 - Math.abs(y));
  }
  return erfInv;
})();`,
  lgamma: `const lgamma = (() => {
  const LANCZOS = [
    0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
    3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125,
    -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5,
    -2.6190838401581408e-5, 3.6899182659531625e-6,
  ];
  const G = 607 / 128;
  function sinPi(x: number): number {
    const r = x - 2 * Math.round(x / 2);
    return Math.sin(Math.PI * (Math.abs(r) > 0.5 ? Math.sign(r) - r : r));
  }
  function lgamma(x: number): number {
    if (x === Infinity || x === -Infinity) return Infinity;
    if (x <= 0 && Number.isInteger(x)) return Infinity;
    if (x < 0.5) return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
    const z = x - 1;
    const sum = LANCZOS.slice(1).reduce((total, c, k) => total + c / (z + k + 1), LANCZOS[0]);
    const t = z + G + 0.5;
    return (z + 0.5) * Math.log(t) - t + Math.log(Math.sqrt(2 * Math.PI) * sum);
  }
  return lgamma;
})();`,
  polygamma: `const polygamma = (() => {
  const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];
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
  function sinPi(x: number): number {
    const r = x - 2 * Math.round(x / 2);
    return Math.sin(Math.PI * (Math.abs(r) > 0.5 ? Math.sign(r) - r : r));
  }
  function term(n: number, x: number): number {
    let product = 1 / x;
    for (let low = 1, high = n; low <= high && product > 0 && product < Infinity; )
      product *= (product < 1 ? high-- : low++) / x;
    return product;
  }
  function asymptotic(order: number, x: number): number {
    const sign = order % 2 === 0 ? -1 : 1;
    const leading = order === 0 ? Math.log(x) : sign * term(order - 1, x);
    let total = leading + (sign * term(order, x)) / 2;
    BERNOULLI.forEach((b, i) => {
      total += sign * b * rising(order, 2 * (i + 1), x);
    });
    return total;
  }
  function rising(order: number, k: number, x: number): number {
    let ratio = x ** -k / k;
    for (let j = k; j < k + order && ratio > 0; j++) ratio *= j / x;
    return ratio;
  }
  function polygamma(order: number, x: number): number {
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
  return polygamma;
})();`,
  sigmoid: `function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}`,
  logAddExp: `function logAddExp(a: number, b: number): number {
  return a === b ? a + Math.log1p(1) : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}`,
  logAddExp2: `function logAddExp2(a: number, b: number): number {
  if (a === b) return a + Math.log1p(1) * Math.LOG2E;
  return Math.max(a, b) + Math.log1p(2 ** -Math.abs(a - b)) * Math.LOG2E;
}`,
  pow: `function pow(a: number, b: number): number {
  return a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b;
}`,
  ldexp: `function ldexp(x: number, n: number): number {
  let y = x;
  let rest = Math.max(-2200, Math.min(n, 2200));
  for (; rest > 1000; rest -= 1000) y *= 2 ** 1000;
  for (; rest < -1000; rest += 1000) y *= 2 ** -1000;
  return y * 2 ** rest;
}`,
  entr: `function entr(x: number): number {
  return x > 0 ? -x * Math.log(x) : x === 0 ? 0 : x < 0 ? -Infinity : Number.NaN;
}`,
  sinc: `function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}`,
  roundHalfToEven: `function roundHalfToEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return x - down < 0.5 ? down : Math.ceil(x);
  return down % 2 === 0 ? down : Math.ceil(x);
}`,
  remainder: `function remainder(a: number, b: number): number {
  const r = a % b;
  return r !== 0 && r < 0 !== b < 0 ? r + b : r;
}`,
  selu: `const selu = (() => {
  const SELU_SCALE = 1.0507009873554805;
  const SELU_ALPHA = 1.6732632423543772;
  function selu(x: number): number {
    return SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
  }
  return selu;
})();`,
} as const;
