import { floating, isFloat, rounded, type TypedArray } from './array/dtype.ts';
import { SCALAR, sameShape } from './array/shape.ts';
import { addStrided, allocateSums, roundedSums } from './array/spread.ts';
import { argumentErrors } from './errors/arguments.ts';
import { gradientErrors } from './errors/gradients.ts';
import { checkCount } from './errors/surplus.ts';
import { baseOf, type DerivativeOrder, derivativeOrder } from './graph.ts';
import { type Operand, ones, operand, zeros } from './make/create.ts';
import { add, asType, sumTo } from './ops/index.ts';
import { optionsOf } from './options.ts';
import type { NumberForm } from './primitive.ts';
import { state, withRecording } from './recording.ts';
import { Value } from './value.ts';

export interface BackwardOptions {
  /** The cotangent of the result, with its shape; default: 1, for a scalar. */
  seed?: Operand;
  /** Record the walk itself, so that the gradients can be differentiated again. */
  createGraph?: boolean;
}

/**
 * Walks from a result back to every leaf that wants a gradient, and returns ∂root/∂node for every node on the way.
 *
 * The walk is the chain rule and nothing else: in reverse topological order each node hands its adjoint, multiplied by
 * the local derivatives that its primitive declares, on to its inputs, where what arrives over several paths is added
 * up. It keeps no state on the nodes, so it can be repeated. `root.backward()` does the same and also writes `.grad`.
 *
 * Throws a GradientError for a result that is not a scalar when no seed is given, and for integers and booleans.
 *
 * @example
 * ```ts
 * import { backward, value } from '@chainrule/core';
 * const x = value(3);
 * const y = x.mul(x).add(x);
 * backward(y).of(x); // → 7
 * backward(y).of(value(1)); // → 0
 * backward(value([1, 2]).mul(2)); // → throws expected a scalar
 * ```
 */
export function backward(root: Value, options: BackwardOptions = {}): Gradients {
  checkCount('backward', 2, arguments);
  if (!(root instanceof Value)) throw argumentErrors.notANode('backward', root);
  const { seed, createGraph = false } = optionsOf('backward', options, 'seed, createGraph');
  return walk(derivativeOrder(root), seedFor(root, seed), createGraph);
}

/** The walk over nodes that are in order already. */
export function walk(order: DerivativeOrder, seed: Value, createGraph: boolean): Gradients {
  const adjoints = new Adjoints(order, !createGraph && state.observer === undefined);
  if (order.nodes.length > 0) adjoints.add(order.nodes.length - 1, seed);
  try {
    withRecording(createGraph ? 'gradients' : 'nothing', () => propagate(order, adjoints));
  } finally {
    state.observer?.differentiating?.(undefined);
  }
  return new Gradients(order, adjoints, createGraph);
}

/** The cotangent to begin with, checked against the result. */
export function seedFor(root: Value, seed?: Operand, operation = 'backward'): Value {
  if (!isFloat(root.dtype)) throw gradientErrors.notFloat(operation, root);
  if (seed === undefined) {
    if (root.rank > 0) throw gradientErrors.needsSeed(operation, root);
    return ones(SCALAR, { dtype: root.dtype });
  }
  const given = operand(operation, seed, root);
  if (!sameShape(given.shape, root.shape)) throw gradientErrors.seedShape(operation, root, given);
  return given;
}

function propagate(order: DerivativeOrder, adjoints: Adjoints): void {
  const { nodes, wrt } = order;
  for (let i = nodes.length - 1; i >= 0; i--) {
    const y = nodes[i];
    if (y.primitive === undefined || wrt?.has(y)) continue;
    state.observer?.differentiating?.(y);
    const base = baseOf(order);
    if (y.primitive.onNumbers !== undefined && adjoints.isBare(i)) {
      propagateNumbers(y, y.primitive.onNumbers, base, i, adjoints.numbers);
    } else {
      const g = adjoints.at(i)!;
      const targets = y.inputs.map((x) => x.mark - base);
      for (let k = 0; k < targets.length; k++) {
        if (targets[k] < 0 || !y.primitive.differentiable(k)) continue;
        const sums = y.primitive.addVjp && adjoints.sumsAt(targets[k]);
        if (sums) y.primitive.addVjp!(sums, g, y.inputs, y.attributes);
        else adjoints.add(targets[k], y.primitive.vjp(g, y, y.inputs, k, y.attributes));
      }
    }
  }
}

function propagateNumbers(y: Value, { vjps }: NumberForm, base: number, i: number, adjoints: number[]): void {
  const { inputs } = y;
  const g = adjoints[i];
  const a = inputs[0].data as number;
  const b = inputs.length > 1 ? (inputs[1].data as number) : 0;
  const c = inputs.length > 2 ? (inputs[2].data as number) : 0;
  for (let k = 0; k < inputs.length; k++) {
    const vjp = vjps[k];
    const to = inputs[k].mark - base;
    if (to >= 0 && vjp !== undefined) adjoints[to] += vjp(g, y.data as number, a, b, c);
  }
}

/**
 * The adjoint of each node while a walk goes on: ∂root/∂node, summed over the paths walked so far. Unless the walk is
 * recorded and the adjoints must be nodes themselves, that of a scalar is a bare number, and that of an array which is
 * read part by part is summed in place: otherwise a loop that reads one row per step would add up whole arrays.
 */
class Adjoints {
  /** Of the bare scalars. A plain array: for a few dozen nodes a typed one takes longer to make than to fill. */
  readonly numbers: number[];
  readonly #nodes: readonly Value[];
  readonly #unrecorded: boolean;
  readonly #values: (Value | undefined)[];
  /** What is summed in place, in arrays held here alone: those of `#values` may belong to a rule. */
  #sums: Map<number, TypedArray> | undefined;

  constructor({ nodes }: DerivativeOrder, unrecorded: boolean) {
    this.numbers = new Array(nodes.length);
    for (let i = 0; i < nodes.length; i++) this.numbers[i] = 0;
    this.#nodes = nodes;
    this.#unrecorded = unrecorded;
    this.#values = new Array(nodes.length);
  }

  isBare(i: number): boolean {
    return this.#unrecorded && this.#nodes[i].shape.length === 0;
  }

  at(i: number): Value | undefined {
    const { shape, dtype } = this.#nodes[i];
    if (this.isBare(i)) return new Value(rounded(this.numbers[i], dtype), SCALAR, dtype);
    const sums = this.#sums?.get(i);
    if (sums !== undefined) {
      this.#sums!.delete(i);
      this.#values[i] = new Value(roundedSums(sums, dtype), shape, dtype);
    }
    return this.#values[i];
  }

  /** The numbers of an adjoint, to be added to in place before it is asked for; undefined where it has to be a node. */
  sumsAt(i: number): TypedArray | undefined {
    if (!this.#unrecorded || this.isBare(i)) return undefined;
    const { shape, dtype } = this.#nodes[i];
    this.#sums ??= new Map();
    let sums = this.#sums.get(i);
    if (sums === undefined) {
      sums = allocateSums(dtype, shape);
      this.#sums.set(i, sums);
      const before = this.#values[i];
      if (before !== undefined) this.add(i, before);
    }
    return sums;
  }

  /** Adds what came over one path, first brought back to the node's shape and dtype: un-broadcasting is done here only. */
  add(i: number, contribution: Value): void {
    const { shape, dtype } = this.#nodes[i];
    const summed = sameShape(contribution.shape, shape) ? contribution : sumTo(contribution, shape);
    const fitted = summed.dtype === dtype ? summed : asType(summed, dtype);
    if (this.isBare(i)) {
      this.numbers[i] += fitted.data as number;
      return;
    }
    const sums = this.#sums?.get(i);
    if (sums !== undefined) {
      addStrided(sums, fitted, [sums.length], [1], 0);
    } else {
      const before = this.#values[i];
      this.#values[i] = before === undefined ? fitted : add(before, fitted);
    }
  }
}

/** The variables of inner derivatives: leaves whose gradient is part of another graph, so they are not to be trained. */
const variables = new WeakSet<Value>();

/** Notes that a leaf is the variable of an inner derivative. */
export function noteVariable(node: Value): void {
  if (node.primitive === undefined) variables.add(node);
}

/** The gradients that one walk found, for every node on its way. */
export class Gradients {
  readonly #nodes: readonly Value[];
  readonly #adjoints: Adjoints;
  readonly #recorded: boolean;
  #positions: Map<Value, number> | undefined;

  constructor(order: DerivativeOrder, adjoints: Adjoints, recorded: boolean) {
    checkCount('Gradients', 3, arguments);
    this.#nodes = order.nodes;
    this.#adjoints = adjoints;
    this.#recorded = recorded;
  }

  /** The gradient with respect to a node: of its shape and dtype, and zeros where nothing connects it to the root. */
  of(node: Value): Value {
    checkCount('Gradients.of', 1, arguments);
    if (!(node instanceof Value)) throw argumentErrors.notANode('Gradients.of', node);
    if (this.#recorded) noteVariable(node);
    return this.#find(node) ?? zeros(node.shape, { dtype: floating(node.dtype) });
  }

  /** Whether anything connects a node to the root. */
  has(node: Value): boolean {
    checkCount('Gradients.has', 1, arguments);
    return this.#find(node) !== undefined;
  }

  /**
   * Every leaf that wants a gradient and is connected to the root, in the order of the graph: what the result can be trained
   * by. The variables of inner derivatives are not among them: those of `grad` and its kin, and the leaves whose gradient
   * was taken with `createGraph`.
   *
   * @example
   * ```ts
   * import { constant, value } from '@chainrule/core';
   * const [w, x] = [value(2, { name: 'w' }), constant(3)];
   * w.mul(x).backward().leaves().map((leaf) => leaf.name); // → ["w"]
   * ```
   */
  leaves(): Value[] {
    checkCount('Gradients.leaves', 0, arguments);
    return this.#nodes.filter((node) => node.primitive === undefined && !variables.has(node));
  }

  #find(node: Value): Value | undefined {
    this.#positions ??= new Map(this.#nodes.map((each, i) => [each, i]));
    const position = this.#positions.get(node);
    return position === undefined ? undefined : this.#adjoints.at(position);
  }

  /** Writes `.grad` on every leaf and every named node that the walk reached. */
  write(): void {
    checkCount('Gradients.write', 0, arguments);
    for (let i = 0; i < this.#nodes.length; i++) {
      const node = this.#nodes[i];
      if (node.primitive === undefined || node.name !== undefined) node.grad = this.#adjoints.at(i);
    }
  }
}
