import { allocate, floating, promote, type TypedArray } from '../array/dtype.ts';
import { flat } from '../array/ndarray.ts';
import { broadcastShapes, isShape, type Shape, sameShape, sizeOf } from '../array/shape.ts';
import { transaction } from '../effects/log.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { dataErrors } from '../errors/data.ts';
import { shapeErrors } from '../errors/shapes.ts';
import { checkCount } from '../errors/surplus.ts';
import { transformErrors } from '../errors/transforms.ts';
import { operandsOf } from '../families/operands.ts';
import type { Operand } from '../make/create.ts';
import { optionsOf } from '../options.ts';
import { apply, define, type Primitive } from '../primitive.ts';
import { isRecording, observed } from '../recording.ts';
import { knownAsUsers } from '../registry.ts';
import { Value } from '../value.ts';

/** The gradient of each input, given that of the result; undefined for an input that has none. */
export type VjpRule = (g: Value, y: Value, ...xs: Value[]) => readonly (Value | undefined)[];

/** A user's own operation. */
export interface PrimitiveDefinition {
  readonly name: string;
  /** The shape of the result, given those of the inputs; default: that of the first input. */
  readonly shape?: (...shapes: Shape[]) => Shape;
  /** Writes the numbers of the result, given copies of those of the inputs, all in row-major order. */
  readonly forward: (out: TypedArray, ...xs: TypedArray[]) => void;
  /** The gradients of the inputs, written in Values. */
  readonly vjp: VjpRule;
}

/** A user's own function with a given derivative. */
export interface CustomGradient {
  readonly name?: string;
  readonly forward: (...xs: Value[]) => Value;
  readonly vjp: VjpRule;
}

/** Picks one input's gradient from a rule that gives all: a walk asks for them one by one, and the rule runs once. */
function oneByOne(operation: string, rule: VjpRule): Primitive['vjp'] {
  const found = new WeakMap<Value, { y: Value; recorded: boolean; all: ReturnType<VjpRule> }>();
  return (g, y, inputs, input) => {
    let entry = found.get(g);
    if (entry?.y !== y || entry.recorded !== isRecording()) {
      const all = rule(g, y, ...inputs);
      if (!Array.isArray(all))
        throw argumentErrors.badOption(
          operation,
          'vjp',
          'to return an array, with a gradient for each input',
          all,
        );
      entry = { y, recorded: isRecording(), all };
      found.set(g, entry);
    }
    const gradient = entry.all[input];
    if (!(gradient instanceof Value)) throw transformErrors.missingGradient(operation, inputs[input], input);
    const together = broadcastShapes(gradient.shape, inputs[input].shape);
    if (!together || !sameShape(together, gradient.shape))
      throw transformErrors.counterpartShape(operation, 'cotangent', inputs[input], gradient);
    return gradient;
  };
}

/** A rule that throws if it reads or returns a Value that the check refuses. Its inputs are not checked. */
function reading(rule: VjpRule, check: (x: Value) => void): VjpRule {
  return (g, y, ...xs) => {
    const checked = (x: unknown) => {
      if (x instanceof Value && !xs.includes(x)) check(x);
    };
    const made = (_: Value, __: Primitive, read: readonly Value[]) => read.forEach(checked);
    const gradients = observed({ made }, () => rule(g, y, ...xs));
    if (Array.isArray(gradients)) gradients.forEach(checked);
    return gradients;
  };
}

function checkRule(name: string, parts: Record<string, unknown>): void {
  for (const [part, f] of Object.entries(parts))
    if (typeof f !== 'function') throw argumentErrors.badOption(name, part, 'a function', f);
}

/** A node with the numbers of an existing result, and a rule for its gradient. */
export function nodeOf(name: string, result: Value, inputs: readonly Value[], rule: VjpRule): Value {
  const made = define<undefined>({
    name,
    shape: () => result.shape,
    dtype: () => result.dtype,
    array: () => result.data,
    standsFor: result,
    differentiable: () => true,
    vjp: oneByOne(name, rule),
  });
  return apply(made, inputs, undefined);
}

/**
 * An operation of your own, on flat arrays, with the derivative that you give. It works like any other: derivatives of any
 * order that its rule has, both modes, and its name in pictures and messages.
 *
 * The rule computes what it needs from `g`, `y` and `xs`. It throws a GradientError if it uses a Value that `forward` made:
 * that Value would be a constant from the last call. An array that `forward` kept in a variable is just as wrong, but cannot
 * be detected: second derivatives are then wrong, as `checkGradients` of order 2 shows.
 *
 * @example
 * ```ts
 * import { primitive, value } from '@chainrule/core';
 * const cube = primitive({
 *   name: 'cube',
 *   forward: (out, x) => x.forEach((n, i) => { out[i] = n ** 3; }),
 *   vjp: (g, _, x) => [g.mul(x.square()).mul(3)],
 * });
 * const x = value([1, 2]);
 * cube(x); // → [1, 8]
 * cube(x).sum().backward().of(x); // → [3, 12]
 * ```
 */
export function primitive(definition: PrimitiveDefinition): (...xs: Operand[]) => Value {
  checkCount('primitive', 1, arguments);
  const { name, shape, forward, vjp } = optionsOf('primitive', definition);
  if (typeof name !== 'string') throw argumentErrors.badOption('primitive', 'name', 'a string', name);
  checkRule(name, { forward, vjp });
  const own = new WeakSet<Value>();
  const noting = { made: (x: Value) => void own.add(x), leaf: (x: Value) => void own.add(x) };
  const rule = reading(vjp, (x) => {
    if (own.has(x)) throw transformErrors.madeInForward(name, x);
  });
  const made = knownAsUsers<undefined>({
    name,
    shape: (inputs) => {
      const made = shape?.(...inputs.map((x) => x.shape)) ?? inputs[0].shape;
      if (!isShape(made)) throw shapeErrors.badShape(name, made);
      return [...made];
    },
    dtype: (inputs) => floating(inputs.map((x) => x.dtype).reduce(promote)),
    array: (inputs, result, dtype) => {
      const out = allocate(dtype, sizeOf(result));
      observed(noting, () => forward(out, ...inputs.map((x) => flat(x).slice())));
      return out;
    },
    differentiable: () => true,
    vjp: oneByOne(name, rule),
  });
  return (...xs) => {
    if (xs.length === 0) throw dataErrors.notANumber(name, undefined);
    return apply(made, operandsOf(name, xs), undefined);
  };
}

/**
 * A function with a derivative of your own, instead of the one that would be computed: for a more stable form, a
 * straight-through estimator, or a gradient that is clipped on the way back. `checkGradients` checks whether it is the
 * derivative of the function.
 *
 * The rule may use Values that the forward part of the same call made. A second derivative goes through the operations that
 * made them, with their own derivatives. It throws a GradientError if it uses one that another call made, which happens if
 * all calls keep theirs in the same variable.
 *
 * @example
 * ```ts
 * import { customGradient, value } from '@chainrule/core';
 * const rounded = customGradient({ forward: (x) => x.round(), vjp: (g) => [g] }); // straight through
 * const x = value([0.4, 1.6]);
 * rounded(x); // → [0, 2]
 * rounded(x).sum().backward().of(x); // → [1, 1]
 * ```
 */
export function customGradient(definition: CustomGradient): (...xs: Operand[]) => Value {
  checkCount('customGradient', 1, arguments);
  const { name = 'customGradient', forward, vjp } = optionsOf('customGradient', definition);
  checkRule(name, { forward, vjp });
  /** For each Value that a forward part computed from its inputs, the call. */
  const makers = new WeakMap<Value, object>();
  return (...xs) => {
    const call = {};
    const inputs = operandsOf(name, xs);
    const result = transaction(() => runForward(name, () => forward(...inputs), inputs, call, makers));
    const ofThisCall = reading(vjp, (x) => {
      if ((makers.get(x) ?? call) !== call) throw transformErrors.madeByOtherCall(name, x);
    });
    return nodeOf(name, result.leaf(false), inputs, ofThisCall);
  };
}

/**
 * The result of a forward part. It is recorded from the inputs on, since a rule may use a Value from it: if that were a
 * constant, the second derivative would be silently wrong.
 */
function runForward(
  name: string,
  forward: () => Value,
  inputs: readonly Value[],
  call: object,
  makers: WeakMap<Value, object>,
): Value {
  const inner = new Set<Value>(inputs);
  const varying = new Set<Value>(inputs);
  const made = (result: Value, _: Primitive, read: readonly Value[]) => {
    const captured = read.find((x) => x.wantsGradient && !inner.has(x));
    if (captured) throw transformErrors.captured(name, captured);
    inner.add(result);
    if (!read.some((x) => varying.has(x))) return;
    varying.add(result);
    makers.set(result, call);
  };
  // A constant of a varying Value differs from call to call.
  const leaf = (made: Value, of: unknown) => {
    inner.add(made);
    if (!(of instanceof Value && varying.has(of))) return;
    varying.add(made);
    makers.set(made, call);
  };
  const result = observed({ made, leaf }, forward);
  if (!(result instanceof Value)) throw transformErrors.notReturned(name, result);
  return result;
}
