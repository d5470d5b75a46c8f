import { checkCount, interpolate, type Value } from '@chainrule/core';
import { Module } from '../module.ts';
import { optionsOf } from '../options.ts';

export type UpsampleOptions = Parameters<typeof interpolate>[1];

/**
 * Enlarges x `[batch, channels, …]` along its spatial axes, by `size` or by `scaleFactor`: see `interpolate`.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { Upsample } from '@chainrule/nn';
 * new Upsample({ scaleFactor: 2 }).forward(constant([[[1, 3]]])); // → [[[1, 1, 3, 3]]]
 * ```
 */
export class Upsample extends Module {
  readonly options: UpsampleOptions;

  constructor(options: UpsampleOptions) {
    checkCount('Upsample', 1, arguments);
    super();
    this.options = {
      ...optionsOf('Upsample', options, {
        size: 'any',
        scaleFactor: 'any',
        mode: 'string',
        alignCorners: 'boolean',
      }),
    };
  }

  forward(x: Value): Value {
    checkCount('Upsample.forward', 1, arguments);
    return interpolate(x, this.options);
  }
}
