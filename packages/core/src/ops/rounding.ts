import { type Binary, elementwise, mul, none, type Unary } from '../families/elementwise.ts';
import { div, neg, sign } from './arithmetic.ts';
import { POSITIVE } from './domains.ts';

const step = (name: string, forward: (x: number) => number, jumps: (x: number) => number): Unary =>
  elementwise(name, 1, { forward, partials: [none], result: 'number', kink: jumps });

const atWhole = (x: number) => Math.sin(Math.PI * x);

/** Half away from even: 0.5 and 1.5 both go to the even neighbour, as in NumPy and PyTorch. */
export const roundHalfToEven = (x: number) => {
  const down = Math.floor(x);
  if (x - down !== 0.5) return x - down < 0.5 ? down : Math.ceil(x);
  return down % 2 === 0 ? down : Math.ceil(x);
};

/** The largest whole number not above x. No derivative passes through. */
export const floor: Unary = step('floor', Math.floor, atWhole);

/** The smallest whole number not below x. No derivative passes through. */
export const ceil: Unary = step('ceil', Math.ceil, atWhole);

/** The nearest whole number, the even one of two. No derivative passes through. */
export const round: Unary = step('round', roundHalfToEven, (x) => Math.cos(Math.PI * x));

/** x without what is behind the point. No derivative passes through. */
export const trunc: Unary = step('trunc', Math.trunc, atWhole);

/** What is behind the point, with the sign of x: dy/dx = 1. */
export const frac: Unary = elementwise('frac', 1, {
  forward: (x) => x - Math.trunc(x),
  partials: [() => 1],
  result: 'number',
  kink: atWhole,
});

/** a − b ⌊a/b⌋, with the sign of b, as in Python: ∂/∂a = 1, ∂/∂b = −⌊a/b⌋. */
export const remainder: Binary = elementwise('remainder', 2, {
  forward: (a, b) => {
    const r = a % b;
    return r !== 0 && r < 0 !== b < 0 ? r + b : r;
  },
  partials: [() => 1, (_, a, b) => neg(floor(div(a, b)))],
  result: 'number',
  domain: [POSITIVE, POSITIVE],
  kink: (a, b) => atWhole(a / b),
});

/** The remainder with the sign of a, as in C: ∂/∂a = 1, ∂/∂b = −trunc(a/b). */
export const fmod: Binary = elementwise('fmod', 2, {
  forward: (a, b) => a % b,
  partials: [() => 1, (_, a, b) => neg(trunc(div(a, b)))],
  result: 'number',
  domain: [POSITIVE, POSITIVE],
  kink: (a, b) => atWhole(a / b),
});

/** |a| with the sign of b, a zero's included: ∂/∂a = ±1, 0 where a = 0. */
export const copySign: Binary = elementwise('copySign', 2, {
  forward: (a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a)),
  partials: [(y, a) => mul(sign(y), sign(a)), none],
  kink: (a, b) => a * b,
});
