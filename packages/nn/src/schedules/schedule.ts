import { checkCount, constant, noGrad, type Operand, Value } from '@chainrule/core';
import { checkFinite, checkFunction, checkPositive } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';

/**
 * A learning rate, or any other number, as a function of the step, counted from 0. For a number it returns a number, to plot
 * it; for a scalar Value a scalar Value, so that a step can be traced.
 */
export interface Schedule {
  (step: number): number;
  (step: Value): Value;
}

/** A constant number, or a schedule. */
export type Rate = number | Schedule;

/**
 * Makes a schedule from a function of Values. It must not read the number of the step: `where` joins its pieces.
 *
 * @example
 * ```ts
 * import { constant, where } from '@chainrule/core';
 * import { schedule } from '@chainrule/nn';
 * const halved = schedule((t) => where(t.less(10), 0.1, 0.05));
 * [halved(9), halved(10)]; // → [0.1, 0.05]
 * halved(constant(10)); // → 0.05
 * ```
 */
export function schedule(f: (step: Value) => Operand): Schedule {
  checkCount('schedule', 1, arguments);
  checkFunction('schedule', 'f', f);
  const asValue = (made: Operand) => (made instanceof Value ? made : constant(made));
  function at(step: number): number;
  function at(step: Value): Value;
  function at(step: number | Value): number | Value {
    return step instanceof Value ? asValue(f(step)) : noGrad(() => asValue(f(constant(step))).item());
  }
  return at;
}

/** Throws if a schedule computes with plain numbers: it is called with a Value, so that a step can be traced. */
export function checkSchedule(operation: string, rate: Schedule, option = 'learningRate'): void {
  const made: unknown = typeof rate === 'function' ? noGrad(() => rate(constant(0))) : rate;
  const expected =
    'a schedule that returns a Value for a Value, such as cosineDecay(0.1, { steps: 100 }) or schedule((t) => t.add(1).reciprocal())';
  if (!(made instanceof Value)) throw optionErrors.badOption(operation, option, expected, made);
}

/** Throws unless it is a number above 0 or a schedule. */
export function checkRate(operation: string, rate: Rate): void {
  if (typeof rate === 'function') checkSchedule(operation, rate);
  else checkPositive(operation, { learningRate: rate });
}

/** A rate as a schedule. Throws unless it is a number or a schedule. */
export function asSchedule(operation: string, option: string, rate: Rate): Schedule {
  if (typeof rate !== 'number') {
    checkSchedule(operation, rate, option);
    return rate;
  }
  checkFinite(operation, { [option]: rate });
  return schedule(() => rate);
}
