import { type Tree, value } from '@chainrule/core';
import { Optimizer } from '../optimizers/optimizer.ts';
import type { GradientTransform } from '../optimizers/transform.ts';
import type { Ending, Search } from './search.ts';
import { numbersOf } from './variables.ts';

/** Minimises by an update rule, which uses only gradients. The lowest point on the way counts. */
export function byRule<T extends Tree>(search: Search<T>, rule: GradientTransform): Ending {
  const model = { x: value(search.variables.start) };
  const optimizer = new Optimizer(model, rule);
  let now = search.best;
  for (;;) {
    optimizer.step({ x: now.gradient });
    const next = search.at(Float64Array.from(numbersOf(model.x)));
    const end = search.moved(now, next);
    if (end) return end;
    now = next;
  }
}
