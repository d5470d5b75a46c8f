import { rounded, type TypedArray } from '../array/dtype.ts';
import { isShape } from '../array/shape.ts';
import { checkAttached, dtypeOf, heldAs } from '../array/typed-array.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { dataErrors } from '../errors/data.ts';
import { checkCount } from '../errors/surplus.ts';
import { optionsOf } from '../options.ts';
import { Value } from '../value.ts';
import {
  type CreateOptions,
  checkDType,
  type FillOptions,
  filled,
  generate,
  labelled,
  type Operand,
  operand,
  reshaped,
} from './create.ts';

/**
 * The n × m matrix, square by default, with ones on its k-th diagonal and zeros elsewhere: 1 at [i, i + k].
 *
 * @example
 * ```ts
 * import { eye } from '@chainrule/core';
 * eye(2); // → [[1, 0], [0, 1]]
 * eye(2, 3, { k: 1, dtype: 'int32' }); // → [[0, 1, 0], [0, 0, 1]]
 * ```
 */
export function eye(n: number, m: number = n, options: { k?: number } & FillOptions = {}): Value {
  checkCount('eye', 3, arguments);
  const { k = 0, ...rest } = optionsOf('eye', options, 'k, name, dtype');
  if (!Number.isInteger(k)) throw argumentErrors.badOption('eye', 'k', 'a whole number', k);
  return generate('eye', [n, m], rest, (data) => {
    for (let i = Math.max(0, -k); i < n && i + k < m; i++) data[i * m + i + k] = 1;
  });
}

/**
 * Evenly spaced numbers, without stop: start + i · step for i = 0, …, ⌈(stop − start)/step⌉ − 1. Rounding errors do not
 * accumulate, and whole numbers are exact. If the step is a fraction, rounding may decide whether there is one number more;
 * use `linspace` then.
 *
 * @example
 * ```ts
 * import { arange } from '@chainrule/core';
 * arange(4, { dtype: 'int32' }); // → [0, 1, 2, 3]
 * arange(2, 5); // → [2, 3, 4]
 * arange(1, 0, -0.25); // → [1, 0.75, 0.5, 0.25]
 * ```
 */
export function arange(stop: number, options?: FillOptions): Value;
export function arange(start: number, stop: number, options?: FillOptions): Value;
export function arange(start: number, stop: number, step: number, options?: FillOptions): Value;
export function arange(...given: (number | FillOptions | undefined)[]): Value {
  const options = typeof given.at(-1) === 'object' ? (given.pop() as FillOptions) : {};
  const [first, second, step = 1] = given as number[];
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  checkFinite('arange', { start, stop, step });
  if (step === 0) throw argumentErrors.badOption('arange', 'step', 'a number other than zero', step);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return sequence('arange', count, options, (i) => start + i * step);
}

/**
 * `count` evenly spaced numbers, including both ends: start + i (stop − start)/(count − 1). The upper half is counted from
 * stop, so that both ends are exact.
 *
 * @example
 * ```ts
 * import { linspace } from '@chainrule/core';
 * linspace(0, 1, 5); // → [0, 0.25, 0.5, 0.75, 1]
 * ```
 */
export function linspace(start: number, stop: number, count: number, options: FillOptions = {}): Value {
  checkCount('linspace', 4, arguments);
  return spaced('linspace', start, stop, count, options, (x) => x);
}

/**
 * `count` numbers evenly spaced on a logarithmic scale: base to the power of `linspace(start, stop, count)`.
 *
 * @example
 * ```ts
 * import { logspace } from '@chainrule/core';
 * logspace(-1, 2, 4); // → [0.1, 1, 10, 100]
 * logspace(0, 3, 4, { base: 2 }); // → [1, 2, 4, 8]
 * ```
 */
export function logspace(
  start: number,
  stop: number,
  count: number,
  options: { base?: number } & FillOptions = {},
): Value {
  checkCount('logspace', 4, arguments);
  const { base = 10, ...rest } = optionsOf('logspace', options, 'base, name, dtype');
  checkFinite('logspace', { base });
  return spaced('logspace', start, stop, count, rest, (x) => base ** x);
}

function spaced(
  operation: string,
  start: number,
  stop: number,
  count: number,
  options: FillOptions,
  f: (x: number) => number,
): Value {
  checkFinite(operation, { start, stop });
  if (!isShape([count]))
    throw argumentErrors.badOption(operation, 'count', 'a whole number, not below zero', count);
  const step = (stop - start) / Math.max(count - 1, 1);
  return sequence(operation, count, options, (i) =>
    f(2 * i < count ? start + i * step : stop - (count - 1 - i) * step),
  );
}

/** f(0), f(1), … f(count − 1). */
function sequence(operation: string, count: number, options: FillOptions, f: (i: number) => number): Value {
  return generate(operation, [count], options, (data, dtype) => {
    for (let i = 0; i < count; i++) data[i] = rounded(f(i), dtype);
  });
}

function checkFinite(operation: string, options: Record<string, unknown>): void {
  for (const [name, x] of Object.entries(options))
    if (!Number.isFinite(x)) throw argumentErrors.badOption(operation, name, 'a finite number', x);
}

/** A constant with this number in every entry, with the shape and dtype of x unless the options name another dtype. */
export function fullLike(x: Operand, fill: number, options: FillOptions = {}): Value {
  checkCount('fullLike', 3, arguments);
  return like('fullLike', x, fill, options);
}

/** Zeros with the shape and dtype of x, unless the options name another dtype. */
export function zerosLike(x: Operand, options: FillOptions = {}): Value {
  checkCount('zerosLike', 2, arguments);
  return like('zerosLike', x, 0, options);
}

/** Ones with the shape and dtype of x, unless the options name another dtype. */
export function onesLike(x: Operand, options: FillOptions = {}): Value {
  checkCount('onesLike', 2, arguments);
  return like('onesLike', x, 1, options);
}

function like(operation: string, x: Operand, fill: number, options: FillOptions): Value {
  const { shape, dtype } = operand(operation, x);
  return filled(operation, shape, fill, { ...options, dtype: optionsOf(operation, options).dtype ?? dtype });
}

/**
 * A constant that holds this typed array itself: nothing is copied, and writing to the array later changes the Value and
 * every gradient that reads it. The dtype is the array's. With `dtype: 'bool'`, a Uint8Array of zeros and ones holds
 * booleans. `value(…)` of the result is a variable that shares the same numbers.
 *
 * Throws a DataError for any other array (use `constant`, which copies it), and if the shape does not fit.
 *
 * @example
 * ```ts
 * import { fromTypedArray } from '@chainrule/core';
 * const pixels = new Float32Array(6);
 * const image = fromTypedArray(pixels, { shape: [2, 3], name: 'image' });
 * image.data === pixels; // → true
 * fromTypedArray(new Uint8Array([1, 0]), { dtype: 'bool' }); // → [true, false]
 * ```
 */
export function fromTypedArray(data: TypedArray, options: CreateOptions = {}): Value {
  checkCount('fromTypedArray', 2, arguments);
  const operation = 'fromTypedArray';
  const own = dtypeOf(data);
  if (own) checkAttached(operation, data);
  const { shape = [data?.length], name, dtype = own } = optionsOf(operation, options, 'shape, name, dtype');
  checkDType(operation, dtype);
  const held = own && dtype && heldAs(dtype, data);
  if (!held) throw dataErrors.notHeldAsItIs(operation, dtype, data);
  if (dtype === 'bool' && held.some((x) => x > 1))
    throw argumentErrors.badOption(operation, 'data', 'zeros and ones in a Uint8Array', data);
  const array = reshaped(operation, { data: held, shape: [held.length], dtype }, shape);
  return labelled(new Value(array.data, array.shape, dtype), name);
}
