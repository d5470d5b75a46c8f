import { checkCount, constant, mul, type Operand, type Random, Value } from '@chainrule/core';
import { checkProbability } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { Module } from '../module.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { generatorFrom } from '../random.ts';

export interface DropoutOptions {
  /** The probability that an entry is dropped. Default: 0.5. */
  p?: number;
  /** The random generator of the masks, or its seed. Default: a generator split from that of `manualSeed`. */
  random?: Random | number;
}

export interface DropoutCallOptions extends DropoutOptions {
  /** Whether to drop anything. Default: true. */
  training?: boolean;
}

const CALL: Kinds<DropoutCallOptions> = { p: 'number', random: 'random', training: 'boolean' };

/**
 * Sets each entry of x to 0 with probability p, and multiplies the others by 1/(1 − p), which keeps the mean. Source:
 * Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov (2014).
 *
 * @example
 * ```ts
 * import { ones } from '@chainrule/core';
 * import { dropout } from '@chainrule/nn';
 * dropout(ones([10_000]), { p: 0.2, random: 1 }).mean(); // → 1.0
 * dropout([1, 2], { training: false }); // → [1, 2]
 * ```
 */
export function dropout(x: Operand, options: DropoutCallOptions = {}): Value {
  checkCount('dropout', 2, arguments);
  return dropped('dropout', x, options, (shape) => shape);
}

/** `dropout` of whole channels: of x `[batch, channels, …]`, with at least one axis after the channels. */
export function dropout2d(x: Operand, options: DropoutCallOptions = {}): Value {
  checkCount('dropout2d', 2, arguments);
  return dropped('dropout2d', x, options, channels);
}

function dropped(
  operation: string,
  x: Operand,
  options: DropoutCallOptions,
  maskShape: (shape: readonly number[], x: Value) => readonly number[],
): Value {
  const { p = 0.5, training = true, random } = optionsOf(operation, options, CALL);
  checkProbability(operation, p);
  const input = x instanceof Value ? x : constant(x);
  const shape = maskShape(input.shape, input);
  if (!training || p === 0) return input;
  const kept = generatorFrom(random).bernoulli(shape, { p: 1 - p, dtype: input.dtype });
  return mul(input, p === 1 ? kept : mul(kept, 1 / (1 - p)));
}

function channels(shape: readonly number[], x: Value): readonly number[] {
  if (shape.length < 3) throw layerErrors.badInput('dropout2d', '[batch, channels, …] of rank 3 or more', x);
  return shape.map((n, axis) => (axis < 2 ? n : 1));
}

/** A probability, and a generator that continues from mask to mask. */
abstract class Dropping extends Module {
  readonly p: number;
  readonly random: Random;

  constructor(options: DropoutOptions = {}) {
    checkCount(new.target.name, 1, arguments);
    super();
    const layer = this.constructor.name;
    const { p = 0.5 } = optionsOf(layer, options, { p: 'number', random: 'random' });
    checkProbability(layer, p);
    this.p = p;
    this.random = generatorFrom(options.random);
  }

  /** The options of the operation. */
  protected get how(): DropoutCallOptions {
    return { p: this.p, training: this.training, random: this.random };
  }
}

/**
 * In training mode sets each entry to 0 with probability p, and multiplies the others by 1/(1 − p); in evaluation mode returns
 * the input. Every call draws a new mask.
 *
 * @example
 * ```ts
 * import { ones } from '@chainrule/core';
 * import { Dropout } from '@chainrule/nn';
 * const layer = new Dropout({ p: 0.5, random: 1 });
 * layer.forward(ones([1000])).max(); // → 2
 * layer.eval().forward(ones([2])); // → [1, 1]
 * new Dropout({ p: 2 }); // → throws p: expected a number from 0 to 1, got 2
 * ```
 */
export class Dropout extends Dropping {
  forward(x: Value): Value {
    checkCount('Dropout.forward', 1, arguments);
    return dropout(x, this.how);
  }
}

/** `Dropout` of whole channels, for x `[batch, channels, …]`, where neighbours within a channel are correlated. */
export class Dropout2d extends Dropping {
  forward(x: Value): Value {
    checkCount('Dropout2d.forward', 1, arguments);
    return dropout2d(x, this.how);
  }
}
