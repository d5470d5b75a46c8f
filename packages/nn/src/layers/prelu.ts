import { checkCount, prelu, type Value } from '@chainrule/core';
import { checkSizes } from '../checks.ts';
import { Module } from '../module.ts';
import { optionsOf } from '../options.ts';
import { filledWith, type LayerOptions, parametersOf } from './parameters.ts';

export interface PReLUOptions extends Omit<LayerOptions, 'random'> {
  /** The number of slopes to learn: one, or one for each channel (axis 1). Default: 1. */
  numParameters?: number;
  /** The initial slopes. Default: 0.25. */
  init?: number;
}

/**
 * x for x > 0, a x elsewhere, with slopes a that are learnt. Source: He, Zhang, Ren and Sun, "Delving deep into
 * rectifiers" (2015).
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { PReLU } from '@chainrule/nn';
 * new PReLU().forward(constant([-4, 8])); // → [-1, 8]
 * ```
 */
export class PReLU extends Module {
  weight: Value;

  constructor(options: PReLUOptions = {}) {
    checkCount('PReLU', 1, arguments);
    super();
    const { numParameters = 1, init = 0.25 } = optionsOf('PReLU', options, {
      numParameters: 'number',
      init: 'number',
      dtype: 'any',
    });
    checkSizes('PReLU', { numParameters });
    const { make } = parametersOf('PReLU', { ...options, random: 0 });
    this.weight = make('weight', [numParameters], filledWith(init));
  }

  forward(x: Value): Value {
    checkCount('PReLU.forward', 1, arguments);
    return prelu(x, this.weight);
  }
}
