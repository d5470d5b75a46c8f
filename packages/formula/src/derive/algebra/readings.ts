import type { View } from '@chainrule/core/extend';
import { negated, ONE } from '../../expression/rational.ts';
import { contract, exponential, identified, multiply, onto, power, raised } from './arithmetic.ts';
import { arrayCall, callAtom } from './atoms.ts';
import type { Context } from './graph-reader.ts';
import { inverseOf } from './inverse.ts';
import { normalized } from './normal.ts';
import { add, negative, number, single } from './sums.ts';
import { DELTA, type Factor, factor, Index, MINUS_ONE, over, PAIR, type Tensor, Unsaid } from './tensor.ts';

/** What a node is in index notation. */
export type Reading = (context: Context) => Tensor;

/** An operation entry by entry that arithmetic knows. */
const entrywise =
  (f: (operands: readonly Tensor[], axes: readonly Index[]) => Tensor): Reading =>
  ({ pair, inputs, reader }) => {
    const { axes, operands } = reader.aligned(pair, inputs);
    return f(operands, axes);
  };

const half = { numerator: 1, denominator: 2 };

const same: Reading = ({ inputs, reader }) => reader.read(inputs[0]);

/** Another shape of the same entries: axes of size 1 come and go, two become one, or one becomes two. */
const reshaped: Reading = ({ pair, inputs, reader }) => {
  const x = reader.read(inputs[0]);
  const axes = reader.axesOf(pair);
  const isUnit = ({ size }: Index) => size === '1';
  const [from, to] = [x.axes, axes].map((each) => each.filter((axis) => !isUnit(axis)));
  const [lengths, wanted] = [inputs[0][0], pair[0]].map(({ shape }) => shape.filter((n) => n !== 1));
  const pairs: Factor[] = [];
  const kept = new Map<Index, Index>();
  let j = 0;
  for (let k = 0; k < from.length; k++, j++) {
    if (lengths[k] === wanted[j]) kept.set(from[k], to[j]);
    else if (lengths[k] * lengths[k + 1] === wanted[j]) pairs.push(factor(PAIR, [to[j], from[k], from[++k]]));
    else if (lengths[k] === wanted[j] * wanted[j + 1]) pairs.push(factor(PAIR, [from[k], to[j], to[++j]]));
    else throw new Unsaid('another shape of the same entries');
  }
  if (j !== to.length) throw new Unsaid('another shape of the same entries');
  const placed = over(
    x,
    x.axes.map((axis) => kept.get(axis) ?? axis),
  );
  const inner = pairs.flatMap(({ at }) => at.filter((index) => !axes.includes(index)));
  const all = [...axes, ...inner];
  const whole = pairs.reduce<Tensor>((product, each) => multiply(product, single(all, each)), {
    axes: all,
    terms: placed.terms,
  });
  return inner.reduce<Tensor>((rest, axis) => contract(rest, axis), whole);
};

const summedOver = (x: Tensor, gone: readonly number[]) =>
  gone.map((k) => x.axes[k]).reduce((rest, axis) => contract(rest, axis), x);

const sum: Reading = ({ pair, inputs, attributes, reader }) => {
  const x = reader.read(inputs[0]);
  const { axes } = attributes[0] as { axes: readonly number[] };
  return withUnits(summedOver(x, axes), reader.axesOf(pair));
};

/** The same terms over axes that may have others of size 1 between them. */
function withUnits(x: Tensor, axes: readonly Index[]): Tensor {
  let k = 0;
  const own = axes.filter(({ size }) => size !== '1');
  const to = x.axes.map((axis) => (axis.size === '1' ? axis : own[k++]));
  return { axes, terms: over(x, to).terms };
}

const sumTo: Reading = ({ pair, inputs, reader }) => {
  const x = reader.read(inputs[0]);
  const axes = reader.axesOf(pair);
  const lead = x.axes.length - axes.length;
  const gone = x.axes.flatMap((axis, k) =>
    k < lead || (axes[k - lead].size === '1' && axis.size !== '1') ? [k] : [],
  );
  return withUnits(summedOver(x, gone), axes);
};

const matmul: Reading = ({ pair, inputs, reader }) => {
  if (pair[0].rank !== 2) throw new Unsaid('matmul');
  const [a, b] = inputs.map((input) => reader.read(input));
  const [i, k] = a.axes;
  const j = b.axes[1];
  const axes = [i, k, j];
  const right = over(b, [k, j]);
  return contract(multiply({ axes, terms: a.terms }, { axes, terms: right.terms }), k);
};

const isMain = ({ offset, whole, strides }: View) =>
  offset === 0 && whole.length === 2 && whole[0] === whole[1] && strides.length === 1;

const diagonal: Reading = ({ inputs, attributes, reader }) => {
  if (!isMain(attributes[0] as View)) throw new Unsaid('diagonal');
  const x = reader.read(inputs[0]);
  return identified(x, x.axes[1], x.axes[0]);
};

const diagEmbed: Reading = ({ pair, inputs, attributes, reader }) => {
  if (!isMain(attributes[0] as View)) throw new Unsaid('diagEmbed');
  const axes = reader.axesOf(pair);
  const x = over(reader.read(inputs[0]), [axes[0]]);
  return multiply({ axes, terms: x.terms }, single(axes, factor(DELTA, axes)));
};

const inverse: Reading = ({ pair, inputs, reader }) => inverseOf(reader.read(inputs[0]), reader.axesOf(pair));

/** The X of A X = B is A⁻¹ B. */
const solve: Reading = ({ inputs, attributes, reader }) => {
  const { transpose } = attributes[0] as { readonly transpose: boolean };
  const [a, b] = inputs.map((input) => reader.read(input));
  if (b.axes.length !== 2) throw new Unsaid('solve');
  const [i, k] = a.axes;
  const inverted = inverseOf(over(a, [new Index(i.size), new Index(k.size)]), transpose ? [k, i] : [i, k]);
  const axes = [i, k, b.axes[1]];
  return contract(
    multiply({ axes, terms: inverted.terms }, { axes, terms: over(b, [k, b.axes[1]]).terms }),
    k,
  );
};

const det: Reading = ({ inputs, reader }) => single([], arrayCall('det', [reader.read(inputs[0])], []));

/** The cofactors of a matrix are det A · A⁻ᵀ. */
const cofactors: Reading = ({ pair, inputs, reader }) => {
  const axes = reader.axesOf(pair);
  const inverted = inverseOf(reader.read(inputs[0]), [axes[1], axes[0]]);
  return multiply(
    { axes, terms: reader.read(inputs[1]).terms },
    over({ axes: [...inverted.axes].reverse(), terms: inverted.terms }, axes),
  );
};

/** ‖x‖ = (Σ xᵢ²)^½. */
const norm: Reading = (context) => {
  const { pair, inputs, attributes, reader } = context;
  const { axes: gone, p } = attributes[0] as { axes: readonly number[]; p: number };
  if (p !== 2) throw new Unsaid('norm');
  const squares = raised(reader.read(inputs[0]), { numerator: 2, denominator: 1 });
  return raised(withUnits(summedOver(squares, gone), reader.axesOf(pair)), half);
};

const transpose: Reading = ({ inputs, attributes, reader }) => {
  const x = reader.read(inputs[0]);
  return { axes: (attributes[0] as readonly number[]).map((k) => x.axes[k]), terms: x.terms };
};

/** What softmax takes away first for the sake of large numbers is a constant for it, and cancels. */
const largest: Reading = (context) => {
  const { pair, inputs, reader } = context;
  const isShift = inputs[0][0].wantsGradient && !pair[0].wantsGradient;
  return isShift ? { axes: reader.axesOf(pair), terms: [] } : reader.opaque(context);
};

const isZero = ({ terms }: Tensor) => terms.length === 0;
const isUndefined = ({ terms }: Tensor) =>
  terms.some(({ factors }) =>
    factors.some(({ atom }) => atom.kind === 'number' && !Number.isFinite(atom.value)),
  );

/** A choice; what guards a point where a rule divides by zero is the other side. */
const where = entrywise(([condition, a, b], axes) => {
  const decided = decidedBy(condition);
  if (decided !== undefined) return decided ? a : b;
  if (isUndefined(a)) return b;
  if (isUndefined(b)) return a;
  const chosen = (x: Tensor, y: Tensor): Factor => callAtom('where', [condition, x, y]);
  const one = number(ONE, axes);
  const zero = number({ numerator: 0, denominator: 1 }, axes);
  if (isZero(b)) return multiply(a, single(axes, chosen(one, zero)));
  if (isZero(a)) return multiply(b, single(axes, chosen(zero, one)));
  return single(axes, chosen(a, b));
});

/** Whether a condition holds everywhere but at single points; undefined where it depends on the entries. */
function decidedBy(condition: Tensor): boolean | undefined {
  if (isZero(condition)) return false;
  const [term, ...more] = condition.terms;
  if (more.length > 0) return undefined;
  if (term.factors.length === 0) return true;
  const [{ atom }] = term.factors;
  if (atom.kind !== 'call') return undefined;
  const parts = atom.operands;
  if (atom.name === 'equal') return false;
  if (atom.name === 'notEqual') return true;
  const sides = parts.map(decidedBy);
  if (atom.name === 'logicalOr')
    return sides.includes(true) || (sides.every((side) => side === false) ? false : undefined);
  if (atom.name === 'logicalAnd')
    return sides.includes(false) ? false : sides.every((side) => side === true) || undefined;
  return undefined;
}

/** Operations by their names; those entry by entry that are not here are calls, and all others too. */
export const READINGS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['add', entrywise(([a, b]) => add(a, b))],
  ['sub', entrywise(([a, b]) => add(a, negative(b)))],
  ['neg', entrywise(([a]) => negative(a))],
  ['mul', entrywise(([a, b]) => multiply(a, b))],
  ['div', entrywise(([a, b]) => multiply(a, raised(b, MINUS_ONE)))],
  ['reciprocal', entrywise(([a]) => raised(a, MINUS_ONE))],
  ['square', entrywise(([a]) => raised(a, { numerator: 2, denominator: 1 }))],
  ['sqrt', entrywise(([a]) => raised(a, half))],
  ['rsqrt', entrywise(([a]) => raised(a, negated(half)))],
  ['pow', entrywise(([a, b]) => power(a, b))],
  ['exp', entrywise(([a]) => exponential(a))],
  ['expm1', entrywise(([a], axes) => add(exponential(a), number(MINUS_ONE, axes)))],
  ['exp2', entrywise(([a], axes) => power(number({ numerator: 2, denominator: 1 }, axes), a))],
  ['log', entrywise(([a], axes) => logarithm(a, axes))],
  ['log1p', entrywise(([a], axes) => logarithm(add(a, number(ONE, axes)), axes))],
  ['where', where],
  ['alias', same],
  ['astype', same],
  ['max', largest],
  ['reshape', reshaped],
  ['flatten', reshaped],
  ['squeeze', reshaped],
  ['expandDims', reshaped],
  ['broadcastTo', ({ pair, inputs, reader }) => onto(reader.read(inputs[0]), reader.axesOf(pair))],
  ['sum', sum],
  ['sumTo', sumTo],
  ['matmul', matmul],
  ['transpose', transpose],
  ['diagonal', diagonal],
  ['diagEmbed', diagEmbed],
  ['inverse', inverse],
  ['solve', solve],
  ['det', det],
  [
    'logDet',
    ({ inputs, reader }) => logarithm(single([], arrayCall('det', [reader.read(inputs[0])], [])), []),
  ],
  ['cofactors', cofactors],
  ['norm', norm],
]);

function logarithm(x: Tensor, axes: readonly Index[]): Tensor {
  return normalized(axes, { coefficient: ONE, factors: [callAtom('log', [x])] });
}
