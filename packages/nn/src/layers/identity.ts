import { checkCount, type Value } from '@chainrule/core';
import { Module } from '../module.ts';

/**
 * Returns its input: a placeholder for an optional layer.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { Identity } from '@chainrule/nn';
 * new Identity().forward(constant([1, 2])); // → [1, 2]
 * ```
 */
export class Identity extends Module {
  constructor() {
    checkCount('Identity', 0, arguments);
    super();
  }

  forward(x: Value): Value {
    checkCount('Identity.forward', 1, arguments);
    return x;
  }
}
