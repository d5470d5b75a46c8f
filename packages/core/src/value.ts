import type { Data, DType } from './array/dtype.ts';
import { type NDArray, type Nested, toNested } from './array/ndarray.ts';
import { SCALAR, type Shape } from './array/shape.ts';
import { argumentErrors } from './errors/arguments.ts';
import { shapeErrors } from './errors/shapes.ts';
import { checkCount } from './errors/surplus.ts';
import { BRAND, COPY } from './errors/text.ts';
import type { FluentMethods } from './fluent.ts';
import type { Primitive } from './primitive.ts';
import { formatInspected, formatLine } from './write/print.ts';

const NO_INPUTS: readonly Value[] = [];

/**
 * A node of the graph: numbers with a shape and a dtype, and the primitive and inputs that they came from.
 *
 * The numbers of a Value never change. Every operation of the table is a method too: `x.tanh()` is `tanh(x)`.
 * Values are made by `value`, `constant` and the operations, not by this constructor.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const w = value(0.4, { name: 'w' });
 * const y = w.mul(3).sin().named('y');
 * y.backward();
 * w.grad; // → 1.087073263430020
 * String(y); // → y = sin(mul(…)) = 0.9320390859672264
 * ```
 */
export class Value implements NDArray {
  readonly shape: Shape;
  readonly dtype: DType;
  /** The operation that made this node; undefined for a leaf and for what was not recorded. */
  readonly primitive: Primitive | undefined;
  readonly inputs: readonly Value[];
  /** What else the operation was told: axes, a target shape. */
  readonly attributes: unknown;
  /** Whether a gradient is wanted here, or at something that this was computed from. */
  readonly wantsGradient: boolean;
  /** The name shown in pictures, messages and derivations. */
  name: string | undefined;
  /** The gradient that the last `backward()` to reach this leaf or named node found here. */
  grad: Value | undefined;
  /** Scratch of the walk over the graph: where the last walk put this node. */
  mark: number;

  constructor(
    data: Data,
    shape: Shape,
    dtype: DType,
    wantsGradient = false,
    primitive?: Primitive,
    inputs: readonly Value[] = NO_INPUTS,
    attributes?: unknown,
  ) {
    checkCount('Value', 7, arguments);
    // A field that has only held numbers gets a box of its own in each object from V8: garbage for every node.
    (this as { data: Data | undefined }).data = undefined;
    (this as { data: Data }).data = data;
    this.shape = shape;
    this.dtype = dtype;
    this.primitive = primitive;
    this.inputs = inputs;
    this.attributes = attributes;
    this.wantsGradient = wantsGradient;
    this.name = undefined;
    this.grad = undefined;
    this.mark = 0;
  }

  /** A Value with the numbers of `array`, which are not copied. */
  static of(array: NDArray, wantsGradient = false): Value {
    checkCount('Value.of', 2, arguments);
    return new Value(array.data, array.shape.length === 0 ? SCALAR : array.shape, array.dtype, wantsGradient);
  }

  /** The number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** How many numbers it holds. */
  get size(): number {
    return typeof this.data === 'number' ? 1 : this.data.length;
  }

  /** A leaf with the same numbers, which leaves the graph behind. */
  leaf(wantsGradient: boolean): Value {
    checkCount('Value.leaf', 1, arguments);
    return Value.of(this, wantsGradient);
  }

  /** Gives this node a name, and returns it. A name is a label: it changes no number. */
  named(name: string): this {
    checkCount('Value.named', 1, arguments);
    if (typeof name !== 'string') throw argumentErrors.badOption('Value.named', 'name', 'a string', name);
    this.name = name;
    return this;
  }

  /** The only number held, at any rank. Throws a ShapeError unless there is exactly one. */
  item(): number {
    checkCount('Value.item', 0, arguments);
    if (typeof this.data === 'number') return this.data;
    if (this.data.length !== 1) throw shapeErrors.notAScalar('item', this);
    return this.data[0];
  }

  /** A copy of the numbers as nested arrays; a scalar's as a number, booleans as booleans. */
  toArray(): Nested {
    checkCount('Value.toArray', 0, arguments);
    return toNested(this);
  }

  /** What `JSON.stringify` writes: as `toArray`. */
  toJSON(): Nested {
    return this.toArray();
  }

  /**
   * What JavaScript's own `+`, `*`, `>` and `Math` see: a constant scalar is its number. They would silently lose a
   * gradient, so Values that want one are refused, as are non-scalars. A template literal prints any Value.
   */
  [Symbol.toPrimitive](hint: string): string | number {
    if (hint === 'string') return this.toString();
    const { data } = this;
    if (this.wantsGradient || typeof data !== 'number') throw argumentErrors.usedAsNumber(this);
    return data;
  }

  /** Tells a Value of this copy of the package from one of another. */
  get [BRAND](): symbol {
    return COPY;
  }

  /** One line: the name, where it came from, the numbers. */
  toString(): string {
    checkCount('Value.toString', 0, arguments);
    return formatLine(this);
  }

  /** What Node's console shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return formatInspected(this);
  }
}

/** The methods that fluent.ts derives from the table of operations. */
export interface Value extends FluentMethods {
  // Here, and not in the class, so that a subclass may have it as an accessor.
  /** The numbers: a bare number at rank 0, a typed array in row-major order above. Read only. */
  readonly data: Data;
}
