import { constant, type DType, type Random, type Value } from '@chainrule/core';

/** What one step of a program has to choose from. */
export interface Step {
  readonly operation: number;
  readonly operands: readonly number[];
  readonly choices: readonly number[];
}

/** Which of so many nodes a number names: every other time one of the last, so that few steps lead nowhere. */
export const placeOf = (k: number, count: number): number =>
  k % 2 === 0 ? count - 1 - ((k / 2) % Math.min(count, 4)) : k % count;

/** The operands and the choices of one step, as its operation asks for them. */
export class Pick {
  readonly #nodes: readonly Value[];
  readonly step: Step;
  readonly random: Random;

  constructor(nodes: readonly Value[], step: Step, random: Random) {
    this.#nodes = nodes;
    this.step = step;
    this.random = random;
  }

  /** The same choices among other nodes. */
  among(nodes: readonly Value[]): Pick {
    return new Pick(nodes, this.step, this.random);
  }

  /** A number below n. */
  choice(k: number, n: number): number {
    return this.step.choices[k % this.step.choices.length] % Math.max(n, 1);
  }

  /** Operand k as it is. */
  any(k: number): Value {
    return this.#nodes[placeOf(this.step.operands[k], this.#nodes.length)];
  }

  /** Operand k, as numbers that have derivatives. */
  float(k: number): Value {
    return asFloat(this.any(k));
  }

  /** Operand k as numbers: booleans count. */
  number(k: number): Value {
    return asNumber(this.any(k));
  }

  /** Operand k as booleans. */
  bool(k: number): Value {
    const x = this.any(k);
    return x.dtype === 'bool' ? x : x.greater(0);
  }

  /** Operand k with one axis or more, which may be empty. */
  line(k: number): Value {
    const x = this.any(k);
    return x.rank > 0 ? x : x.reshape([1]);
  }

  /** Operand k with one axis or more and an entry at least. */
  filled(k: number): Value {
    const x = this.line(k);
    return x.size > 0 ? x : x.sum().reshape([1]).asType(x.dtype);
  }

  /** One axis of x. */
  axis(x: Value): number {
    return this.choice(0, x.rank);
  }

  /** Some axes of x. */
  axes(x: Value): number[] {
    const all = x.shape.map((_, axis) => axis);
    return [all, all.slice(-1), all.slice(0, 1), all.filter((axis) => axis % 2 === 0), []][this.choice(0, 5)];
  }

  /** The axes of x in another order. */
  order(x: Value): number[] {
    const order = x.shape.map((_, axis) => axis);
    for (let k = 1; k < order.length; k++) {
      const j = this.choice(k, k + 1);
      [order[k], order[j]] = [order[j], order[k]];
    }
    return order;
  }
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
export const isFloat = ({ dtype }: { readonly dtype: DType }): boolean =>
  dtype === 'float64' || dtype === 'float32';

export const asFloat = (x: Value): Value => (isFloat(x) ? x : x.asType('float64'));
export const asNumber = (x: Value): Value => (x.dtype === 'bool' ? x.asType('int32') : x);

/** The numbers of x in this shape: as they are, one for all, some of them where they lie, or over and over. */
export function fitted(x: Value, shape: readonly number[]): Value {
  const size = sizeOf(shape);
  if (x.shape.join() === shape.join()) return x;
  if (x.size === size) return x.reshape(shape);
  if (x.size === 0) return x.sum().asType(x.dtype).broadcastTo(shape);
  if (x.size > 2 * size)
    return x
      .flatten()
      .slice([[1, 2 * size + 1, 2]])
      .reshape(shape);
  if (x.size > size)
    return x
      .flatten()
      .slice([[x.size - size]])
      .reshape(shape);
  const places = Int32Array.from({ length: size }, (_, i) => (7 * i + 3) % x.size);
  return x.flatten().take(constant(places)).reshape(shape);
}

/** Operand k in a form that goes together with x. */
export function beside(x: Value, other: Value): Value {
  const added = Math.max(x.rank - other.rank, 0);
  const goes = other.rank <= x.rank && other.shape.every((n, k) => n === x.shape[k + added] || n === 1);
  return goes ? other : fitted(other, x.shape);
}
