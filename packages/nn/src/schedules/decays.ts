import { checkCount, cos, floor, log, mul, pow, type Value, where } from '@chainrule/core';
import { checkNotNegative, checkPositive } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { type Schedule, schedule } from './schedule.ts';

type Steps = { every: number; gamma?: number };
type Milestones = { milestones: readonly number[]; gamma?: number };

/** Throws unless it is a whole number above zero. */
export function checkSteps(operation: string, options: Readonly<Record<string, number>>): void {
  for (const [option, n] of Object.entries(options))
    if (!Number.isSafeInteger(n) || n < 1) throw optionErrors.badSize(operation, option, n);
}

/** The rate, whatever the step.
 *
 * @example
 * ```ts
 * import { constantRate } from '@chainrule/nn';
 * constantRate(0.1)(7); // → 0.1
 * ```
 */
export function constantRate(rate: number): Schedule {
  checkCount('constantRate', 1, arguments);
  checkPositive('constantRate', { rate });
  return schedule(() => rate);
}

/**
 * η γ^⌊t/s⌋: multiplied by γ (default: 0.1) every s steps, or once at each of the `milestones`.
 *
 * @example
 * ```ts
 * import { stepDecay } from '@chainrule/nn';
 * const every = stepDecay(1, { every: 30 });
 * [every(29), every(30), every(60)]; // → [1, 0.1, 0.01]
 * const at = stepDecay(1, { milestones: [10, 15], gamma: 0.5 });
 * [at(9), at(10), at(20)]; // → [1, 0.5, 0.25]
 * ```
 */
export function stepDecay(rate: number, options: Steps | Milestones): Schedule {
  checkCount('stepDecay', 2, arguments);
  const { gamma = 0.1 } = optionsOf<Partial<Steps & Milestones>>('stepDecay', options, {
    every: 'number',
    milestones: 'array',
    gamma: 'number',
  });
  checkPositive('stepDecay', { rate, gamma });
  if ('every' in options && 'milestones' in options)
    throw optionErrors.badOption(
      'stepDecay',
      'milestones',
      'a number every, or milestones, not both',
      options.milestones,
    );
  if ('every' in options) {
    const { every } = options;
    checkSteps('stepDecay', { every });
    return schedule((t) => mul(rate, pow(gamma, floor(t.div(every)))));
  }
  const { milestones } = options;
  if (milestones === undefined)
    throw optionErrors.badOption('stepDecay', 'every', 'a number, or milestones', undefined);
  const passed = (t: Value) =>
    milestones.reduce((count, at) => count.add(where(t.greaterEqual(at), 1, 0)), t.mul(0));
  return schedule((t) => mul(rate, pow(gamma, passed(t))));
}

/**
 * η γᵗ.
 *
 * @example
 * ```ts
 * import { exponentialDecay } from '@chainrule/nn';
 * exponentialDecay(1, { gamma: 0.9 })(2); // → 0.81
 * ```
 */
export function exponentialDecay(rate: number, options: { gamma: number }): Schedule {
  checkCount('exponentialDecay', 2, arguments);
  const { gamma } = optionsOf('exponentialDecay', options, { gamma: 'number' });
  checkPositive('exponentialDecay', { rate, gamma });
  return schedule((t) => mul(rate, pow(gamma, t)));
}

export interface DecayOptions {
  /** The number of steps of the decay. */
  steps: number;
  /** The rate at the end and from then on. Default: 0. */
  end?: number;
}

const DECAY: Kinds<DecayOptions> = { steps: 'number', end: 'number' };

/** How far through `steps` steps t is: from 0 to 1, where it stays. */
const through = (t: Value, steps: number) => t.div(steps).minimum(1);

/**
 * From η down to the end as (1 − t/n)ᵖ goes from 1 to 0; p is 1 by default, a straight line.
 *
 * @example
 * ```ts
 * import { polynomialDecay } from '@chainrule/nn';
 * const rate = polynomialDecay(1, { steps: 10, power: 2 });
 * [rate(0), rate(5), rate(20)]; // → [1, 0.25, 0]
 * ```
 */
export function polynomialDecay(rate: number, options: DecayOptions & { power?: number }): Schedule {
  checkCount('polynomialDecay', 2, arguments);
  const { steps, power = 1, end = 0 } = optionsOf('polynomialDecay', options, { ...DECAY, power: 'number' });
  checkPositive('polynomialDecay', { rate, power });
  checkSteps('polynomialDecay', { steps });
  checkNotNegative('polynomialDecay', { end });
  return schedule((t) =>
    through(t, steps)
      .neg()
      .add(1)
      .pow(power)
      .mul(rate - end)
      .add(end),
  );
}

/** From 1 at 0 to 0 at 1, along half a cosine wave. */
const halfWave = (x: Value) => cos(x.mul(Math.PI)).add(1).mul(0.5);

/**
 * From η down to the end along half a cosine wave: end + ½ (η − end)(1 + cos(π t/n)), after Loshchilov and Hutter
 * (2017). From step n on it stays at the end; PyTorch's goes up again.
 *
 * @example
 * ```ts
 * import { cosineDecay } from '@chainrule/nn';
 * const rate = cosineDecay(1, { steps: 10 });
 * [rate(0), rate(5), rate(10), rate(20)]; // → [1, 0.5, 0, 0]
 * ```
 */
export function cosineDecay(rate: number, options: DecayOptions): Schedule {
  checkCount('cosineDecay', 2, arguments);
  const { steps, end = 0 } = optionsOf('cosineDecay', options, DECAY);
  checkPositive('cosineDecay', { rate });
  checkSteps('cosineDecay', { steps });
  checkNotNegative('cosineDecay', { end });
  return schedule((t) =>
    halfWave(through(t, steps))
      .mul(rate - end)
      .add(end),
  );
}

/**
 * Half cosine waves in sequence, each from η down towards the end. The first takes `steps` steps, each next one `factor` times
 * as many (default: 1).
 *
 * @example
 * ```ts
 * import { cosineRestarts } from '@chainrule/nn';
 * const rate = cosineRestarts(1, { steps: 10, factor: 2 });
 * [rate(0), rate(5), rate(10), rate(20), rate(30)]; // → [1, 0.5, 1, 0.5, 1]
 * ```
 */
export function cosineRestarts(rate: number, options: DecayOptions & { factor?: number }): Schedule {
  checkCount('cosineRestarts', 2, arguments);
  const { steps, factor = 1, end = 0 } = optionsOf('cosineRestarts', options, { ...DECAY, factor: 'number' });
  checkPositive('cosineRestarts', { rate });
  checkSteps('cosineRestarts', { steps, factor });
  checkNotNegative('cosineRestarts', { end });
  return schedule((t) =>
    halfWave(cyclePart(t, steps, factor))
      .mul(rate - end)
      .add(end),
  );
}

/** How far t is through its cycle: cycle n has s fⁿ steps and begins at s (fⁿ − 1)/(f − 1). */
function cyclePart(t: Value, steps: number, factor: number): Value {
  if (factor === 1) return t.div(steps).sub(floor(t.div(steps)));
  // Slightly more, since rounding may make the logarithm at a cycle's first step slightly less than whole.
  const cycle = floor(
    log(t.mul((factor - 1) / steps).add(1))
      .div(Math.log(factor))
      .add(1e-9),
  );
  const length = pow(factor, cycle);
  const begin = length.sub(1).div(factor - 1);
  return t.div(steps).sub(begin).div(length);
}
