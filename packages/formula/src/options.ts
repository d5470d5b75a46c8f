import { checkOptions as check } from '@chainrule/core/extend';
import { argumentErrors } from './errors/arguments.ts';
import { nearest } from './errors/nearest.ts';

/** Every option of an operation. */
export type OptionNames<O> = { readonly [K in keyof O]-?: 'any' };

/** Throws a DataError if options are not a plain object, or one has a name that the operation does not know. */
export function checkOptions<O extends object>(
  operation: string,
  options: O,
  known: OptionNames<NoInfer<O>>,
): void {
  check(operation, options, known, { nearest });
}

/** Throws unless it is absent or a number. */
export function checkNumber(operation: string, option: string, got: unknown): void {
  if (got !== undefined && !Number.isFinite(got))
    throw argumentErrors.badOption(operation, option, 'a finite number', got);
}

/** Throws unless it is absent or a count of decimals. */
export function checkDigits(operation: string, digits: number | undefined): void {
  if (digits !== undefined && !(Number.isSafeInteger(digits) && digits >= 0))
    throw argumentErrors.badOption(operation, 'digits', 'a whole number, not below zero', digits);
}
