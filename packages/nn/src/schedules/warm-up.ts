import { checkCount, type Value, where } from '@chainrule/core';
import { checkArray, checkNotNegative, checkOneOf, checkPositive } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { optionsOf } from '../options.ts';
import { checkSteps } from './decays.ts';
import { asSchedule, type Rate, type Schedule, schedule } from './schedule.ts';

export interface LinearRateOptions {
  /** The number of steps. */
  steps: number;
}

/**
 * From one rate to another along a straight line in `steps` steps; then the second.
 *
 * @example
 * ```ts
 * import { linearRate } from '@chainrule/nn';
 * const rate = linearRate(0.1, 0.5, { steps: 4 });
 * [rate(0), rate(1), rate(9)]; // → [0.1, 0.2, 0.5]
 * ```
 */
export function linearRate(from: number, to: number, options: LinearRateOptions): Schedule {
  checkCount('linearRate', 3, arguments);
  const { steps } = optionsOf('linearRate', options, { steps: 'number' });
  checkNotNegative('linearRate', { from, to });
  checkSteps('linearRate', { steps });
  return schedule((t) =>
    t
      .div(steps)
      .minimum(1)
      .mul(to - from)
      .add(from),
  );
}

/**
 * A warm-up in front of a schedule: its rate at 0 times a factor that rises from `from` (default: 0) in a straight line, and
 * from step n on the schedule from its beginning.
 *
 * @example
 * ```ts
 * import { cosineDecay, warmUp } from '@chainrule/nn';
 * const rate = warmUp(cosineDecay(1, { steps: 10 }), { steps: 4 });
 * [rate(0), rate(1), rate(4), rate(9), rate(14)]; // → [0, 0.25, 1, 0.5, 0]
 * ```
 */
export function warmUp(after: Rate, options: LinearRateOptions & { from?: number }): Schedule {
  checkCount('warmUp', 2, arguments);
  const { steps, from = 0 } = optionsOf('warmUp', options, { steps: 'number', from: 'number' });
  checkSteps('warmUp', { steps });
  checkNotNegative('warmUp', { from });
  const then = asSchedule('warmUp', 'after', after);
  return joinSchedules([linearRate(then(0) * from, then(0), { steps }), then], [steps]);
}

/**
 * Schedules in sequence: from each of the `boundaries` on the next one, which counts the steps since then.
 *
 * @example
 * ```ts
 * import { constantRate, exponentialDecay, joinSchedules } from '@chainrule/nn';
 * const rate = joinSchedules([constantRate(1), exponentialDecay(0.5, { gamma: 0.9 })], [3]);
 * [rate(2), rate(3), rate(4)]; // → [1, 0.5, 0.45]
 * joinSchedules([constantRate(1)], [3]); // → throws boundaries
 * ```
 */
export function joinSchedules(schedules: readonly Rate[], boundaries: readonly number[]): Schedule {
  checkCount('joinSchedules', 2, arguments);
  const [first, ...others] = schedulesOf('joinSchedules', schedules);
  checkArray('joinSchedules', 'boundaries', boundaries);
  if (
    schedules.length !== boundaries.length + 1 ||
    boundaries.some((at, i) => !Number.isFinite(at) || (i > 0 && at <= boundaries[i - 1]))
  )
    throw optionErrors.badRate(
      'joinSchedules',
      'boundaries',
      `${schedules.length - 1} rising steps, one between every two of the ${schedules.length} schedules`,
      boundaries,
    );
  // Before its turn a later schedule computes its first rate, which is not used.
  const since = (t: Value, i: number) => t.sub(boundaries[i]).maximum(0);
  return schedule((t) =>
    others.reduce((rate, next, i) => where(t.less(boundaries[i]), rate, next(since(t, i))), first(t)),
  );
}

/**
 * The product of schedules: a rate and factors for it.
 *
 * @example
 * ```ts
 * import { chainSchedules, exponentialDecay, linearRate } from '@chainrule/nn';
 * const rate = chainSchedules([linearRate(0.5, 1, { steps: 2 }), exponentialDecay(0.1, { gamma: 0.9 })]);
 * [rate(0), rate(1), rate(2)]; // → [0.05, 0.0675, 0.081]
 * ```
 */
export function chainSchedules(schedules: readonly Rate[]): Schedule {
  checkCount('chainSchedules', 1, arguments);
  const [first, ...others] = schedulesOf('chainSchedules', schedules);
  return schedule((t) => others.reduce((product, next) => product.mul(next(t)), first(t)));
}

function schedulesOf(operation: string, rates: readonly Rate[]): Schedule[] {
  checkArray(operation, 'schedules', rates);
  checkSteps(operation, { 'schedules.length': rates.length });
  return rates.map((rate, i) => asSchedule(operation, `schedules[${i}]`, rate));
}

export interface OneCycleOptions {
  /** The total number of steps. */
  steps: number;
  /** The share of steps in which the rate rises. Default: 0.3. */
  rising?: number;
  /** The first rate is the largest divided by this. Default: 25. */
  divisor?: number;
  /** The last rate is the first divided by this. Default: 1e4. */
  finalDivisor?: number;
  /** Along half cosine waves ('cosine'), or straight lines. Default: 'cosine'. */
  shape?: 'cosine' | 'linear';
}

/**
 * One cycle: up from η/25 to η, and down to almost 0, after Smith and Topin (2019), with PyTorch's defaults and two phases. The
 * momentum does not change.
 *
 * @example
 * ```ts
 * import { oneCycle } from '@chainrule/nn';
 * const rate = oneCycle(1, { steps: 11, rising: 0.5 });
 * [rate(0), rate(4.5), rate(10)]; // → [0.04, 1, 0.000004]
 * ```
 */
export function oneCycle(largest: number, options: OneCycleOptions): Schedule {
  checkCount('oneCycle', 2, arguments);
  const {
    steps,
    rising = 0.3,
    divisor = 25,
    finalDivisor = 1e4,
    shape = 'cosine',
  } = optionsOf('oneCycle', options, {
    steps: 'number',
    rising: 'number',
    divisor: 'number',
    finalDivisor: 'number',
    shape: 'string',
  });
  checkPositive('oneCycle', { largest, rising, divisor, finalDivisor });
  checkSteps('oneCycle', { steps });
  checkOneOf('oneCycle', 'shape', ['cosine', 'linear'], shape);
  if (rising >= 1) throw optionErrors.badRate('oneCycle', 'rising', 'a number between 0 and 1', rising);
  const [first, last] = [largest / divisor, largest / divisor / finalDivisor];
  const [top, end] = [Math.max(rising * steps - 1, 0), steps - 1];
  const between = (from: number, to: number, part: Value) => {
    const gone = part.clamp(0, 1);
    return (shape === 'linear' ? gone : gone.mul(Math.PI).cos().neg().add(1).mul(0.5))
      .mul(to - from)
      .add(from);
  };
  // Without steps to rise it begins at the top.
  const up = (t: Value) => between(first, largest, top === 0 ? t.mul(0).add(1) : t.div(top));
  return schedule((t) =>
    where(t.less(top), up(t), between(largest, last, t.sub(top).div(Math.max(end - top, 1)))),
  );
}
