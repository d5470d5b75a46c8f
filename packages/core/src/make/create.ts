import { allocate, type DType, isDType, isFloat, rounded, type TypedArray } from '../array/dtype.ts';
import { cast, flat, fromNested, type NDArray, type Nested } from '../array/ndarray.ts';
import { isShape, SCALAR, type Shape, sizeOf } from '../array/shape.ts';
import { kept } from '../array/typed-array.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { dataErrors } from '../errors/data.ts';
import { gradientErrors } from '../errors/gradients.ts';
import { shapeErrors } from '../errors/shapes.ts';
import { checkCount } from '../errors/surplus.ts';
import { optionsOf } from '../options.ts';
import { state } from '../recording.ts';
import { Value } from '../value.ts';

export interface CreateOptions {
  /** The name shown in pictures, messages and derivations. */
  name?: string | undefined;
  /** The element type; default: that of the data, float32 for a Float32Array and float64 for plain numbers. */
  dtype?: DType;
  /** The shape of flat data, in row-major order. */
  shape?: Shape;
}

/** For leaves whose shape is a separate argument. */
export type FillOptions = Omit<CreateOptions, 'shape'>;

/** What an operation takes: a Value, or plain numbers that become a constant. */
export type Operand = Value | Nested;

/**
 * A leaf that wants a gradient: a parameter, or the variable of a function. Numbers are copied; from a Value it takes the
 * numbers, without the graph.
 *
 * Throws a DataError for ragged or non-numeric data and a GradientError for integers and booleans.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const W = value([[0.15, 0.2], [0.25, 0.3]], { name: 'W' });
 * W.shape; // → [2, 2]
 * W.square().sum().backward();
 * W.grad; // → [[0.3, 0.4], [0.5, 0.6]]
 * value([[1, 2], [3]]); // → throws ragged
 * ```
 */
export function value(data: Operand, options: CreateOptions = {}): Value {
  checkCount('value', 2, arguments);
  return leaf('value', data, options, true);
}

/**
 * A leaf that wants no gradient: inputs, targets, masks. Numbers are copied; from a Value it takes the numbers, without the
 * graph, so no derivative passes through.
 *
 * Typed arrays of integers become int32; a whole number that the dtype cannot hold is a DataError, never another number.
 * With `dtype: 'int32'` plain numbers lose their fractions, with `'bool'` every number except 0 is true. Throws a DataError
 * for ragged or non-numeric data.
 *
 * @example
 * ```ts
 * import { constant, value } from '@chainrule/core';
 * const x = constant(new Float32Array([1, 2, 3, 4]), { shape: [2, 2] });
 * x.dtype; // → float32
 * x.mul(value(2)).sum().backward().of(x); // → [[0, 0], [0, 0]]
 * constant(new Uint8Array([0, 51, 255])).div(255); // → [0, 0.2, 1]
 * constant(new Uint8Array([0, 1]), { dtype: 'bool' }); // → [false, true]
 * ```
 */
export function constant(data: Operand, options: CreateOptions = {}): Value {
  checkCount('constant', 2, arguments);
  return leaf('constant', data, options, false);
}

function leaf(operation: string, data: Operand, options: CreateOptions, wantsGradient: boolean): Value {
  const made = leafOf(operation, data, options, wantsGradient);
  state.observer?.leaf?.(made, data);
  return made;
}

function leafOf(operation: string, data: Operand, options: CreateOptions, wantsGradient: boolean): Value {
  checkDType(operation, optionsOf(operation, options, 'name, dtype, shape').dtype);
  if (data instanceof Value && options.dtype === undefined && options.shape === undefined) {
    if (wantsGradient && !isFloat(data.dtype)) throw gradientErrors.integerGradient(operation, data.dtype);
    return labelled(data.leaf(wantsGradient), options.name);
  }
  let array =
    data instanceof Value
      ? converted(operation, data, options.dtype ?? data.dtype)
      : fromNested(operation, data, options.dtype);
  if (options.shape !== undefined) array = reshaped(operation, array, options.shape);
  if (wantsGradient && !isFloat(array.dtype)) throw gradientErrors.integerGradient(operation, array.dtype);
  return labelled(new Value(array.data, array.shape, array.dtype, wantsGradient), options.name);
}

/** `cast`, except for numbers that int32 cannot hold. */
function converted(operation: string, x: Value, dtype: DType): NDArray {
  if (dtype === 'int32' && isFloat(x.dtype)) for (const n of flat(x)) kept(operation, n, dtype, false, []);
  return cast(x, dtype);
}

export function labelled(made: Value, name: string | undefined): Value {
  return name === undefined ? made : made.named(name);
}

/** An option that has to be a number. Throws if it is not a number, or NaN. */
export function numberOf(operation: string, option: string, given: number): number {
  if (typeof given !== 'number' || Number.isNaN(given))
    throw argumentErrors.badOption(operation, option, 'a number', given);
  return given;
}

/** A copy of a given shape, which the caller may change later. */
export function shapeOf(operation: string, shape: Shape): Shape {
  if (!isShape(shape)) throw shapeErrors.badShape(operation, shape);
  return shape.length === 0 ? SCALAR : [...shape];
}

export function checkDType(operation: string, dtype: DType | undefined): void {
  if (dtype !== undefined && !isDType(dtype)) throw argumentErrors.badDType(operation, dtype);
}

export function reshaped(operation: string, array: NDArray, given: Shape): NDArray {
  const shape = shapeOf(operation, given);
  const size = sizeOf(array.shape);
  if (sizeOf(shape) !== size) throw dataErrors.wrongLength(operation, shape, sizeOf(shape), size);
  const data = flat(array);
  return { ...array, data: shape.length === 0 ? data[0] : data, shape };
}

/** A constant of this shape; `write` fills in the numbers, over zeros. */
export function generate(
  operation: string,
  given: Shape,
  options: FillOptions,
  write: (data: TypedArray, dtype: DType) => void,
): Value {
  const shape = shapeOf(operation, given);
  const { dtype = 'float64', name } = optionsOf(operation, options, 'name, dtype');
  checkDType(operation, dtype);
  const data = allocate(dtype, sizeOf(shape), operation);
  write(data, dtype);
  return labelled(new Value(shape.length === 0 ? data[0] : data, shape, dtype), name);
}

/** A constant with this number in every entry. */
export function full(shape: Shape, fill: number, options: FillOptions = {}): Value {
  checkCount('full', 3, arguments);
  return filled('full', shape, fill, options);
}

/** `full` on behalf of another operation, which errors name. */
export function filled(operation: string, shape: Shape, fill: number, options: FillOptions): Value {
  if (typeof fill !== 'number') throw dataErrors.notANumber(operation, fill);
  return generate(operation, shape, options, (data, dtype) =>
    data.fill(kept(operation, fill, dtype, false, [])),
  );
}

/** A constant of zeros. */
export function zeros(shape: Shape, options: FillOptions = {}): Value {
  checkCount('zeros', 2, arguments);
  return filled('zeros', shape, 0, options);
}

/** A constant of ones. */
export function ones(shape: Shape, options: FillOptions = {}): Value {
  checkCount('ones', 2, arguments);
  return filled('ones', shape, 1, options);
}

/**
 * An operand as a Value. A plain number takes the dtype of `beside`, the operation's other operand, so that it never
 * promotes: `x.mul(0.1)` of a float32 x is float32. Beside integers, a number that is not an int32 makes a float64.
 */
export function operand(operation: string, x: Operand, beside?: unknown): Value {
  if (x instanceof Value) return x;
  if (typeof x === 'number' && beside instanceof Value) {
    const dtype = isFloat(beside.dtype) ? beside.dtype : (x | 0) === x ? 'int32' : 'float64';
    return new Value(rounded(x, dtype), SCALAR, dtype);
  }
  return Value.of(fromNested(operation, x));
}
