import { type Data, type DType, isDType } from '../array/dtype.ts';
import { SCALAR, type Shape, sizeOf } from '../array/shape.ts';
import { transaction } from '../effects/log.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { checkCount } from '../errors/surplus.ts';
import { traceErrors } from '../errors/tracing.ts';
import type { Adaptive } from '../families/adaptive.ts';
import { apply, type Primitive, wantsGradient } from '../primitive.ts';
import { type Observer, settled, state, withObserver, withRecording } from '../recording.ts';
import { Value } from '../value.ts';
import { deferred } from './deferred.ts';

/*
 * Runs a function on Values that have a shape and a dtype but no numbers. The operations applied to them are listed in
 * order, and can be computed later, for any numbers. Derivatives are walks that apply operations like any other, so these
 * are listed, too.
 */

/** One operation of a traced function. Its inputs are results of earlier ones, `inputs` of the trace, or constants. */
export interface TracedStep {
  readonly primitive: Primitive;
  readonly inputs: readonly Value[];
  readonly attributes: unknown;
  readonly result: Value;
}

/** What a function did. */
export interface AbstractTrace<Y> {
  readonly steps: readonly TracedStep[];
  /** What it returned: a tree of abstract Values, with constants for results that depend on no input. */
  readonly value: Y;
  /** The abstract Value that a Value stands for: itself, or the one that it is a leaf of; undefined for a constant. */
  original(x: Value): Value | undefined;
}

/** What an abstract Value stands for. */
export interface AbstractInput {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly wantsGradient: boolean;
  readonly name?: string | undefined;
}

/**
 * Runs a function on abstract Values, one for each of these inputs, and lists the operations that it applied to them.
 * Operations on constants alone are computed at once and are not listed; random numbers are drawn when the list is run.
 *
 * Throws a GradientError if the function reads numbers, for example with `item()` or to branch on them; if it uses a Value
 * from outside that wants a gradient, since its current numbers would be baked into the list; and if it puts a Value in a
 * field of a module outside, since a run of the list would not. In these cases everything is restored.
 */
export function traceAbstract<Y>(
  inputs: readonly AbstractInput[],
  f: (xs: Value[]) => Y,
  operation = 'traceAbstract',
): AbstractTrace<Y> {
  checkCount('traceAbstract', 3, arguments);
  if (typeof operation !== 'string')
    throw argumentErrors.badOption('traceAbstract', 'operation', 'a string', operation);
  if (typeof f !== 'function') throw argumentErrors.notAFunction(operation, f);
  if (!Array.isArray(inputs) || !inputs.every((x) => Array.isArray(x?.shape) && isDType(x.dtype)))
    throw argumentErrors.badOption(
      operation,
      'inputs',
      'an array of Values, or of { shape, dtype, wantsGradient }',
      inputs,
    );
  return transaction((log) => {
    log.traced = true;
    const tracing = new Tracing(operation);
    const xs = inputs.map((x) => tracing.input(x));
    try {
      const value = settled(
        operation,
        withRecording('gradients', () => withObserver(tracing, () => f(xs))),
      );
      const changed = log.changed((x) => tracing.has(x));
      if (changed !== undefined) throw traceErrors.changedWhileTraced(operation, changed);
      return { steps: tracing.steps, value, original: (x) => tracing.original(x) };
    } finally {
      tracing.ended = true;
    }
  });
}

/** The operations of one trace, in order. */
class Tracing implements Observer {
  readonly operation: string;
  readonly steps: TracedStep[] = [];
  readonly drawing = true;
  ended = false;
  /** The concrete Values that were made while the function ran. */
  readonly #born = new WeakSet<Value>();
  readonly #outside: Observer | undefined = state.observer;

  constructor(operation: string) {
    this.operation = operation;
  }

  input({ shape, dtype, wantsGradient, name }: AbstractInput): Abstract {
    const x = new Abstract(this, shape, dtype, wantsGradient);
    x.name = name;
    return x;
  }

  made(result: Value): void {
    this.#born.add(result);
  }

  leaf(made: Value): void {
    this.#born.add(made);
  }

  instead(primitive: Primitive, inputs: readonly Value[], attributes: unknown): Value | undefined {
    const abstract = inputs.length === 0 || inputs.some((x) => this.has(x));
    for (const x of inputs) if (!this.has(x)) this.#checkConstant(x, primitive);
    if (!abstract) return this.#outside?.instead?.(primitive, inputs, attributes);
    const dtype = primitive.dtype(inputs, attributes);
    const shape = primitive.shape(inputs, attributes);
    const wants = wantsGradient(primitive, inputs, dtype);
    const of = primitive.standsFor && this.original(primitive.standsFor);
    const result =
      wants || state.recording === 'everything'
        ? new Abstract(this, shape, dtype, wants, of, primitive, inputs, attributes)
        : new Abstract(this, shape, dtype, false, of);
    if (of === undefined) this.steps.push({ primitive, inputs, attributes, result });
    return result;
  }

  adaptive<A>(f: Adaptive<A>, inputs: readonly Value[], attributes: A): Value {
    return apply(deferred(f), inputs, attributes);
  }

  has(x: Value): x is Abstract {
    return x instanceof Abstract && x.tracing === this;
  }

  original(x: Value): Abstract | undefined {
    return this.has(x) ? x.original : undefined;
  }

  #checkConstant(x: Value, primitive: Primitive): void {
    if (x instanceof Abstract) throw traceErrors.traceEnded(x.tracing.operation, x);
    if (x.wantsGradient && !this.#born.has(x))
      throw traceErrors.capturedByTrace(this.operation, x, primitive.name);
  }
}

/** A Value whose numbers are not known yet. */
class Abstract extends Value {
  readonly tracing: Tracing;
  /** The one whose numbers it has: itself, or the one that it is a leaf of. */
  readonly original: Abstract;

  constructor(
    tracing: Tracing,
    shape: Shape,
    dtype: DType,
    wants: boolean,
    original?: Abstract,
    primitive?: Primitive,
    inputs?: readonly Value[],
    attributes?: unknown,
  ) {
    super(0, shape.length === 0 ? SCALAR : shape, dtype, wants, primitive, inputs, attributes);
    this.tracing = tracing;
    this.original = original ?? this;
  }

  override get data(): Data {
    return this.#refuse('reading its numbers');
  }

  // Value's constructor assigns it.
  override set data(_: Data) {}

  override get size(): number {
    return sizeOf(this.shape);
  }

  override leaf(wants: boolean): Value {
    const { tracing, shape, dtype, original } = this;
    return new Abstract(tracing, shape, dtype, wants, original);
  }

  override item(): number {
    return this.#refuse('item()');
  }

  override toArray(): never {
    return this.#refuse('toArray()');
  }

  override toString(): string {
    return `${this.name ?? 'a Value'} ${this.dtype} [${this.shape.join(', ')}], traced`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  #refuse(asked: string): never {
    const { operation, ended } = this.tracing;
    throw ended
      ? traceErrors.traceEnded(operation, this)
      : traceErrors.readWhileTracing(operation, asked, this);
  }
}

/**
 * Whether a Value has no numbers yet, because a function is being traced.
 *
 * @example
 * ```ts
 * import { constant, isAbstract, traceAbstract } from '@chainrule/core';
 * isAbstract(constant(1)); // → false
 * let traced = false;
 * traceAbstract([constant(1)], ([x]) => {
 *   traced = isAbstract(x);
 *   return [x];
 * });
 * traced; // → true
 * ```
 */
export function isAbstract(x: Value): boolean {
  return x instanceof Abstract;
}
