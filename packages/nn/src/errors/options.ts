import { SetupError } from './classes.ts';
import { shown } from './text.ts';

/** If a result such as that of `adam()` is expected, passing the function itself is an easy slip. */
function uncalled(expected: string, got: unknown): string {
  if (typeof got !== 'function' || !/^a (rule|metric), such as /.test(expected)) return '';
  return `: call it, ${got.name || 'f'}(…)`;
}

/** Options that a function cannot use. */
export const optionErrors = {
  badSize: (operation: string, option: string, got: unknown) =>
    new SetupError(operation, `${option}: expected a whole number above zero, got ${shown(got)}`),

  /** A number, a name or a list that is not allowed. */
  badRate: (operation: string, option: string, expected: string, got: unknown) =>
    typeof got === 'string' || Array.isArray(got)
      ? new SetupError(
          operation,
          `${option}: expected ${expected}, got ${typeof got === 'string' ? got : shown(got)}`,
        )
      : optionErrors.badOption(operation, option, expected, got),

  /** The same for a value of any type, which the message describes. */
  badOption: (operation: string, option: string, expected: string, got: unknown): SetupError =>
    new SetupError(operation, `${option}: expected ${expected}, got ${shown(got)}${uncalled(expected, got)}`),
};
