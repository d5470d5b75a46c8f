import { errors } from './errors.ts';

/** Every option of an operation. */
export type OptionNames<O> = { readonly [K in keyof O]-?: true };

/**
 * Throws a DataError where options are no object, and where one has a name that the operation does not know: it would count as
 * absent.
 */
export function checkOptions<O extends object>(
  operation: string,
  options: O,
  known: OptionNames<NoInfer<O>>,
): void {
  const names = Object.keys(known);
  if (Object.prototype.toString.call(options) !== '[object Object]')
    throw errors.badOption(operation, 'options', `an object with ${names.join(', ')}`, options);
  for (const [name, given] of Object.entries(options))
    if (given !== undefined && !Object.hasOwn(known, name))
      throw errors.unknownOption(operation, name, names);
}

/** Throws unless it is absent or a number. */
export function checkNumber(operation: string, option: string, got: unknown): void {
  if (got !== undefined && !Number.isFinite(got))
    throw errors.badOption(operation, option, 'a finite number', got);
}

/** Throws unless it is absent or a count of decimals. */
export function checkDigits(operation: string, digits: number | undefined): void {
  if (digits !== undefined && !(Number.isSafeInteger(digits) && digits >= 0))
    throw errors.badOption(operation, 'digits', 'a whole number, not below zero', digits);
}
