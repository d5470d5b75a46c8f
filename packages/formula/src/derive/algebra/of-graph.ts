import { isAbstract, type TracedStep, type Value } from '@chainrule/core';
import type { View } from '@chainrule/core/extend';
import { type Expression, list, number as numberExpression } from '../../expression/expression.ts';
import { negated, ONE, rationalOf, power as rationalPower } from '../../expression/rational.ts';
import { callOf } from '../../graph/calls.ts';
import { contract, exponential, identified, multiply, power, raised } from './arithmetic.ts';
import { arrayCall, callAtom } from './atoms.ts';
import { known } from './constants.ts';
import { tensorKey } from './keys.ts';
import { normalized } from './normal.ts';
import { add, negative, number, single } from './sums.ts';
import {
  DELTA,
  exactly,
  type Factor,
  factor,
  fresh,
  Index,
  isOne,
  over,
  type Tensor,
  type Term,
} from './tensor.ts';

/** A node that index notation has no way to say. */
export class Unsaid extends Error {}

/** One node in two traces, of arrays of different sizes. */
type Pair = readonly [Value, Value];

/** What is known of sizes: which letter, or product of letters, two sizes stand for. */
export interface Sizes {
  readonly letter: (a: number, b: number) => string;
  /** A number that differs between the traces, as a product of sizes. */
  readonly number: (a: number, b: number) => Tensor;
}

/** Reads the graph of a gradient, traced at two sets of sizes, as sums of products in index notation. */
export class GraphReader {
  readonly #sizes: Sizes;
  readonly #found: Map<Value, Tensor>;
  readonly #steps: ReadonlyMap<Value, TracedStep>;

  constructor(sizes: Sizes, leaves: ReadonlyMap<Value, Tensor>, steps: readonly (readonly TracedStep[])[]) {
    this.#sizes = sizes;
    this.#found = new Map(leaves);
    this.#steps = new Map(steps.flat().map((step) => [step.result, step]));
  }

  /** The tensor of a node, over new axes. */
  read(pair: Pair): Tensor {
    let found = this.#found.get(pair[0]);
    if (!found) {
      found = this.#taken(pair);
      this.#found.set(pair[0], found);
    }
    return fresh(found);
  }

  #stepOf(node: Value) {
    return node.primitive ? node : this.#steps.get(node);
  }

  #taken(pair: Pair): Tensor {
    const [a, b] = pair.map((node) => this.#stepOf(node));
    if (!a || !b) return this.#constant(pair);
    const { name } = a.primitive!;
    const inputs = a.inputs.map((input, k): Pair => [input, b.inputs[k]]);
    const way = WAYS.get(name);
    const context: Context = { pair, inputs, attributes: [a.attributes, b.attributes], reader: this };
    if (way) return way(context);
    if (a.primitive!.onNumbers !== undefined) return this.#elementwise(context);
    return this.opaque(context);
  }

  axesOf([a, b]: Pair): Index[] {
    return a.shape.map((size, k) => new Index(this.#sizes.letter(size, b.shape[k])));
  }

  #constant([a, b]: Pair): Tensor {
    const axes = this.axesOf([a, b]);
    if (isAbstract(a)) throw new Unsaid('a node without numbers');
    const [xs, ys] = [a, b].map((leaf) =>
      Array.from(leaf.reshape([-1]).toArray() as (number | boolean)[], Number),
    );
    const [first] = xs;
    if (xs.every((x) => Object.is(x, first)) && ys.every((y) => Object.is(y, ys[0])))
      return { axes, terms: this.number(first, ys[0]).terms };
    const isDiagonal = (leaf: Value, entries: readonly number[]) =>
      leaf.rank === 2 &&
      leaf.shape[0] === leaf.shape[1] &&
      entries.every((x, k) => (k % (leaf.shape[0] + 1) === 0 ? x === entries[0] : x === 0));
    if (isDiagonal(a, xs) && isDiagonal(b, ys))
      return multiply(single(axes, factor(DELTA, axes)), { axes, terms: this.number(first, ys[0]).terms });
    if (a.shape.some((n, k) => n !== b.shape[k]))
      throw new Unsaid('an array of numbers whose size is a letter');
    const nested = (part: unknown): Expression =>
      Array.isArray(part) ? list(part.map(nested)) : numberExpression(Number(part));
    const whole = nested(a.toArray());
    return single(
      axes,
      arrayCall('constant', [], axes, { attributes: JSON.stringify(a.toArray()), write: () => whole }),
    );
  }

  /** A number: as a fraction, as one times a constant such as π, or as it is. */
  number(a: number, b: number): Tensor {
    if (!Object.is(a, b)) return this.#sizes.number(a, b);
    const rational = rationalOf(a);
    if (rational && Math.max(Math.abs(rational.numerator), rational.denominator) < LARGEST)
      return number(rational);
    return known(a);
  }

  /** Operands entry by entry, over the axes of the result. */
  aligned(pair: Pair, inputs: readonly Pair[]): { axes: readonly Index[]; operands: readonly Tensor[] } {
    const axes = this.axesOf(pair);
    return { axes, operands: inputs.map((input) => onto(this.read(input), axes)) };
  }

  #elementwise({ pair, inputs }: Context): Tensor {
    const { axes, operands } = this.aligned(pair, inputs);
    const [node] = pair;
    const shown = this.#shown(node);
    return normalized(axes, {
      coefficient: ONE,
      factors: [callAtom(shown.primitive!.name, operands, (parts) => callOf(shown, parts))],
    });
  }

  /** A function of whole arrays that is only known by its name. */
  opaque({ pair, inputs }: Context): Tensor {
    const axes = this.axesOf(pair);
    const shown = this.#shown(pair[0]);
    const operands = inputs.map((input) => this.read(input));
    const attributes = JSON.stringify(shown.attributes ?? null);
    const name = shown.primitive!.name;
    return single(
      axes,
      arrayCall(name, operands, axes, { attributes, write: (parts) => callOf(shown, parts) }),
    );
  }

  /** A node that says what it was computed by, even one that was not recorded. */
  #shown(node: Value): Value {
    if (node.primitive) return node;
    const { primitive, inputs, attributes } = this.#steps.get(node)!;
    return Object.create(node, {
      primitive: { value: primitive },
      inputs: { value: inputs },
      attributes: { value: attributes },
    });
  }
}

/** Numbers of more digits are not made fractions of, since their products would soon be inexact. */
const LARGEST = 1e7;

/** A tensor broadcast to these axes. */
function onto(x: Tensor, axes: readonly Index[]): Tensor {
  const own = axes.slice(axes.length - x.axes.length);
  // An axis of size 1 is one that nothing depends on.
  const placed = over(x, own);
  return { axes, terms: placed.terms };
}

interface Context {
  readonly pair: Pair;
  readonly inputs: readonly Pair[];
  readonly attributes: readonly unknown[];
  readonly reader: GraphReader;
}

type Way = (context: Context) => Tensor;

/** An operation entry by entry that arithmetic knows. */
const entrywise =
  (f: (operands: readonly Tensor[], axes: readonly Index[]) => Tensor): Way =>
  ({ pair, inputs, reader }) => {
    const { axes, operands } = reader.aligned(pair, inputs);
    return f(operands, axes);
  };

const half = { numerator: 1, denominator: 2 };
const minusOne = { numerator: -1, denominator: 1 };

const same: Way = ({ inputs, reader }) => reader.read(inputs[0]);

/** Another shape of the same entries, in which only axes of size 1 come and go. */
const reshaped: Way = ({ pair, inputs, reader }) => {
  const x = reader.read(inputs[0]);
  const axes = reader.axesOf(pair);
  const isUnit = ({ size }: Index) => size === '1';
  const [from, to] = [x.axes, axes].map((each) => each.filter((axis) => !isUnit(axis)));
  if (from.length !== to.length || from.some(({ size }, k) => size !== to[k].size))
    throw new Unsaid('reshape');
  const kept = new Map(from.map((axis, k) => [axis, to[k]]));
  const own = x.axes.map((axis) => kept.get(axis) ?? axis);
  return { axes, terms: over(x, own).terms };
};

const summedOver = (x: Tensor, gone: readonly number[]) =>
  gone.map((k) => x.axes[k]).reduce((rest, axis) => contract(rest, axis), x);

const sum: Way = ({ pair, inputs, attributes, reader }) => {
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

const sumTo: Way = ({ pair, inputs, reader }) => {
  const x = reader.read(inputs[0]);
  const axes = reader.axesOf(pair);
  const lead = x.axes.length - axes.length;
  const gone = x.axes.flatMap((axis, k) =>
    k < lead || (axes[k - lead].size === '1' && axis.size !== '1') ? [k] : [],
  );
  return withUnits(summedOver(x, gone), axes);
};

const matmul: Way = ({ pair, inputs, reader }) => {
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

const diagonal: Way = ({ inputs, attributes, reader }) => {
  if (!isMain(attributes[0] as View)) throw new Unsaid('diagonal');
  const x = reader.read(inputs[0]);
  return identified(x, x.axes[1], x.axes[0]);
};

const diagEmbed: Way = ({ pair, inputs, attributes, reader }) => {
  if (!isMain(attributes[0] as View)) throw new Unsaid('diagEmbed');
  const axes = reader.axesOf(pair);
  const x = over(reader.read(inputs[0]), [axes[0]]);
  return multiply({ axes, terms: x.terms }, single(axes, factor(DELTA, axes)));
};

const inverse: Way = ({ pair, inputs, reader }) => inverseOf(reader.read(inputs[0]), reader.axesOf(pair));

/** A⁻¹. That of the transpose is the transpose of that, and (AB)⁻¹ is B⁻¹A⁻¹ where A and B are square. */
export function inverseOf(x: Tensor, axes: readonly Index[]): Tensor {
  const [term, ...more] = x.terms;
  const path = more.length === 0 && term ? pathOf(term, x.axes) : undefined;
  if (!path) return single(axes, arrayCall('inverse', [x], axes, { symmetric: isSymmetric(x) }));
  const inner = path.slice(1).map(({ from }) => from);
  const places = [axes[1], ...inner.map(({ size }) => new Index(size)), axes[0]];
  const factors = path.map(({ factor: { atom }, from, to, isTransposed }, k) => {
    const own = [new Index(from.size), new Index(to.size)];
    const plain = single(own, factor(atom, own));
    const at = isTransposed ? [places[k], places[k + 1]] : [places[k + 1], places[k]];
    return arrayCall('inverse', [plain], at, { symmetric: atom.symmetric });
  });
  return normalized(axes, { coefficient: exactly(rationalPower(term.coefficient, -1)), factors });
}

interface Step {
  readonly factor: Factor;
  readonly from: Index;
  readonly to: Index;
  readonly isTransposed: boolean;
}

/** Square matrices in a row from one axis to the other; undefined where the factors are anything else. */
function pathOf({ factors }: Term, [first, last]: readonly Index[]): readonly Step[] | undefined {
  const isSquare = factors.every(
    ({ at, exponent }) => at.length === 2 && isOne(exponent) && at.every(({ size }) => size === first.size),
  );
  if (!isSquare || factors.some(({ atom }) => atom.kind === 'delta')) return undefined;
  const steps: Step[] = [];
  let from = first;
  const rest = [...factors];
  while (rest.length > 0) {
    const k = rest.findIndex(({ at }) => at.includes(from));
    if (k < 0) return undefined;
    const [found] = rest.splice(k, 1);
    const isTransposed = found.at[1] === from;
    const to = isTransposed ? found.at[0] : found.at[1];
    steps.push({ factor: found, from, to, isTransposed });
    from = to;
  }
  return from === last ? steps : undefined;
}

export const isSymmetric = (x: Tensor): boolean =>
  tensorKey(x) === tensorKey({ axes: [...x.axes].reverse(), terms: x.terms });

const det: Way = ({ inputs, reader }) => single([], arrayCall('det', [reader.read(inputs[0])], []));

/** The cofactors of a matrix are det A · A⁻ᵀ. */
const cofactors: Way = ({ pair, inputs, reader }) => {
  const axes = reader.axesOf(pair);
  const inverted = inverseOf(reader.read(inputs[0]), [axes[1], axes[0]]);
  return multiply(
    { axes, terms: reader.read(inputs[1]).terms },
    over({ axes: [...inverted.axes].reverse(), terms: inverted.terms }, axes),
  );
};

/** ‖x‖ = (Σ xᵢ²)^½. */
const norm: Way = (context) => {
  const { pair, inputs, attributes, reader } = context;
  const { axes: gone, p } = attributes[0] as { axes: readonly number[]; p: number };
  if (p !== 2) throw new Unsaid('norm');
  const squares = raised(reader.read(inputs[0]), { numerator: 2, denominator: 1 });
  return raised(withUnits(summedOver(squares, gone), reader.axesOf(pair)), half);
};

const transpose: Way = ({ inputs, attributes, reader }) => {
  const x = reader.read(inputs[0]);
  return { axes: (attributes[0] as readonly number[]).map((k) => x.axes[k]), terms: x.terms };
};

/** What softmax takes away first for the sake of large numbers is a constant for it, and cancels. */
const largest: Way = (context) => {
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

const WAYS: ReadonlyMap<string, Way> = new Map<string, Way>([
  ['add', entrywise(([a, b]) => add(a, b))],
  ['sub', entrywise(([a, b]) => add(a, negative(b)))],
  ['neg', entrywise(([a]) => negative(a))],
  ['mul', entrywise(([a, b]) => multiply(a, b))],
  ['div', entrywise(([a, b]) => multiply(a, raised(b, minusOne)))],
  ['reciprocal', entrywise(([a]) => raised(a, minusOne))],
  ['square', entrywise(([a]) => raised(a, { numerator: 2, denominator: 1 }))],
  ['sqrt', entrywise(([a]) => raised(a, half))],
  ['rsqrt', entrywise(([a]) => raised(a, negated(half)))],
  ['pow', entrywise(([a, b]) => power(a, b))],
  ['exp', entrywise(([a]) => exponential(a))],
  ['expm1', entrywise(([a], axes) => add(exponential(a), number(minusOne, axes)))],
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
