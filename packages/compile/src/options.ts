import { checkOptions } from '@chainrule/core/extend';
import { CompileError, errors } from './errors.ts';

/** Throws if the options are not an object, or if one of them is unknown. */
export function checkNames(operation: string, options: unknown, known: readonly string[]): void {
  const table = Object.fromEntries(known.map((name) => [name, 'any']));
  checkOptions(operation, options, table, { error: CompileError });
}

/** Throws if an option is given and not as it has to be. */
export function checkOption(
  operation: string,
  option: string,
  given: unknown,
  isRight: boolean,
  expected: string,
): void {
  if (given !== undefined && !isRight) throw errors.badOption(operation, option, expected, given);
}
