import type { AveragePoolOptions, MaxPoolOptions } from '@chainrule/core';
import {
  adaptiveAvgPool1d,
  adaptiveAvgPool2d,
  avgPool1d,
  avgPool2d,
  checkCount,
  maxPool1d,
  maxPool2d,
  type Value,
} from '@chainrule/core';
import { Module } from '../module.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { type PerAxis, sizesAlong } from './convolution.ts';

export type { AveragePoolOptions as AvgPoolOptions, MaxPoolOptions };

const MAX: Kinds<MaxPoolOptions> = { stride: 'any', padding: 'any', dilation: 'any', ceilMode: 'boolean' };
const AVERAGE: Kinds<AveragePoolOptions> = {
  stride: 'any',
  padding: 'any',
  ceilMode: 'boolean',
  countIncludePad: 'boolean',
};

/** A window and how it moves. */
abstract class Pooling<Options extends object> extends Module {
  readonly kernelSize: PerAxis;
  readonly options: Options;

  constructor(axes: number, kernelSize: PerAxis, options: Options, kinds: Kinds<Options>) {
    super();
    sizesAlong(new.target.name, 'kernelSize', kernelSize, axes);
    optionsOf(new.target.name, options, kinds);
    this.kernelSize = kernelSize;
    this.options = { ...options };
  }
}

/**
 * The largest entry of each window along the last axis: see `maxPool1d`. Windows do not overlap unless `stride` says so.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { MaxPool1d } from '@chainrule/nn';
 * new MaxPool1d(2).forward(constant([[1, 5, 2, 3]])); // → [[5, 3]]
 * ```
 */
export class MaxPool1d extends Pooling<MaxPoolOptions> {
  constructor(kernelSize: PerAxis, options: MaxPoolOptions = {}) {
    checkCount('MaxPool1d', 2, arguments);
    super(1, kernelSize, options, MAX);
  }

  forward(x: Value): Value {
    checkCount('MaxPool1d.forward', 1, arguments);
    return maxPool1d(x, this.kernelSize, this.options);
  }
}

/** `MaxPool1d` along two axes. */
export class MaxPool2d extends Pooling<MaxPoolOptions> {
  constructor(kernelSize: PerAxis, options: MaxPoolOptions = {}) {
    checkCount('MaxPool2d', 2, arguments);
    super(2, kernelSize, options, MAX);
  }

  forward(x: Value): Value {
    checkCount('MaxPool2d.forward', 1, arguments);
    return maxPool2d(x, this.kernelSize, this.options);
  }
}

/**
 * The mean of each window along the last axis: see `avgPool1d`. Windows do not overlap unless `stride` says so.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { AvgPool1d } from '@chainrule/nn';
 * new AvgPool1d(2).forward(constant([[1, 5, 2, 3]])); // → [[3, 2.5]]
 * ```
 */
export class AvgPool1d extends Pooling<AveragePoolOptions> {
  constructor(kernelSize: PerAxis, options: AveragePoolOptions = {}) {
    checkCount('AvgPool1d', 2, arguments);
    super(1, kernelSize, options, AVERAGE);
  }

  forward(x: Value): Value {
    checkCount('AvgPool1d.forward', 1, arguments);
    return avgPool1d(x, this.kernelSize, this.options);
  }
}

/** `AvgPool1d` along two axes. */
export class AvgPool2d extends Pooling<AveragePoolOptions> {
  constructor(kernelSize: PerAxis, options: AveragePoolOptions = {}) {
    checkCount('AvgPool2d', 2, arguments);
    super(2, kernelSize, options, AVERAGE);
  }

  forward(x: Value): Value {
    checkCount('AvgPool2d.forward', 1, arguments);
    return avgPool2d(x, this.kernelSize, this.options);
  }
}

/** The number of windows, which divide the input. */
abstract class AdaptivePooling extends Module {
  readonly outputSize: PerAxis;

  constructor(axes: number, outputSize: PerAxis) {
    super();
    sizesAlong(new.target.name, 'outputSize', outputSize, axes);
    this.outputSize = outputSize;
  }
}

/**
 * The mean of each of `outputSize` windows that divide the last axis: see `adaptiveAvgPool1d`.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { AdaptiveAvgPool1d } from '@chainrule/nn';
 * new AdaptiveAvgPool1d(1).forward(constant([[1, 5, 3]])); // → [[3]]
 * ```
 */
export class AdaptiveAvgPool1d extends AdaptivePooling {
  constructor(outputSize: PerAxis) {
    checkCount('AdaptiveAvgPool1d', 1, arguments);
    super(1, outputSize);
  }

  forward(x: Value): Value {
    checkCount('AdaptiveAvgPool1d.forward', 1, arguments);
    return adaptiveAvgPool1d(x, this.outputSize);
  }
}

/**
 * `AdaptiveAvgPool1d` along two axes.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { AdaptiveAvgPool2d } from '@chainrule/nn';
 * new AdaptiveAvgPool2d(1).forward(constant([[[1, 5], [3, 7]]])); // → [[[4]]]
 * ```
 */
export class AdaptiveAvgPool2d extends AdaptivePooling {
  constructor(outputSize: PerAxis) {
    checkCount('AdaptiveAvgPool2d', 1, arguments);
    super(2, outputSize);
  }

  forward(x: Value): Value {
    checkCount('AdaptiveAvgPool2d.forward', 1, arguments);
    return adaptiveAvgPool2d(x, this.outputSize);
  }
}
