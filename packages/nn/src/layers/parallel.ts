import { checkCount, concat, type Value } from '@chainrule/core';
import { checkOneOf, checkSizes } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { applyLayer, type Layer, Module } from '../module.ts';
import { optionsOf } from '../options.ts';
import { checkLayers } from './check-layers.ts';

export interface ParallelOptions {
  /** How to combine the outputs: 'concat' or 'sum'. Default: 'concat'. */
  combine?: 'concat' | 'sum';
  /** The axis of concatenation; channels are axis 1. Default: the last. */
  axis?: number;
}

/**
 * Layers side by side: each takes the same input, and their outputs are combined.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { Parallel } from '@chainrule/nn';
 * new Parallel([(x) => x, (x) => x.square()]).forward(constant([2, 3])); // → [2, 3, 4, 9]
 * new Parallel([(x) => x, (x) => x.square()], { combine: 'sum' }).forward(constant([2, 3])); // → [6, 12]
 * ```
 */
export class Parallel extends Module {
  readonly layers: readonly Layer[];
  readonly combine: 'concat' | 'sum';
  readonly axis: number;

  constructor(layers: readonly Layer[], options: ParallelOptions = {}) {
    checkCount('Parallel', 2, arguments);
    super();
    checkLayers('Parallel', layers);
    checkSizes('Parallel', { 'number of layers': layers.length });
    const { combine = 'concat', axis = -1 } = optionsOf('Parallel', options, {
      combine: 'string',
      axis: 'number',
    });
    checkOneOf('Parallel', 'combine', ['concat', 'sum'], combine);
    if (combine === 'sum' && options.axis !== undefined)
      throw optionErrors.badOption('Parallel', 'axis', "combine 'concat' with it", options.axis);
    this.layers = layers;
    this.combine = combine;
    this.axis = axis;
  }

  forward(x: Value): Value {
    checkCount('Parallel.forward', 1, arguments);
    const outputs = this.layers.map((layer) => applyLayer(layer, x));
    if (this.combine === 'sum') return outputs.reduce((a, b) => a.add(b));
    return concat(outputs, { axis: this.axis });
  }
}
