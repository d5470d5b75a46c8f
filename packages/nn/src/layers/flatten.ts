import { checkCount, flatten, type Value } from '@chainrule/core';
import { Module } from '../module.ts';
import { optionsOf } from '../options.ts';

/**
 * Flattens the axes from `startAxis` (default: 1, after the batch) to `endAxis` (default: the last) into one.
 *
 * @example
 * ```ts
 * import { zeros } from '@chainrule/core';
 * import { Flatten } from '@chainrule/nn';
 * new Flatten().forward(zeros([8, 3, 4, 4])).shape; // → [8, 48]
 * ```
 */
export class Flatten extends Module {
  readonly startAxis: number;
  readonly endAxis: number;

  constructor(options: { startAxis?: number; endAxis?: number } = {}) {
    checkCount('Flatten', 1, arguments);
    super();
    const { startAxis = 1, endAxis = -1 } = optionsOf('Flatten', options, {
      startAxis: 'number',
      endAxis: 'number',
    });
    this.startAxis = startAxis;
    this.endAxis = endAxis;
  }

  forward(x: Value): Value {
    checkCount('Flatten.forward', 1, arguments);
    return flatten(x, { startAxis: this.startAxis, endAxis: this.endAxis });
  }
}
