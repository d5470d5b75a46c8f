import { DataError, UnknownOptionError } from './classes.ts';
import { BRAND, type Described, describe, typeText } from './text.ts';

/** The names of the options in an argument that looks like options. */
const optionsLike = (got: unknown): string[] =>
  Object.prototype.toString.call(got) === '[object Object]' &&
  (got as { [BRAND]?: symbol })[BRAND] === undefined
    ? Object.keys(got as object)
    : [];

const countText = (most: number) =>
  most === 0 ? 'no arguments' : `at most ${most} argument${most === 1 ? '' : 's'}`;

/** The messages for arguments, by what went wrong. */
export const argumentErrors = {
  notAFunction: (operation: string, got: unknown) =>
    new DataError(operation, `expected a function, got ${typeText(got)}`),

  notANode: (operation: string, got: unknown) =>
    new DataError(operation, `expected a Value, got ${typeText(got)}`),

  notAValue: (operation: string, got: unknown) =>
    new DataError(operation, `expected a Value as the object of the method, got ${typeText(got)}`),

  surplus: (operation: string, most: number, got: unknown) => {
    const takes = `${operation}(…) takes ${countText(most)}`;
    const names = optionsLike(got);
    return names.length > 0
      ? new UnknownOptionError(operation, `there is no option ${names.join(', ')}: ${takes}`, names[0], [])
      : new DataError(operation, `${typeText(got)} is one argument too many: ${takes}`);
  },

  badOption: (operation: string, option: string, expected: string, got: unknown) =>
    new DataError(operation, `${option}: expected ${expected}, got ${typeText(got)}`),

  badDType: (operation: string, got: unknown) =>
    argumentErrors.badOption(operation, 'dtype', 'float64, float32, int32 or bool', got),

  asynchronous: (operation: string) =>
    new DataError(operation, 'the function must not be async: code after an await would run outside of it'),

  usedAsNumber: (node: Described) =>
    new DataError(
      'Value',
      `${describe(node)} was used as a number, by an operator such as * or > or by Math, which keep no graph: call mul, greater, exp, …, or item() for the number`,
    ),
};
