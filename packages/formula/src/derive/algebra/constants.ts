import { ONE, power, type Rational, rationalOf } from '../../expression/rational.ts';
import { callAtom } from './atoms.ts';
import { number, single } from './sums.ts';
import { E, factor, numberAtom, symbol, type Tensor, type Term } from './tensor.ts';

const PI = symbol('π', 0, { positive: true });

/** The natural logarithm of a number, as a function of it. */
const logOf = (n: number) => callAtom('log', [number({ numerator: n, denominator: 1 })]);

/** Numbers that stand in derivatives: a fraction times one of these. */
const KNOWN: readonly (readonly [number, () => Term])[] = [
  [Math.PI, () => product(factor(PI))],
  [1 / Math.PI, () => product(factor(PI, [], { numerator: -1, denominator: 1 }))],
  [Math.sqrt(Math.PI), () => product(factor(PI, [], { numerator: 1, denominator: 2 }))],
  [1 / Math.sqrt(Math.PI), () => product(factor(PI, [], { numerator: -1, denominator: 2 }))],
  [Math.E, () => product(factor(E))],
  [Math.LN2, () => product(logOf(2))],
  [1 / Math.LN2, () => product({ ...logOf(2), exponent: { numerator: -1, denominator: 1 } })],
  [Math.LN10, () => product(logOf(10))],
  [1 / Math.LN10, () => product({ ...logOf(10), exponent: { numerator: -1, denominator: 1 } })],
  [Math.SQRT2, () => product(factor(numberAtom(2), [], { numerator: 1, denominator: 2 }))],
];

const product = (...factors: Term['factors']): Term => ({ coefficient: ONE, factors });

/** A number that is no fraction: one times a constant, or itself. */
export function known(x: number): Tensor {
  for (const [value, term] of KNOWN) {
    const ratio = smallRatio(x / value);
    if (ratio) return { axes: [], terms: [{ ...term(), coefficient: ratio }] };
  }
  return single([], factor(numberAtom(x)));
}

/** A fraction of small whole numbers, up to rounding. */
function smallRatio(x: number): Rational | undefined {
  const rounded = rationalOf(Number(x.toPrecision(14)));
  return rounded && Math.abs(rounded.numerator) <= 1000 && rounded.denominator <= 1000 && power(rounded, 1)
    ? rounded
    : undefined;
}
