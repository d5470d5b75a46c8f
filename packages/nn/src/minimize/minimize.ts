import { checkCount, type Tree, type TreeLike, transaction, type Value } from '@chainrule/core';
import { checkNotNegative, checkRule } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { adam } from '../optimizers/adam.ts';
import type { GradientTransform } from '../optimizers/transform.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { byRule } from './by-rule.ts';
import { lbfgs } from './lbfgs.ts';
import { newtonCg } from './newton-cg.ts';
import type { MinimizeResult } from './result.ts';
import { type Ending, Search, type SearchOptions } from './search.ts';

export interface MinimizeOptions extends SearchOptions {
  /**
   * `'lbfgs'` (the default); `'newton-cg'`, which takes fewer steps, each with Hessian–vector products; `'adam'`; or any rule,
   * such as `sgd({ learningRate: 0.1 })`.
   */
  method?: 'lbfgs' | 'newton-cg' | 'adam' | GradientTransform;
  /** η of `'adam'`. Default: 0.001. */
  learningRate?: number;
  /** How many steps `'lbfgs'` remembers. Default: 10. */
  historySize?: number;
}

const MINIMIZE: Kinds<MinimizeOptions> = {
  method: 'any',
  learningRate: 'number',
  historySize: 'number',
  tolerance: 'number',
  maxIterations: 'number',
  callback: 'function',
  compile: 'function',
};

/**
 * Finds a local minimum of f, a scalar function of a Value or a tree of Values, from x₀, a tree of the same structure that may
 * have plain numbers in place of Values.
 *
 * Numerical failures do not throw: the result says how the search ended. A start where f or its gradient is not finite ends
 * with `'non-finite'`; steps to such points count as too long. The search itself runs eagerly; with `compile`, f and its
 * derivatives are compiled.
 *
 * @example
 * ```ts
 * import type { Value } from '@chainrule/core';
 * import { minimize } from '@chainrule/nn';
 * const rosenbrock = ({ x, y }: { x: Value; y: Value }) =>
 *   x.sub(1).square().add(y.sub(x.square()).square().mul(100));
 * const found = minimize(rosenbrock, { x: -1.2, y: 1 });
 * found.status; // → converged
 * found.x; // → { "x": 1.000000, "y": 1.000000 }
 * minimize((x: Value) => x.log().sum(), [-1]).message; // → the function is NaN at the start: begin at another point
 * ```
 */
export function minimize<T extends Tree = Value>(
  f: (x: T) => Value,
  x0: TreeLike<T>,
  options: MinimizeOptions = {},
): MinimizeResult<T> {
  checkCount('minimize', 3, arguments);
  const {
    method = 'lbfgs',
    learningRate = 1e-3,
    historySize = 10,
  } = optionsOf('minimize', options, MINIMIZE);
  checkNotNegative('minimize', { tolerance: options.tolerance ?? 0 });
  for (const [option, n] of Object.entries({ maxIterations: options.maxIterations ?? 1, historySize }))
    if (!Number.isSafeInteger(n) || n < 1) throw optionErrors.badSize('minimize', option, n);
  for (const [option, own] of [
    ['learningRate', 'adam'],
    ['historySize', 'lbfgs'],
  ] as const)
    if (options[option] !== undefined && method !== own)
      throw optionErrors.badOption('minimize', option, `method '${own}' with it`, method);
  const methods: Record<string, (search: Search<T>) => Ending> = {
    lbfgs: (search) => lbfgs(search, historySize),
    'newton-cg': (search) => newtonCg(search, f),
    adam: (search) => byRule(search, adam({ learningRate })),
  };
  if (typeof method === 'object') checkRule('minimize', 'method', method, 'a name or a rule');
  const run = typeof method === 'object' ? (search: Search<T>) => byRule(search, method) : methods[method];
  if (run === undefined)
    throw optionErrors.badRate('minimize', 'method', `${Object.keys(methods).join(', ')} or a rule`, method);
  return transaction(() => {
    const search = new Search<T>(f, x0, options);
    return search.result(search.obstacle(search.best) ?? run(search));
  });
}
