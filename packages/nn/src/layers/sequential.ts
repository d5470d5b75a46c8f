import { checkCount, type Value } from '@chainrule/core';
import { applyLayer, type Layer, Module } from '../module.ts';
import { checkLayers } from './check-layers.ts';

/**
 * Layers in sequence: each takes the output of the one before. A layer is a module or a function of a Value.
 *
 * @example
 * ```ts
 * import { constant, sigmoid } from '@chainrule/core';
 * import { Linear, Sequential } from '@chainrule/nn';
 * const model = new Sequential([new Linear(2, 3), sigmoid, new Linear(3, 1)]);
 * model.forward(constant([[0, 0], [0, 1]])).shape; // → [2, 1]
 * Object.keys(model.namedParameters()); // → ["layers.0.weight", "layers.0.bias", "layers.2.weight", "layers.2.bias"]
 * ```
 */
export class Sequential extends Module {
  readonly layers: readonly Layer[];

  constructor(layers: readonly Layer[]) {
    super();
    // Layers passed one by one get their own message.
    checkLayers('Sequential', layers);
    checkCount('Sequential', 1, arguments);
    this.layers = layers;
  }

  override stateName(field: string): string {
    checkCount('Sequential.stateName', 1, arguments);
    return field === 'layers' ? '' : super.stateName(field);
  }

  forward(x: Value): Value {
    checkCount('Sequential.forward', 1, arguments);
    return this.layers.reduce((input, layer) => applyLayer(layer, input), x);
  }
}
