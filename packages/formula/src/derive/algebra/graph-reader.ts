import { isAbstract, type TracedStep, type Value } from '@chainrule/core';
import { type Expression, list, number as numberExpression } from '../../expression/expression.ts';
import { ONE, rationalOf } from '../../expression/rational.ts';
import { callOf } from '../../graph/calls.ts';
import { multiply, onto } from './arithmetic.ts';
import { arrayCall, callAtom } from './atoms.ts';
import { known } from './constants.ts';
import { normalized } from './normal.ts';
import { READINGS } from './readings.ts';
import { number, single } from './sums.ts';
import { DELTA, factor, fresh, Index, type Tensor, Unsaid } from './tensor.ts';

/** One node in two traces, of arrays of different sizes. */
export type Pair = readonly [Value, Value];

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
    const way = READINGS.get(name);
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
    if (isIdentity(a.shape, xs) && isIdentity(b.shape, ys)) {
      // Over four axes it is the identity over two axes that were made of two each.
      const half = axes.length / 2;
      const deltas = axes
        .slice(0, half)
        .map((axis, k) => single(axes, factor(DELTA, [axis, axes[half + k]])));
      return multiply({ axes, terms: this.number(first, ys[0]).terms }, ...deltas);
    }
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

/** A node as a reading sees it. */
export interface Context {
  readonly pair: Pair;
  readonly inputs: readonly Pair[];
  /** In both traces. */
  readonly attributes: readonly unknown[];
  readonly reader: GraphReader;
}

/** Whether an array has one number on its diagonal and zeros elsewhere, with the second half of its axes as columns. */
function isIdentity(shape: readonly number[], entries: readonly number[]): boolean {
  const half = shape.length / 2;
  if (half < 1 || !Number.isInteger(half)) return false;
  const rows = shape.slice(0, half);
  if (rows.some((n, k) => n !== shape[half + k])) return false;
  const size = rows.reduce((m, n) => m * n, 1);
  return entries.every((x, k) => (k % (size + 1) === 0 ? x === entries[0] : x === 0));
}
