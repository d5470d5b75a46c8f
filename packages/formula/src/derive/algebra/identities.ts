import { ONE } from '../../expression/rational.ts';
import { exponential, multiply, raised } from './arithmetic.ts';
import { callAtom } from './atoms.ts';
import { expanded } from './expand.ts';
import { tensorKey } from './keys.ts';
import { normalized } from './normal.ts';
import { raisedTerm } from './powers.ts';
import { isCallOf, LAWS, type Law, operandOf, plain, sameAt } from './rules.ts';
import { add, negative, number, scale, single, tensor } from './sums.ts';
import { type Factor, type Index, isWhole, MINUS_ONE, over, type Tensor, type Term } from './tensor.ts';
import { together } from './together.ts';

/*
 * Identities of functions, each as a way to write a sum in another form. Most can go either way: the cost decides which to take.
 */

const whole = (n: number) => ({ numerator: n, denominator: 1 });
const HALF = { numerator: 1, denominator: 2 };

/** What a factor to a power is written as; undefined where it stays. */
type Rewriting = (each: Factor, axes: readonly Index[]) => Tensor | undefined;

/** A tensor with factors rewritten, those in sums that are factors too. */
function rewrittenBy(x: Tensor, rewriting: Rewriting): Tensor {
  const { axes } = x;
  const terms = x.terms.map((term): Tensor => {
    const parts = term.factors.map((each): Tensor => {
      if (each.at.some((index) => !axes.includes(index)))
        return { axes, terms: [{ coefficient: ONE, factors: [each] }] };
      const made = rewriting(each, axes);
      if (made) return made;
      if (each.atom.kind === 'sum' && each.atom.of.terms.length > 1) {
        const base = rewrittenBy(over(each.atom.of, each.at), rewriting);
        return normalized(axes, raisedTerm({ axes, terms: base.terms }, each.exponent));
      }
      return single(axes, each);
    });
    const open = term.factors.some(({ at }) => at.some((index) => !axes.includes(index)));
    if (open) return { axes, terms: [term] };
    return multiply(number(term.coefficient, axes), ...parts);
  });
  return add({ axes, terms: [] }, ...terms);
}

const callOn = (name: string, operand: Tensor, axes: readonly Index[]): Tensor => {
  const at = operand.axes;
  const { terms } = single(at, callAtom(name, [operand]));
  return { axes, terms };
};

/** The square of a function as a + b · the square of another. */
const square =
  (of: string, by: string, constant: number, slope: number): Rewriting =>
  (each, axes) => {
    const { exponent } = each;
    if (!isCallOf(each, of) || !isWhole(exponent) || exponent.numerator < 2) return undefined;
    const other = raised(callOn(by, operandOf(each), axes), whole(2));
    const squares = add(number(whole(constant), axes), scale(other, whole(slope)));
    const pairs = raised(squares, whole(Math.floor(exponent.numerator / 2)));
    return exponent.numerator % 2 === 0 ? pairs : multiply(pairs, single(axes, { ...each, exponent: ONE }));
  };

/** tan as sin/cos. */
const quotientOf =
  (of: string, above: string, below: string): Rewriting =>
  (each, axes) => {
    if (!isCallOf(each, of)) return undefined;
    const operand = operandOf(each);
    const ratio = multiply(callOn(above, operand, axes), raised(callOn(below, operand, axes), MINUS_ONE));
    return raised(ratio, each.exponent);
  };

/** cos² u as (1 + cos 2u)/2. */
const doubled =
  (of: string, by: string, constant: number, slope: number): Rewriting =>
  (each, axes) => {
    if (!isCallOf(each, of) || each.exponent.numerator !== 2 || !isWhole(each.exponent)) return undefined;
    const twice = callOn(by, scale(operandOf(each), whole(2)), axes);
    return add(
      number({ numerator: constant, denominator: 2 }, axes),
      scale(twice, { numerator: slope, denominator: 2 }),
    );
  };

const all =
  (...rewritings: readonly Rewriting[]): Rewriting =>
  (each, axes) => {
    for (const rewriting of rewritings) {
      const made = rewriting(each, axes);
      if (made) return made;
    }
    return undefined;
  };

/** cosh and sinh by exponentials. */
const asExponentials =
  (of: string, sign: 1 | -1): Rewriting =>
  (each, axes) => {
    if (!isCallOf(each, of)) return undefined;
    const operand = { axes, terms: operandOf(each).terms };
    const sum = add(exponential(operand), scale(exponential(negative(operand)), whole(sign)));
    return raised(scale(sum, HALF), each.exponent);
  };

const sameOperand = (x: Factor, y: Factor) =>
  sameAt(x.at, y.at) && tensorKey(operandOf(x)) === tensorKey(operandOf(y));

/** Two functions of the same operand as one. */
const pair = (
  name: string,
  one: string,
  other: string,
  made: (x: Factor, y: Factor) => Term | undefined,
): Law => ({
  name,
  two: (x, y) => (isCallOf(x, one) && isCallOf(y, other) && sameOperand(x, y) ? made(x, y) : undefined),
});

const less = (each: Factor, by: number): Factor => ({
  ...each,
  exponent: {
    numerator: each.exponent.numerator - by * each.exponent.denominator,
    denominator: each.exponent.denominator,
  },
});

/** sin u / cos u as tan u, as often as both are there. */
const ratioLaw = (above: string, below: string, made: string) =>
  pair(`${above}/${below} = ${made}`, above, below, (x, y) => {
    const [a, b] = [x.exponent, y.exponent];
    if (!isWhole(a) || !isWhole(b) || a.numerator * b.numerator >= 0) return undefined;
    const times = Math.sign(a.numerator) * Math.min(Math.abs(a.numerator), Math.abs(b.numerator));
    return plain(
      { ...callAtom(made, [operandOf(x)]), exponent: whole(times) },
      less(x, times),
      less(y, -times),
    );
  });

const doubleLaw = (of: string, by: string) =>
  pair(`${of} ${by} = ${of}(2u)/2`, of, by, (x, y) => {
    const [a, b] = [x.exponent, y.exponent];
    if (!isWhole(a) || !isWhole(b) || a.numerator < 1 || b.numerator < 1) return undefined;
    const twice = callAtom(of, [scale(operandOf(x), whole(2))]);
    return { coefficient: HALF, factors: [twice, less(x, 1), less(y, 1)] };
  });

/** A tensor by laws of its factors besides those that always hold. */
function byLaws({ axes, terms }: Tensor, laws: readonly Law[]): Tensor {
  return tensor(
    axes,
    terms.flatMap((term) => normalized(axes, term, [...laws, ...LAWS]).terms),
  );
}

const open = (x: Tensor) => expanded(x) ?? x;

/** A way to write a sum in another form, for one in which one of these functions stands. */
export interface Way {
  readonly name: string;
  readonly of: readonly string[];
  readonly rewrite: (x: Tensor) => Tensor;
}

const toQuotients = all(quotientOf('tan', 'sin', 'cos'), quotientOf('tanh', 'sinh', 'cosh'));

/** Quotients in place of tangents, over one denominator, and the squares of one function by the other. */
const overOne = (rewriting: Rewriting) => (x: Tensor) => {
  const quotients = withBases(rewrittenBy(x, toQuotients), (base) => together(open(base)));
  return together(withBases(rewrittenBy(open(together(quotients)), rewriting), together));
};

const toCos = all(square('sin', 'cos', 1, -1), square('sinh', 'cosh', -1, 1));
const toSin = all(square('cos', 'sin', 1, -1), square('cosh', 'sinh', 1, 1));

const doubleAngles = all(
  doubled('sin', 'cos', 1, -1),
  doubled('cos', 'cos', 1, 1),
  doubled('sinh', 'cosh', -1, 1),
  doubled('cosh', 'cosh', 1, 1),
);

const EVEN = ['cos', 'cosh'];
const ODD = ['sin', 'sinh'];
const TANGENTS = ['tan', 'tanh'];

export const WAYS: readonly Way[] = [
  { name: 'sin² = 1 − cos²', of: ODD, rewrite: (x) => rewrittenBy(open(x), toCos) },
  { name: 'cos² = 1 − sin²', of: EVEN, rewrite: (x) => rewrittenBy(open(x), toSin) },
  { name: 'tan = sin/cos', of: TANGENTS, rewrite: (x) => rewrittenBy(x, toQuotients) },
  { name: 'tan by cosines, over one denominator', of: TANGENTS, rewrite: overOne(toCos) },
  { name: 'tan by sines, over one denominator', of: TANGENTS, rewrite: overOne(toSin) },
  {
    name: 'sin/cos = tan',
    of: ODD,
    rewrite: (x) => byLaws(x, [ratioLaw('sin', 'cos', 'tan'), ratioLaw('sinh', 'cosh', 'tanh')]),
  },
  {
    name: 'double angles',
    of: [...ODD, ...EVEN],
    rewrite: (x) =>
      byLaws(open(rewrittenBy(open(x), doubleAngles)), [doubleLaw('sin', 'cos'), doubleLaw('sinh', 'cosh')]),
  },
  {
    name: 'cosh and sinh by exponentials',
    of: ['sinh', 'cosh'],
    rewrite: (x) => rewrittenBy(x, all(asExponentials('cosh', 1), asExponentials('sinh', -1))),
  },
];

/** The functions in the factors of a tensor, those in sums that are factors too. */
export function functionsIn({ terms }: Tensor, found = new Set<string>()): Set<string> {
  for (const { factors } of terms)
    for (const { atom } of factors) {
      if (atom.kind === 'call') found.add(atom.name);
      if (atom.kind === 'sum') functionsIn(atom.of, found);
    }
  return found;
}

/** Sums that are factors to the same power as one: (1 − x)(1 + x) as 1 − x². */
export function joined({ axes, terms }: Tensor): Tensor {
  return tensor(
    axes,
    terms.flatMap((term) => {
      const sums = term.factors.filter(
        ({ atom, at }) =>
          atom.kind === 'sum' && atom.of.terms.length > 1 && at.every((index) => axes.includes(index)),
      );
      const [first] = sums;
      const group = sums.filter(
        ({ exponent }) =>
          exponent.numerator === first.exponent.numerator &&
          exponent.denominator === first.exponent.denominator,
      );
      if (group.length < 2) return [term];
      const base = open({
        axes,
        terms: [{ coefficient: ONE, factors: group.map((each) => ({ ...each, exponent: ONE })) }],
      });
      const whole = raised(base, first.exponent);
      const rest = { ...term, factors: term.factors.filter((each) => !group.includes(each)) };
      return multiply({ axes, terms: [rest] }, whole).terms;
    }),
  );
}

/** Sums that are factors, each over one denominator and without what its terms have in common. */
export function withBases(x: Tensor, f: (base: Tensor) => Tensor): Tensor {
  return rewrittenBy(x, (each, axes) => {
    if (each.atom.kind !== 'sum' || each.atom.of.terms.length < 2 || each.at.length > axes.length)
      return undefined;
    const base = over(each.atom.of, each.at);
    const made = f({ axes: each.at, terms: base.terms });
    return normalized(axes, raisedTerm({ axes, terms: made.terms }, each.exponent));
  });
}
