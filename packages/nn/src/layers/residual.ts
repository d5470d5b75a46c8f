import { checkCount, type Value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { checkInput } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { applyLayer, type Layer, Module } from '../module.ts';
import { optionsOf } from '../options.ts';
import { checkLayer } from './check-layers.ts';

/**
 * x + f(x): the layer learns what to add to its input. Source: He, Zhang, Ren and Sun, "Deep residual learning for image
 * recognition" (2016).
 *
 * With a `shortcut`, another layer, it is shortcut(x) + f(x), for an f that changes the shape.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { Linear, Residual } from '@chainrule/nn';
 * new Residual((x) => x.square()).forward(constant([2, 3])); // → [6, 12]
 * new Residual(new Linear(2, 3)).forward(constant([2, 3])); // → throws Residual: the layer gave [3] for [2]
 * ```
 */
export class Residual extends Module {
  readonly layer: Layer;
  readonly shortcut: Layer | undefined;

  constructor(layer: Layer, options: { shortcut?: Layer } = {}) {
    checkCount('Residual', 2, arguments);
    super();
    const { shortcut } = optionsOf('Residual', options, { shortcut: 'any' });
    checkLayer('Residual', 'layer', layer);
    if (shortcut !== undefined) checkLayer('Residual', 'shortcut', shortcut);
    this.layer = layer;
    this.shortcut = shortcut;
  }

  forward(x: Value): Value {
    checkCount('Residual.forward', 1, arguments);
    const kept = this.shortcut ? applyLayer(this.shortcut, x) : x;
    const added = applyLayer(this.layer, x);
    for (const each of [kept, added]) checkInput('Residual', each);
    if (!sameShape(kept.shape, added.shape)) throw layerErrors.residualShapes(kept.shape, added.shape);
    return kept.add(added);
  }
}
