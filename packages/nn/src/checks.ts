import { errors } from './errors.ts';
import type { Rate } from './schedules/schedule.ts';

/*
 * What the options of rules may be. The checks name the rule, the option and what was expected.
 */

const holds = (right: boolean, operation: string, option: string, expected: string, got: unknown) => {
  if (!right) throw errors.badRate(operation, option, expected, got);
};

/** Throws unless it is a finite number above 0. */
export function checkPositive(operation: string, options: Readonly<Record<string, number>>): void {
  for (const [option, x] of Object.entries(options))
    holds(x > 0 && Number.isFinite(x), operation, option, 'a number above 0', x);
}

/** Throws unless it is a finite number from 0 on. */
export function checkNotNegative(operation: string, options: Readonly<Record<string, number>>): void {
  for (const [option, x] of Object.entries(options))
    holds(x >= 0 && Number.isFinite(x), operation, option, 'a number, not below 0', x);
}

/** Throws unless it is in [0, 1): the share of what was that stays. */
export function checkFraction(operation: string, options: Readonly<Record<string, number>>): void {
  for (const [option, x] of Object.entries(options))
    holds(x >= 0 && x < 1, operation, option, 'a number in [0, 1)', x);
}

/** Throws unless both are in [0, 1). */
export function checkBetas(operation: string, betas: readonly [number, number]): void {
  const right = Array.isArray(betas) && betas.length === 2 && betas.every((beta) => beta >= 0 && beta < 1);
  holds(right, operation, 'betas', 'two numbers in [0, 1)', `[${betas}]`);
}

/** Throws unless it is a number above 0 or a schedule. */
export function checkRate(operation: string, rate: Rate): void {
  if (typeof rate !== 'function')
    holds(rate > 0 && Number.isFinite(rate), operation, 'learningRate', 'a number above 0', rate);
}
