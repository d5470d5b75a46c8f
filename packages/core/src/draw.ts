import { allocate, type DType, type TypedArray } from './array/dtype.ts';
import { type Shape, sizeOf } from './array/shape.ts';
import { checkDType, type FillOptions, generate, labelled, shapeOf } from './create.ts';
import { transformErrors } from './errors.ts';
import { apply, type Primitive } from './primitive.ts';
import { state } from './recording.ts';
import type { Value } from './value.ts';

/** What a generator is asked for, each time that a program is run. */
interface Draw {
  readonly operation: string;
  readonly shape: Shape;
  readonly dtype: DType;
  /** The next number; it moves the generator on. */
  readonly next: () => number;
}

const drawPrimitive: Primitive<Draw> = {
  name: 'draw',
  shape: (_, { shape }) => shape,
  dtype: (_, { dtype }) => dtype,
  array: (_, shape, dtype, { operation, next }) => fillWith(next, allocate(dtype, sizeOf(shape), operation)),
  differentiable: () => false,
  vjp: (g) => g,
};

function fillWith(next: () => number, data: TypedArray): TypedArray {
  for (let i = 0; i < data.length; i++) data[i] = next();
  return data;
}

/** A constant of numbers that are drawn one after the other; an operation without inputs where it may be run again. */
export function drawn(operation: string, given: Shape, options: FillOptions, next: () => number): Value {
  const { dtype = 'float64', name } = options;
  if (!state.observer?.drawing)
    return generate(operation, given, { dtype, name }, (data) => void fillWith(next, data));
  checkDType(operation, dtype);
  const shape = shapeOf(operation, given);
  return labelled(apply(drawPrimitive, [], { operation, shape, dtype, next }), name);
}

/** Numbers that are no Value would stay the same in a program that is run again. */
export function refuseWhileTraced(operation: string): void {
  if (state.observer?.drawing) throw transformErrors.frozenDraw(operation);
}
