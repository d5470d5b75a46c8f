import { type Data, type DType, isFloat, rounded, type TypedArray } from './array/dtype.ts';
import type { NumberFunction } from './array/map.ts';
import { SCALAR, type Shape, sizeOf } from './array/shape.ts';
import { ChainruleError } from './errors/classes.ts';
import { dataErrors } from './errors/data.ts';
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
   * It may have the broadcast shape and the dtype of the result: the walk sums and casts it to the input's.
   */
  vjp(g: Value, y: Value, inputs: readonly Value[], input: number, attributes: Attributes): Value;

  /**
   * What a tangent of one input adds to that of the result, (∂y/∂x) t, in Values. Default: the transpose of
   * `vjp`.
   */
  jvp?(t: Value, y: Value, inputs: readonly Value[], input: number, attributes: Attributes): Value;

  /**
   * Adds gᵀ ∂y/∂x of the first input to existing numbers. For an operation that reads few entries of many: the zeros
   * around them are neither made nor added.
   */
  addVjp?(sums: TypedArray, g: Value, inputs: readonly Value[], attributes: Attributes): void;

  /**
   * The attributes with which it takes stacks of slices, as `vmap` makes them: inputs with one more axis in front, of
   * the one rank of the largest; an input that is the same for all slices lacks that axis and is broadcast.
   * Default: its kernel is run slice by slice.
   */
  onStacks?(attributes: Attributes, count: number): Attributes;

  /** The operation on scalars. Elementwise operations have it, and no others. */
  readonly onNumbers?: NumberForm | undefined;

  /** Whether its work grows faster than its numbers, so that another kernel may be worth copying them. */
  readonly heavy?: boolean | undefined;

  /** How it moves entries, if that is all it does. */
  readonly movement?: Movement | undefined;

  /** Whether its two operands can change places, and the result stays the same to the last bit. */
  readonly commutes?: boolean | undefined;

  /** How it combines the numbers along its `axes`, if that is all it does. */
  readonly folds?: Fold | undefined;

  /** How many products of its two inputs it adds up in all, if it is a sum of such products. */
  readonly contracts?: Contraction | undefined;

  /** Whether its places were computed from the numbers of its first input, like the order of `sort`, and hold for these only. */
  readonly placedByNumbers?: boolean | undefined;

  /** For an 'add-blocks': whether at most a few blocks are added at any one place. */
  readonly fewMeet?: boolean | undefined;

  /** The Value whose numbers the result has, for a primitive that was made to give a rule to this one. */
  readonly standsFor?: Value | undefined;

  /** Where tests and random points may be taken, for each input; default: everywhere. */
  readonly domain?: readonly Interval[] | undefined;

  /** Zero where the derivative jumps, of one sign on either side; absent for a smooth operation. */
  readonly kink?: NumberFunction | undefined;
}

/**
 * How an operation moves entries, if that is all it does.
 *
 * - 'same-numbers': the same numbers in the same order, under the shape of the result.
 * - 'permute': axis k of the result is axis `attributes[k]` of the input.
 * - 'repeat': the input is broadcast to the shape of the result.
 * - 'read-view', 'add-view', 'read-blocks', 'add-blocks': entries of a part have places in a whole. To read is to go from the
 *   whole to the part; to add is to go back, starting from zeros. The shapes are the attributes `whole` and `part`. The
 *   places of a view are evenly spaced, by the attributes `strides`, `offset` and `grid`: entry i of the part is at
 *   offset + Σ i·strides. The places of blocks are a second, int32 input: `block` neighbours begin at each.
 */
export type Movement = 'same-numbers' | 'permute' | 'repeat' | Placement;

/** Movements whose places are told by attributes or by a second input. */
export type Placement = 'read-view' | 'add-view' | 'read-blocks' | 'add-blocks';

/** What a reduction makes of the numbers it is given, one after the other. */
export type Fold = 'sum' | 'product' | 'largest' | 'smallest' | 'all' | 'any';

/** The number of products that a contraction adds up, by the shapes of its inputs and of its result. */
export type Contraction = (a: Shape, b: Shape, result: Shape) => number;

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

/**
 * A primitive with every field in its place, also those that are undefined: all primitives have one hidden class, which is
 * what keeps `apply` fast. Every primitive of core is made here.
 */
export function define<A>(given: Primitive<A>): Primitive<A> {
  return {
    name: given.name,
    shape: given.shape,
    dtype: given.dtype,
    array: given.array,
    differentiable: given.differentiable,
    vjp: given.vjp,
    jvp: given.jvp,
    addVjp: given.addVjp,
    onStacks: given.onStacks,
    onNumbers: given.onNumbers,
    heavy: given.heavy,
    movement: given.movement,
    commutes: given.commutes,
    folds: given.folds,
    contracts: given.contracts,
    placedByNumbers: given.placedByNumbers,
    fewMeet: given.fewMeet,
    standsFor: given.standsFor,
    domain: given.domain,
    kink: given.kink,
  };
}

/** Applies a primitive: the one place where nodes of the graph are made. It is one function since every call counts. */
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
  // Number forms are for doubles: a product of integers must wrap around before it is rounded.
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

/** Kernels that a program may add for heavy operations; undefined leaves a call to core's own kernel. */
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
    // A kernel does not know which operation it belongs to.
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
