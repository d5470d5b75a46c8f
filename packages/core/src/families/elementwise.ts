import { addRow, mulRow } from '../array/arithmetic-rows.ts';
import { type DType, floating, promote } from '../array/dtype.ts';
import { map, mapRows, type NumberFunction, type Row } from '../array/map.ts';
import { broadcastShapes, type Shape } from '../array/shape.ts';
import { shapeErrors } from '../errors/shapes.ts';
import { taken } from '../errors/surplus.ts';
import { type Operand, operand } from '../make/create.ts';
import { apply, type Interval, type Primitive } from '../primitive.ts';
import { known } from '../registry.ts';
import type { Value } from '../value.ts';
import { TracedNumberForm } from './number-form.ts';
import { operandsOf } from './operands.ts';

/** An operation on one operand. */
export type Unary = Operation<[x: Operand]>;
/** An operation on two operands that broadcast. */
export type Binary = Operation<[a: Operand, b: Operand]>;
/** An operation on three operands that broadcast. */
export type Ternary = Operation<[a: Operand, b: Operand, c: Operand]>;

/** A function of operands that carries the primitive it applies. */
export interface Operation<Operands extends Operand[]> {
  (...operands: Operands): Value;
  readonly primitive: Primitive;
}

/** ∂y/∂xᵢ, written in Values: (y, x0, x1, …) ↦ the derivative. */
export type Partial = (y: Value, ...xs: Value[]) => Value | number;

/** The product g ∂y/∂xᵢ, if it is more than g times a factor: a mask, for example, must keep out an infinite g. */
export type Product = (g: Value, y: Value, ...xs: Value[]) => Value;

/** The derivative is zero everywhere: floor, comparisons. */
export const none = undefined;

/**
 * The dtype of a result: 'promoted' is that of the inputs; 'number' is the same with booleans as integers; 'float' is the
 * same with integers as float64; 'bool' is always bool.
 */
type Result = 'promoted' | 'number' | 'float' | 'bool';

export interface ElementwiseRule {
  /** y as a function of the numbers x0, x1, x2. */
  readonly forward: NumberFunction;
  /** The same as a loop over a row of an array, if a call for each number would take longer than the work. */
  readonly row?: Row;
  /** The derivative with respect to each input, or `none`. */
  readonly partials?: readonly (Partial | undefined)[];
  /** Instead of `partials`: g times the derivative. */
  readonly products?: readonly (Product | undefined)[];
  /** The dtype of the result; default: 'float'. */
  readonly result?: Result;
  /** As in `Primitive`. */
  readonly commutes?: boolean;
  /** Whether the first input is only a condition: its dtype does not count. */
  readonly conditional?: boolean;
  readonly domain?: readonly Interval[];
  readonly kink?: NumberFunction;
}

/**
 * An operation that acts on each entry alone: y = f(x0, x1, x2) with broadcasting.
 *
 * Shape, dtype, arrays, scalars and the vector-Jacobian product follow; a rule states f and its partial derivatives.
 */
export function elementwise(name: string, arity: 1, rule: ElementwiseRule): Unary;
export function elementwise(name: string, arity: 2, rule: ElementwiseRule): Binary;
export function elementwise(name: string, arity: 3, rule: ElementwiseRule): Ternary;
export function elementwise(name: string, arity: 1 | 2 | 3, rule: ElementwiseRule): { primitive: Primitive } {
  const products = rule.products ?? (rule.partials ?? []).map((partial) => partial && timesPartial(partial));
  const { result = 'float', conditional = false } = rule;
  const primitive: Primitive<undefined> = known({
    name,
    shape: (inputs) => broadcastAll(name, inputs),
    dtype: (inputs) => resultType(result, inputs, Number(conditional)),
    array: (inputs, shape, dtype) =>
      rule.row ? mapRows(rule.row, inputs, shape, dtype) : map(rule.forward, inputs, shape, dtype),
    differentiable: (input) => products[input] !== undefined,
    vjp: (g, y, inputs, input) => products[input]!(g, y, ...inputs),
    // Each entry depends only on the same entry of the input, so the Jacobian is its own transpose.
    jvp: (t, y, inputs, input) => products[input]!(t, y, ...inputs),
    onStacks: () => undefined,
    onNumbers: new TracedNumberForm(rule.forward, products),
    commutes: rule.commutes,
    domain: rule.domain,
    kink: rule.kink,
  });
  return Object.assign(operation(primitive, arity, conditional), { primitive });
}

function operation(primitive: Primitive<undefined>, arity: 1 | 2 | 3, conditional: boolean) {
  const { name } = primitive;
  // Surplus arguments have parameters of their own: a rest parameter would allocate an array on each call.
  if (arity === 1) {
    return (x: Operand, p: unknown = undefined, q: unknown = undefined) => {
      if (p !== undefined || q !== undefined) taken(name, 1, [x, p, q], 1);
      return apply(primitive, [operand(name, x)], undefined);
    };
  }
  if (arity === 2) {
    return (a: Operand, b: Operand, p: unknown = undefined, q: unknown = undefined) => {
      if (p !== undefined || q !== undefined) taken(name, 2, [a, b, p, q], 2);
      return apply(primitive, [operand(name, a, b), operand(name, b, a)], undefined);
    };
  }
  return (a: Operand, b: Operand, c: Operand, p: unknown = undefined, q: unknown = undefined) => {
    if (p !== undefined || q !== undefined) taken(name, 3, [a, b, c, p, q], 3);
    const xs = conditional ? [operand(name, a), ...operandsOf(name, [b, c])] : operandsOf(name, [a, b, c]);
    return apply(primitive, xs, undefined);
  };
}

/** An elementwise operation that takes options, which change the function of its operands. */
export interface Varied<Operands extends Operand[], Options> {
  // The first form is for use as a callback.
  (...operands: Operands): Value;
  (...given: [...operands: Operands, options?: Options]): Value;
  readonly primitive: Primitive;
}

/** Without options the elementwise operation itself, with options `varied`. */
export function withOptions<Options>(
  plain: Unary,
  varied: (options: Options, x: Operand) => Value,
): Varied<[x: Operand], Options>;
export function withOptions<Options>(
  plain: Binary,
  varied: (options: Options, a: Operand, b: Operand) => Value,
): Varied<[a: Operand, b: Operand], Options>;
export function withOptions(
  plain: Operation<Operand[]>,
  varied: (options: unknown, ...operands: Operand[]) => Value,
): { primitive: Primitive } {
  const { primitive, length } = plain as Operation<Operand[]> & { length: number };
  const among = (given: unknown[]) => {
    const counted = taken(primitive.name, length + 1, given, length);
    const operands = counted.slice(0, length) as Operand[];
    return counted[length] === undefined ? plain(...operands) : varied(counted[length], ...operands);
  };
  const operation =
    length === 1
      ? (x: Operand, p: unknown = undefined, q: unknown = undefined) =>
          p === undefined && q === undefined ? plain(x) : among([x, p, q])
      : (a: Operand, b: Operand, p: unknown = undefined, q: unknown = undefined) =>
          p === undefined && q === undefined ? plain(a, b) : among([a, b, p, q]);
  return Object.assign(operation, { primitive });
}

/** g times a partial derivative; a derivative of 1 costs no product. */
function timesPartial(partial: Partial): Product {
  return (g, y, ...xs) => {
    const slope = partial(y, ...xs);
    if (slope === 1) return g;
    return mul(g, slope);
  };
}

function broadcastAll(name: string, inputs: readonly Value[]): Shape {
  let shape: Shape | undefined = inputs[0].shape;
  for (let i = 1; i < inputs.length && shape; i++) shape = broadcastShapes(shape, inputs[i].shape);
  if (!shape) throw shapeErrors.notBroadcastable(name, inputs);
  return shape;
}

function resultType(result: Result, inputs: readonly Value[], first: number): DType {
  if (result === 'bool') return 'bool';
  let { dtype } = inputs[first];
  for (let i = first + 1; i < inputs.length; i++)
    if (inputs[i].dtype !== dtype) dtype = promote(dtype, inputs[i].dtype);
  if (result === 'float') return floating(dtype);
  return result === 'number' && dtype === 'bool' ? 'int32' : dtype;
}

/** a + b, entry by entry. It is defined here, with `mul`, since every derivative is built from the two. */
export const add: Binary = elementwise('add', 2, {
  forward: (a, b) => a + b,
  row: addRow,
  partials: [() => 1, () => 1],
  result: 'number',
  commutes: true,
});

/** a · b, entry by entry: ∂y/∂a = b, ∂y/∂b = a. */
export const mul: Binary = elementwise('mul', 2, {
  forward: (a, b) => a * b,
  row: mulRow,
  partials: [(_, __, b) => b, (_, a) => a],
  result: 'number',
  commutes: true,
});
