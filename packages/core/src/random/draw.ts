import { allocate, type DType, type TypedArray } from '../array/dtype.ts';
import { flat } from '../array/ndarray.ts';
import { type Shape, sizeOf } from '../array/shape.ts';
import { drew, madeWhileTracing } from '../effects/log.ts';
import { traceErrors } from '../errors/tracing.ts';
import { checkDType, type FillOptions, generate, labelled, shapeOf } from '../make/create.ts';
import { apply, define, type Primitive } from '../primitive.ts';
import { state } from '../recording.ts';
import type { Value } from '../value.ts';

/** A generator's next numbers, one at a time. */
export interface Source {
  readonly generator: object;
  /** Notes in the log of effects where the generator stands; called before the first number. */
  readonly note: () => void;
  /** The next number; it moves the generator on. */
  readonly next: () => number;
}

/** What a generator is asked for on each run of a program. */
interface Draw extends Source {
  readonly operation: string;
  readonly shape: Shape;
  readonly dtype: DType;
}

const drawPrimitive: Primitive<Draw> = define({
  name: 'draw',
  shape: (_, { shape }) => shape,
  dtype: (_, { dtype }) => dtype,
  array: (_, shape, dtype, draw) => fillFrom(draw, allocate(dtype, sizeOf(shape), draw.operation)),
  differentiable: () => false,
  vjp: (g) => g,
});

function fillFrom(source: Source, data: TypedArray): TypedArray {
  source.note();
  return fillWith(source.next, data);
}

function fillWith(next: () => number, data: TypedArray): TypedArray {
  for (let i = 0; i < data.length; i++) data[i] = next();
  return data;
}

/** A constant of numbers that are drawn one after the other; an operation without inputs where it may be run again. */
export function drawn(operation: string, given: Shape, options: FillOptions, source: Source): Value {
  const { dtype = 'float64', name } = options;
  drew(source.generator);
  if (!state.observer?.drawing) return drawnNow(operation, given, options, source);
  checkDType(operation, dtype);
  const shape = shapeOf(operation, given);
  // A generator that the traced function made itself starts again in each run, so its numbers are the same.
  const again = madeWhileTracing(source.generator)
    ? repeating(source, drawnNow(operation, given, options, source))
    : source;
  return labelled(apply(drawPrimitive, [], { operation, shape, dtype, ...again }), name);
}

function drawnNow(operation: string, given: Shape, { dtype, name }: FillOptions, source: Source): Value {
  const named = { dtype: dtype ?? 'float64', name };
  return generate(operation, given, named, (data) => void fillFrom(source, data));
}

/** A source that repeats the same numbers. */
function repeating({ generator }: Source, drawn: Value): Source {
  const numbers = flat(drawn);
  let i = 0;
  return { generator, note: () => {}, next: () => numbers[i++ % numbers.length] };
}

/** Plain numbers would be baked into a program that is run again. */
export function refuseWhileTraced(operation: string): void {
  if (state.observer?.drawing) throw traceErrors.frozenDraw(operation);
}
