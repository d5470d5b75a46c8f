import { isBranch, Value } from '@chainrule/core';
import { optionErrors } from './errors/options.ts';

/*
 * Checks of options. Each error names the operation, the option and what was expected.
 */

const holds = (right: boolean, operation: string, option: string, expected: string, got: unknown) => {
  if (!right) throw optionErrors.badOption(operation, option, expected, got);
};

/** Throws unless it is a finite number. */
export function checkFinite(operation: string, options: Readonly<Record<string, number>>): void {
  for (const [option, x] of Object.entries(options))
    holds(Number.isFinite(x), operation, option, 'a finite number', x);
}

/** Throws unless it is a finite number above 0. */
export function checkPositive(operation: string, options: Readonly<Record<string, number>>): void {
  for (const [option, x] of Object.entries(options))
    holds(Number.isFinite(x) && x > 0, operation, option, 'a number above 0', x);
}

/** Throws unless it is a finite number, 0 or above. */
export function checkNotNegative(operation: string, options: Readonly<Record<string, number>>): void {
  for (const [option, x] of Object.entries(options))
    holds(Number.isFinite(x) && x >= 0, operation, option, 'a non-negative number', x);
}

/** Throws unless it is a decay rate, in [0, 1). */
export function checkFraction(operation: string, options: Readonly<Record<string, number>>): void {
  for (const [option, x] of Object.entries(options))
    holds(Number.isFinite(x) && x >= 0 && x < 1, operation, option, 'a number in [0, 1)', x);
}

/** Throws unless both are in [0, 1). */
export function checkBetas(operation: string, betas: readonly [number, number]): void {
  const isFraction = (beta: number) => Number.isFinite(beta) && beta >= 0 && beta < 1;
  const right = Array.isArray(betas) && betas.length === 2 && betas.every(isFraction);
  if (!right) throw optionErrors.badRate(operation, 'betas', 'two numbers in [0, 1)', betas);
}

/** Throws unless it is a Value, for inputs that are inspected before an operation checks them. */
export function checkInput(operation: string, x: unknown): void {
  holds(x instanceof Value, operation, 'input', 'a Value', x);
}

/** Throws unless it is a tree that can hold Values. */
export function checkModel(operation: string, option: string, model: unknown): void {
  holds(model instanceof Value || isBranch(model), operation, option, 'a module, or a tree of Values', model);
}

/** Throws unless it is a function. */
export function checkFunction(operation: string, option: string, f: unknown): void {
  holds(typeof f === 'function', operation, option, 'a function', f);
}

/** Throws unless it is an array. */
export function checkArray(operation: string, option: string, given: unknown, expected = 'an array'): void {
  holds(Array.isArray(given), operation, option, expected, given);
}

/** Throws unless it is an update rule. */
export function checkRule(operation: string, option: string, rule: unknown, expected: string): void {
  const { init, update } = (rule ?? {}) as { init?: unknown; update?: unknown };
  holds(typeof init === 'function' && typeof update === 'function', operation, option, expected, rule);
}

/** Throws unless each of these is a whole number above zero. */
export function checkSizes(operation: string, sizes: Record<string, unknown>): void {
  for (const [option, size] of Object.entries(sizes))
    if (!Number.isSafeInteger(size) || (size as number) < 1)
      throw optionErrors.badSize(operation, option, size);
}

/** Throws unless this is a probability. */
export function checkProbability(operation: string, p: number): void {
  if (!(Number.isFinite(p) && p >= 0 && p <= 1))
    throw optionErrors.badOption(operation, 'p', 'a number from 0 to 1', p);
}

/** Throws unless an option is one of these. */
export function checkOneOf(operation: string, option: string, names: readonly string[], got: string): void {
  if (!names.includes(got)) throw optionErrors.badRate(operation, option, names.join(' or '), got);
}
