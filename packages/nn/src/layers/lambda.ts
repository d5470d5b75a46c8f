import { checkCount, type Value } from '@chainrule/core';
import { checkFunction } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { functionName } from '../module/print.ts';
import { Module } from '../module.ts';

/**
 * A function as a module, with a name for printing. A plain function is a layer, too, but not a module: it has no row in a
 * summary.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { Lambda } from '@chainrule/nn';
 * const square = new Lambda((x) => x.square(), 'square');
 * square.forward(constant([3])); // → [9]
 * String(square); // → Lambda { f: square }
 * ```
 */
export class Lambda extends Module {
  readonly f: (x: Value) => Value;

  constructor(f: (x: Value) => Value, name?: string) {
    checkCount('Lambda', 2, arguments);
    super();
    checkFunction('Lambda', 'f', f);
    const called = name ?? functionName(f);
    if (typeof called !== 'string') throw optionErrors.badOption('Lambda', 'name', 'a string', called);
    // A function takes its name from the key it is assigned to.
    this.f = { [called]: (x: Value) => f(x) }[called];
  }

  forward(x: Value): Value {
    checkCount('Lambda.forward', 1, arguments);
    return this.f(x);
  }
}
