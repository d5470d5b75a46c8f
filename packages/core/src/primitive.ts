import { type Data, type DType, isFloat, rounded, type TypedArray } from './array/dtype.ts';
import type { NumberFunction } from './array/map.ts';
import { SCALAR, type Shape, sizeOf } from './array/shape.ts';
import { ChainruleError } from './errors/classes.ts';
import { dataErrors } from './errors/data.ts';
import { graphErrors } from './errors/graphs.ts';
import { state } from './recording.ts';
import { Value } from './value.ts';

/** The mathematics of one operation, said once. The families fill in what follows from the kind of operation. */
export interface Primitive<Attributes = unknown> {
  readonly name: string;

  /** The shape of the result; throws where the inputs do not fit. */
  shape(inputs: readonly Value[], attributes: Attributes): Shape;

  /** The dtype of the result. */
  dtype(inputs: readonly Value[], attributes: Attributes): DType;

  /** The numbers of the result, given its shape and dtype; a single one may come as an array. */
  array(inputs: readonly Value[], shape: Shape, dtype: DType, attributes: Attributes): Data;

  /** Whether a derivative with respect to this input exists at all. An input without one is never walked to. */
  differentiable(input: number): boolean;

  /**
   * The vector-Jacobian product gᵀ ∂y/∂x for one input, written in Values so that it can be differentiated again.
   *
   * It may keep the broadcast shape of the result and its dtype: the walk sums and casts it to the input's.
   */
  vjp(g: Value, y: Value, inputs: readonly Value[], input: number, attributes: Attributes): Value;

  /**
   * What a tangent of one input adds to that of the result, (∂y/∂x) t, in Values. Where absent it is found as the
   * transpose of `vjp`.
   */
  jvp?(t: Value, y: Value, inputs: readonly Value[], input: number, attributes: Attributes): Value;

  /**
   * Adds gᵀ ∂y/∂x of the first input to numbers that are there already. For an operation that reads few of many: the zeros
   * around them are neither made nor added.
   */
  addVjp?(sums: TypedArray, g: Value, inputs: readonly Value[], attributes: Attributes): void;

  /**
   * The attributes with which it takes stacks of slices, as `vmap` makes them: inputs with one more axis in front, of
   * the one rank of the largest; an input that is the same for all slices is without that axis, to be broadcast. Where
   * absent, its kernel is run slice by slice.
   */
  onStacks?(attributes: Attributes, count: number): Attributes;

  /** The operation on scalars, for a primitive that has such a form. */
  readonly onNumbers?: NumberForm;

  /** Whether its places were found in the numbers of its first input, as the order of `sort`: they hold for these only. */
  readonly placedByNumbers?: boolean | undefined;

  /** How it moves entries, where that is all it does. */
  readonly movement?: Movement | undefined;

  /** Whether its work grows faster than its numbers, so that another kernel may be worth copying them. */
  readonly heavy?: boolean;

  /** The Value whose numbers the result has, for a primitive that was made to give a rule to this one. */
  readonly standsFor?: Value;

  /** Where tests and random points may be taken, for each input; everywhere where absent. */
  readonly domain?: readonly Interval[] | undefined;

  /** Zero where the derivative jumps, of one sign on either side; absent for a smooth operation. */
  readonly kink?: NumberFunction | undefined;
}

/**
 * An operation that only moves entries, and where its places are told; the shapes are attributes, `whole` and `part`.
 *
 * A view has them at even distances, by the attributes `strides`, `offset` and `grid`: entry i of the part lies at
 * offset + Σ i·strides. Blocks have them in a second input, which is int32: so many entries as the attribute `block` says
 * begin at each. To read is to go from the whole to the part, to add is to go back, from zeros on.
 */
export type Movement = 'read-view' | 'add-view' | 'read-blocks' | 'add-blocks';

/** An operation restricted to scalars: no graph is built and nothing is allocated. */
export interface NumberForm {
  readonly forward: NumberFunction;
  /** For each input the function (g, y, x0, x1, x2) ↦ g ∂y/∂x; undefined where there is no derivative. */
  readonly vjps: readonly (NumberFunction | undefined)[];
}

/** An open interval. */
export interface Interval {
  readonly min: number;
  readonly max: number;
}

/*
 * Names are for people. What an operation is, is decided by its primitive: users may give theirs the name of one of core's,
 * so a name alone never stands for one.
 */

const core = new Map<string, Primitive>();

/** Makes a primitive known as core's own of its name; a later one of the same name is not core's. Returns it. */
export function known<A>(primitive: Primitive<A>): Primitive<A> {
  if (!core.has(primitive.name)) core.set(primitive.name, primitive);
  return primitive;
}

/** What users made, in a namespace of its own; undefined for a name that several have. */
const users = new Map<string, Primitive | undefined>();

/** Makes a user's primitive known by its name. Returns it. */
export function knownAsUsers<A>(primitive: Primitive<A>): Primitive<A> {
  users.set(primitive.name, users.has(primitive.name) ? undefined : primitive);
  return primitive;
}

/** The user's primitive of this name, undefined if there is none. Throws for a name that several have. */
export function usersPrimitive(operation: string, name: string): Primitive | undefined {
  const found = users.get(name);
  if (found === undefined && users.has(name)) throw graphErrors.sharedName(operation, name);
  return found;
}

/** Core's own primitive of this name. */
export function primitiveOf(name: string): Primitive | undefined {
  return core.get(name);
}

/** Every primitive of core that was made so far: some are made when they are first needed. */
export const corePrimitives = (): readonly Primitive[] => [...core.values()];

/**
 * The name of an operation of core; undefined for any other primitive, even one of the same name, and for a leaf, which
 * has none.
 *
 * @example
 * ```ts
 * import { add, coreName, primitive, value } from '@chainrule/core';
 * const own = primitive({ name: 'add', forward: (out, x) => out.set(x), vjp: (g) => [g] });
 * coreName(add(value(1), 2).primitive); // → add
 * coreName(own(value(1)).primitive); // → undefined
 * ```
 */
export function coreName(primitive: Primitive | undefined): string | undefined {
  return primitive && core.get(primitive.name) === primitive ? primitive.name : undefined;
}

/**
 * A table that is written by the names of core's operations and looked up by their primitives, so that another primitive
 * of the same name is not found. Names that core does not have are left out.
 *
 * @example
 * ```ts
 * import { byPrimitive, value } from '@chainrule/core';
 * const ways = byPrimitive({ matmul: 'a product', sum: 'a sum' });
 * ways.get(value([[2]]).matmul([[3]]).primitive!); // → a product
 * ```
 */
export function byPrimitive<T>(table: Readonly<Record<string, T>>): ReadonlyMap<Primitive, T> {
  return new Map(
    Object.entries(table).flatMap(([name, each]) => {
      const primitive = core.get(name);
      return primitive ? [[primitive, each] as const] : [];
    }),
  );
}

/** Applies a primitive: the one place where nodes of the graph are born. It is one function since each call counts. */
export function apply<A>(primitive: Primitive<A>, inputs: readonly Value[], attributes: A): Value {
  const { observer } = state;
  if (observer !== undefined) {
    const instead = observer.instead?.(primitive, inputs, attributes);
    if (instead !== undefined) {
      observer.made(instead, primitive, inputs);
      return instead;
    }
  }
  const form = primitive.onNumbers;
  let data: Data;
  let shape: Shape = SCALAR;
  const dtype = primitive.dtype(inputs, attributes);
  // Number forms are for doubles: a product of integers has to wrap around before it is rounded.
  if (form !== undefined && dtype !== 'int32' && allScalars(inputs)) {
    data = rounded(onNumbers(form.forward, inputs), dtype);
  } else {
    shape = primitive.shape(inputs, attributes);
    data = numbersOf(primitive, inputs, shape, dtype, attributes);
    if (shape.length === 0 && typeof data !== 'number') data = data[0];
  }
  const wants = wantsGradient(primitive, inputs, dtype);
  const made =
    wants || state.recording === 'everything'
      ? new Value(data, shape, dtype, wants, primitive, inputs, attributes)
      : new Value(data, shape, dtype);
  if (observer !== undefined) observer.made(made, primitive, inputs);
  return made;
}

/** Whether a gradient is wanted at the result of a primitive that is applied now. */
export function wantsGradient(primitive: Primitive, inputs: readonly Value[], dtype: DType): boolean {
  return state.recording !== 'nothing' && isFloat(dtype) && anyWants(primitive, inputs);
}

/** Kernels that a program may bring along for heavy operations; one gives undefined for what it leaves to core's own. */
export const kernels: {
  heavy?: (
    primitive: Primitive,
    inputs: readonly Value[],
    shape: Shape,
    dtype: DType,
    attributes: unknown,
  ) => Data | undefined;
} = {};

function numbersOf<A>(
  primitive: Primitive<A>,
  inputs: readonly Value[],
  shape: Shape,
  dtype: DType,
  attributes: A,
): Data {
  try {
    const faster = primitive.heavy
      ? kernels.heavy?.(primitive as Primitive, inputs, shape, dtype, attributes)
      : undefined;
    return faster ?? primitive.array(inputs, shape, dtype, attributes);
  } catch (error) {
    // A kernel does not know whose it is.
    if (!(error instanceof ChainruleError && error.operation === 'allocate')) throw error;
    throw dataErrors.tooLarge(primitive.name, sizeOf(shape), dtype);
  }
}

function allScalars(inputs: readonly Value[]): boolean {
  for (let i = 0; i < inputs.length; i++) if (inputs[i].shape.length > 0) return false;
  return true;
}

function onNumbers(f: NumberFunction, inputs: readonly Value[]): number {
  const a = inputs[0].data as number;
  if (inputs.length === 1) return f(a);
  const b = inputs[1].data as number;
  return inputs.length === 2 ? f(a, b) : f(a, b, inputs[2].data as number);
}

function anyWants(primitive: Primitive, inputs: readonly Value[]): boolean {
  for (let i = 0; i < inputs.length; i++) {
    if (inputs[i].wantsGradient && primitive.differentiable(i)) return true;
  }
  return false;
}
