import { allocate, type Data } from '../array/dtype.ts';
import { type Shape, sizeOf } from '../array/shape.ts';
import { transaction } from '../effects/log.ts';
import { transformErrors } from '../errors/transforms.ts';
import { asType, broadcastTo, reshape, sumTo } from '../ops/index.ts';
import { stack } from '../ops/shape/join.ts';
import { unstack } from '../ops/shape/split.ts';
import { apply, define, type Primitive, wantsGradient } from '../primitive.ts';
import { type Observer, state, withObserver } from '../recording.ts';
import { mapTree, mapTrees, type Tree } from '../tree.ts';
import { Value } from '../value.ts';

/*
 * A function of slices, run once for all of them. It gets a Slice, which has the shape of one slice and holds the stack of
 * all slices; an operation on Slices is one operation on their stacks, and gives a Slice again. `Primitive.onStacks` says
 * how a primitive handles stacks; if a primitive has none, its kernel runs slice by slice. If the function reads numbers,
 * for example to branch on them, or changes something outside, it runs once for each slice instead.
 */

/** Identifies the slices of one run, as opposed to those of an enclosing run. */
class Run {
  readonly count: number;
  /** Whether numbers were asked for. */
  failed = false;
  ended = false;
  readonly #outside: Observer | undefined = state.observer;

  constructor(count: number) {
    this.count = count;
  }

  /** The result of f, in which operations on Slices of this run are made on their stacks. */
  of<T>(f: () => T): T {
    const outside = this.#outside;
    const observer: Observer = {
      made: (result, primitive, inputs) => {
        if (!this.has(result)) outside?.made(result, primitive, inputs);
      },
      instead: (primitive, inputs, attributes) => {
        if (inputs.length === 0) this.#refuseDraw();
        return inputs.some((x) => this.has(x))
          ? this.#apply(primitive, inputs, attributes)
          : outside?.instead?.(primitive, inputs, attributes);
      },
      differentiating: outside?.differentiating?.bind(outside),
      leaf: (made, of) => {
        if (!this.has(made)) outside?.leaf?.(made, of);
      },
      drawing: outside?.drawing,
      adaptive: outside?.adaptive?.bind(outside),
    };
    try {
      return withObserver(observer, f);
    } finally {
      this.ended = true;
    }
  }

  has(x: Value): x is Slice {
    return x instanceof Slice && x.run === this;
  }

  /** The stack that a result stands for; one that is the same for all slices is repeated. */
  stackOf(y: Value): Value {
    return this.has(y) ? y.stack : broadcastTo(y, [this.count, ...y.shape]);
  }

  /** A draw that is an operation would stay in the program that is being traced, even if this run is abandoned. */
  #refuseDraw(): never {
    this.failed = true;
    throw transformErrors.drawnForAll();
  }

  #apply(primitive: Primitive, inputs: readonly Value[], attributes: unknown): Value {
    const shape = primitive.shape(inputs, attributes);
    const made = withObserver(this.#outside, () => this.#onStacks(primitive, inputs, shape, attributes));
    const wants = wantsGradient(primitive, inputs, made.dtype);
    return wants || state.recording === 'everything'
      ? new Slice(this, made, wants, primitive, inputs, attributes)
      : new Slice(this, made, wants);
  }

  #onStacks(primitive: Primitive, inputs: readonly Value[], shape: Shape, attributes: unknown): Value {
    const { count } = this;
    if (primitive.onStacks === undefined) {
      const stacked = inputs.map((x) => this.has(x));
      const stacks = inputs.map((x) => (this.has(x) ? x.stack : x));
      return apply(sliceBySlice(primitive), stacks, { attributes, stacked, shape, count });
    }
    const rank = Math.max(...inputs.map((x) => x.rank));
    const stacks = inputs.map((x) => {
      if (!this.has(x) || x.rank === rank) return this.has(x) ? x.stack : x;
      return reshape(x.stack, [count, ...new Array<number>(rank - x.rank).fill(1), ...x.shape]);
    });
    return apply(primitive, stacks, primitive.onStacks(attributes, count));
  }
}

/** One slice that stands for all of a stack. */
class Slice extends Value {
  readonly run: Run;
  readonly stack: Value;

  constructor(
    run: Run,
    stack: Value,
    wants: boolean,
    primitive?: Primitive,
    inputs?: readonly Value[],
    attributes?: unknown,
  ) {
    super(0, stack.shape.slice(1), stack.dtype, wants, primitive, inputs, attributes);
    this.run = run;
    this.stack = stack;
  }

  override get data(): Data {
    this.run.failed = true;
    throw transformErrors.escaped(this);
  }

  // Value's constructor assigns it.
  override set data(_: Data) {}

  override get size(): number {
    return sizeOf(this.shape);
  }

  override leaf(wants: boolean): Value {
    return new Slice(this.run, this.stack.leaf(false), wants);
  }
}

/** One slice of a given stack, with its name. */
function sliceOf(run: Run, stack: Value): Slice {
  const slice = new Slice(run, stack, stack.wantsGradient);
  slice.name = stack.name;
  return slice;
}

interface Stacked {
  readonly attributes: unknown;
  /** Which inputs are stacks; the others are the same for all slices. */
  readonly stacked: readonly boolean[];
  /** The shape of one slice of the result. */
  readonly shape: Shape;
  readonly count: number;
}

const made = new WeakMap<Primitive, Primitive<Stacked>>();

/** A primitive that runs the kernel of another one on each slice of its inputs. */
function sliceBySlice(primitive: Primitive): Primitive<Stacked> {
  const before = made.get(primitive);
  if (before) return before;
  const { jvp } = primitive;
  const lifted: Primitive<Stacked> = define({
    name: `vmap(${primitive.name})`,
    shape: (_, { shape, count }) => [count, ...shape],
    dtype: (inputs, { attributes }) => primitive.dtype(inputs, attributes),
    array: (inputs, _, dtype, { attributes, stacked, shape, count }) => {
      const size = sizeOf(shape);
      const out = allocate(dtype, count * size, primitive.name);
      for (let i = 0; i < count; i++) {
        const slices = inputs.map((x, k) => (stacked[k] ? numbersOf(x, i) : x));
        const numbers = primitive.array(slices, shape, dtype, attributes);
        out.set(typeof numbers === 'number' ? [numbers] : numbers, i * size);
      }
      return out;
    },
    differentiable: (input) => primitive.differentiable(input),
    placedByNumbers: primitive.placedByNumbers,
    vjp: (g, y, inputs, input, { attributes, stacked, count }) =>
      overStacks(
        ([g, y, ...xs]) => {
          const share = sumTo(primitive.vjp(g, y, xs, input, attributes), xs[input].shape);
          return share.dtype === xs[input].dtype ? share : asType(share, xs[input].dtype);
        },
        [g, y, ...inputs],
        [true, true, ...stacked],
        count,
      ),
    jvp:
      jvp &&
      ((t, y, inputs, input, { attributes, stacked, shape, count }) =>
        overStacks(
          ([t, y, ...xs]) => broadcastTo(jvp(t, y, xs, input, attributes), shape),
          [t, y, ...inputs],
          [stacked[input], true, ...stacked],
          count,
        )),
  });
  made.set(primitive, lifted);
  return lifted;
}

/** Slice i of a stack, for a kernel to read. */
function numbersOf({ data, shape: [, ...shape], dtype }: Value, i: number): Value {
  const size = sizeOf(shape);
  const numbers = (data as Float64Array).subarray(i * size, (i + 1) * size);
  return new Value(shape.length === 0 ? numbers[0] : numbers, shape, dtype);
}

/**
 * Applies f to the slices of stacks along their first axis, and stacks the results. Only the inputs marked in `stacked` are
 * stacks; the others are passed to f unchanged.
 */
export function overStacks<Y extends Tree>(
  f: (xs: Value[]) => Y,
  inputs: readonly Value[],
  stacked: readonly boolean[],
  count: number,
): Y {
  return transaction((log) => {
    const run = new Run(count);
    try {
      const slices = inputs.map((x, k) => (stacked[k] ? sliceOf(run, x) : x));
      const result = run.of(() => f(slices));
      // Changes outside and draws have to happen once for each slice.
      const isPure = !log.drew && log.changed((x) => run.has(x)) === undefined;
      if (isPure && !run.failed) return mapTree((y) => run.stackOf(y), result);
    } catch (error) {
      if (!run.failed) throw error;
    }
    log.rollBack();
    return oneByOne(f, inputs, stacked, count);
  });
}

function oneByOne<Y extends Tree>(
  f: (xs: Value[]) => Y,
  inputs: readonly Value[],
  stacked: readonly boolean[],
  count: number,
): Y {
  const slices = inputs.map((x, k) => (stacked[k] ? unstack(x) : new Array<Value>(count).fill(x)));
  const [first, ...rest] = Array.from({ length: count }, (_, i) => f(slices.map((each) => each[i])));
  return mapTrees((y, others) => stack([y, ...(others as Value[])]), first, rest);
}
