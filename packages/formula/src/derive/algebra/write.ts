import { call, type Expression, isCall, name, number } from '../../expression/expression.ts';
import { negated, power, type Rational } from '../../expression/rational.ts';
import { content } from './atoms.ts';
import { arranged, onesOf, type Parts, sizeExpression } from './matrix-form.ts';
import { operations } from './operations.ts';
import { assembled, entrywise, numbersOf, opposite, toPower } from './products.ts';
import { scaled } from './sums.ts';
import {
  type Atom,
  E,
  exactly,
  type Factor,
  type Index,
  isOne,
  isWhole,
  type SumAtom,
  type Tensor,
  type Term,
  Unsaid,
} from './tensor.ts';

/*
 * Tensors as expressions: sums of products, what has a negative exponent under a line.
 */

/** `broadcasts` where something beside it has its shape: then what is equal along an axis need not be repeated. */
export function writeTensor(x: Tensor, broadcasts = false): Expression {
  const apart = writeSum(x, broadcasts);
  if (x.terms.length < 2) return apart;
  // 2a − 2b as 2(a − b), where that is shorter.
  const size = absolute(content(x));
  if (isOne(size)) return apart;
  const inner = { axes: x.axes, terms: x.terms.map((term) => scaled(term, exactly(power(size, -1)))) };
  const { above, below } = numbersOf(size);
  const sum = writeSum(inner, broadcasts);
  const numerator = above === 1 ? sum : call('mul', [number(above), sum]);
  const whole = below === 1 ? numerator : call('div', [numerator, number(below)]);
  return operations(whole) < operations(apart) ? whole : apart;
}

const absolute = ({ numerator, denominator }: Rational): Rational => ({
  numerator: Math.abs(numerator),
  denominator,
});

function writeSum(x: Tensor, broadcasts: boolean): Expression {
  const { axes, terms } = x;
  if (terms.length === 0)
    return axes.length === 0 || broadcasts
      ? number(0)
      : call(
          'zeros',
          axes.map(({ size }) => sizeExpression(size)),
        );
  const written = terms.map((term, k) =>
    writeTerm(term, axes, broadcasts || terms.some((other, j) => j !== k && spans(other, axes))),
  );
  // What begins without a sign or a transpose comes first.
  const place = ({ negative, size }: Written) => (negative ? 2 : isCall(size, 'transpose') ? 1 : 0);
  const least = Math.min(...written.map(place));
  const first = written.findIndex((each) => place(each) === least);
  const ordered = [written[first], ...written.toSpliced(first, 1)];
  return ordered.reduce<Expression | undefined>(
    (left, { negative, size }) =>
      left === undefined ? (negative ? opposite(size) : size) : call(negative ? 'sub' : 'add', [left, size]),
    undefined,
  )!;
}

/** Whether a term depends on each of the axes. */
const spans = ({ factors }: Term, axes: readonly Index[]) =>
  axes.every((axis) => factors.some(({ at }) => at.includes(axis)));

/** What is written of operands that broadcast against one another. */
function writeTogether(operands: readonly Tensor[]): readonly Expression[] {
  const whole = operands.map(({ axes, terms }) => terms.some((term) => spans(term, axes)));
  return operands.map((operand, k) =>
    writeTensor(
      operand,
      whole.some((each, j) => each && j !== k),
    ),
  );
}

interface Written {
  readonly negative: boolean;
  readonly size: Expression;
}

/** Factors over and under the line, or a product of them entry by entry. */
interface Fraction {
  readonly above: readonly Expression[];
  readonly below: readonly Expression[];
}

function writeTerm(term: Term, axes: readonly Index[], broadcasts: boolean): Written {
  const [coefficient, factors] = withoutMinus(term);
  const sorted = [...factors].sort((a, b) => PLACES[a.atom.kind] - PLACES[b.atom.kind]);
  const scalars = sorted.filter(({ at }) => at.length === 0);
  const rest = sorted.filter(({ at }) => at.length > 0);
  const { array, scalars: contracted } = arrayOf(rest, axes);
  const fraction = fractionOf(scalars);
  const { above, below } = numbersOf(coefficient);
  const over = [...(above === 1 ? [] : [number(above)]), ...contracted, ...fraction.above];
  const under = [...(below === 1 ? [] : [number(below)]), ...fraction.below];
  const whole = array ?? (axes.length > 0 && !broadcasts ? onesOf(axes) : undefined);
  return { negative: coefficient.numerator < 0, size: assembled(over, under, whole) };
}

/** In which order factors stand: x eˣ sin x (…). */
const PLACES: Readonly<Record<Atom['kind'], number>> = {
  number: 0,
  symbol: 1,
  power: 2,
  call: 3,
  sum: 4,
  delta: 5,
  pair: 5,
};

/** −(a − b) as b − a. */
function withoutMinus({ coefficient, factors }: Term): readonly [Rational, readonly Factor[]] {
  if (coefficient.numerator > 0) return [coefficient, factors];
  const turns = factors.flatMap(({ atom, exponent }, k) =>
    atom.kind === 'sum' && isWhole(exponent) && exponent.numerator % 2 !== 0 && turnsWell(atom) ? [k] : [],
  );
  // Where the same sum stands twice, turning one of them would hide that.
  const k = turns.find((turn) =>
    factors.every(({ atom }, j) => j === turn || atom.key !== factors[turn].atom.key),
  );
  if (k === undefined) return [coefficient, factors];
  const { atom } = factors[k] as { atom: SumAtom };
  const terms = atom.of.terms.map((term) => ({ ...term, coefficient: negated(term.coefficient) }));
  const turned: SumAtom = { ...atom, of: { axes: atom.of.axes, terms } };
  return [negated(coefficient), factors.with(k, { ...factors[k], atom: turned })];
}

const turnsWell = ({ of }: SumAtom) => of.terms.some(({ coefficient }) => coefficient.numerator < 0);

function fractionOf(factors: readonly Factor[]): Fraction {
  const above: Expression[] = [];
  const below: Expression[] = [];
  for (const each of factors) {
    const under = underLine(each);
    if (under) below.push(writeFactor(under));
    else if (each.exponent.numerator < 0)
      below.push(writeFactor({ ...each, exponent: negated(each.exponent) }));
    else above.push(writeFactor(each));
  }
  return { above, below };
}

/** 10⁻ˣ as 1/10ˣ; e⁻ˣ stays. */
function underLine({ atom, at, exponent }: Factor): Factor | undefined {
  if (atom.kind !== 'power' || isSymbol(atom.base, E) || atom.exponent.terms.length !== 1) return undefined;
  const [term] = atom.exponent.terms;
  if (term.coefficient.numerator > 0) return undefined;
  const turned = { ...atom.exponent, terms: [{ ...term, coefficient: negated(term.coefficient) }] };
  return { atom: { ...atom, exponent: turned }, at, exponent };
}

/** The array over the axes that factors with indices come to, and the scalars that sums over indices come to. */
function arrayOf(
  factors: readonly Factor[],
  axes: readonly Index[],
): { scalars: readonly Expression[]; array: Expression | undefined } {
  const { squares, rest } = squaresOf(factors, axes);
  const vectors: Parts['vectors'][number][] = [];
  const matrices: Parts['matrices'][number][] = [];
  for (const group of grouped(rest)) {
    const [{ atom, at }] = group;
    const written = productOf(group);
    if (at.length === 1) vectors.push({ at: at[0], vector: written });
    else if (at.length === 2)
      matrices.push({
        at: [at[0], at[1]],
        matrix: written,
        symmetric: group.length === 1 && atom.symmetric,
        isIdentity: atom.kind === 'delta',
      });
    else throw new Unsaid('a part of more than two axes');
  }
  const made = arranged({ scalars: [], vectors, matrices }, axes, entrywise);
  return { scalars: [...squares, ...made.scalars], array: made.array };
}

/** Factors that stand at the same indices in the same order are one product entry by entry. */
function grouped(factors: readonly Factor[]): Factor[][] {
  const groups: Factor[][] = [];
  for (const each of factors) {
    const before = groups.find(([{ atom, at }]) => {
      const isDelta = atom.kind === 'delta' || each.atom.kind === 'delta';
      return (
        !isDelta &&
        at.length === each.at.length &&
        at.every((index, k) => index === each.at[k]) &&
        mayJoin(factors, each)
      );
    });
    if (before) before.push(each);
    else groups.push([each]);
  }
  return groups;
}

/** Two matrices between summed indices are a trace, and two vectors a product: only what is a power joins. */
const mayJoin = (factors: readonly Factor[], each: Factor) =>
  each.exponent.numerator < 0 ||
  factors.some(({ at, exponent }) => exponent.numerator < 0 && at.every((index, k) => index === each.at[k]));

function productOf(group: readonly Factor[]): Expression {
  const { above, below } = fractionOf(group);
  const numerator = above.length > 0 ? entrywise(above) : number(1);
  return below.length > 0 ? call('div', [numerator, entrywise(below)]) : numerator;
}

/** Sums of squares, which are norms: Σᵢ xᵢ² is ‖x‖². */
function squaresOf(
  factors: readonly Factor[],
  axes: readonly Index[],
): { squares: Expression[]; rest: Factor[] } {
  const squares: Expression[] = [];
  const rest = factors.filter((each) => {
    const isAlone = each.at.every(
      (index, k) =>
        !axes.includes(index) &&
        each.at.indexOf(index) === k &&
        factors.every((other) => other === each || !other.at.includes(index)),
    );
    if (!isAlone || each.exponent.numerator !== 2 || each.exponent.denominator !== 1) return true;
    squares.push(call('pow', [call('norm', [writeAtom(each.atom)]), number(2)]));
    return false;
  });
  return { squares, rest };
}

/** A factor over the axes of its atom, in their order. */
function writeFactor({ atom, exponent }: Factor): Expression {
  const norm = normOf(atom);
  if (norm)
    return toPower(call('norm', [norm]), {
      numerator: 2 * exponent.numerator,
      denominator: exponent.denominator,
    });
  return toPower(writeAtom(atom), exponent);
}

/** x where an atom is Σ xᵢ². */
function normOf(atom: Atom): Expression | undefined {
  if (atom.kind !== 'sum' || atom.rank > 0 || atom.of.terms.length !== 1) return undefined;
  const [{ coefficient, factors }] = atom.of.terms;
  const { squares, rest } = squaresOf(factors, []);
  const [square] = squares;
  if (!isOne(coefficient) || rest.length > 0 || squares.length !== 1) return undefined;
  return (square as { operands: readonly { operands: readonly Expression[] }[] } & Expression).operands[0]
    .operands[0];
}

function writeAtom(atom: Atom): Expression {
  switch (atom.kind) {
    case 'symbol':
      return name(atom.name);
    case 'number':
      return number(atom.value);
    case 'delta':
      // What is put in its place depends on where it stands.
      return call('eye', []);
    case 'pair':
      throw new Unsaid('an axis made of two');
    case 'sum':
      return writeTensor(atom.of);
    case 'power': {
      const [base, exponent] = writeTogether([atom.base, atom.exponent]);
      return isSymbol(atom.base, E) ? call('exp', [exponent]) : call('pow', [base, exponent]);
    }
    case 'call':
      return atom.write(
        atom.elementwise ? writeTogether(atom.operands) : atom.operands.map((each) => writeTensor(each)),
      );
  }
}

const isSymbol = ({ terms: [term, more] }: Tensor, atom: Atom) =>
  !more &&
  term?.factors.length === 1 &&
  term.factors[0].atom.key === atom.key &&
  isOne(term.factors[0].exponent);
