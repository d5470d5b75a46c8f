import { errors } from './errors.ts';

/** Throws if the options are not an object, or if one of them is unknown. */
export function checkNames(operation: string, options: unknown, known: readonly string[]): void {
  if (Object.prototype.toString.call(options) !== '[object Object]')
    throw errors.badOption(operation, 'options', `an object, such as { ${known[0]}: … }`, options);
  const unknown = Object.entries(options as object).find(
    ([name, given]) => given !== undefined && !known.includes(name),
  );
  if (unknown !== undefined) throw errors.unknownOption(operation, unknown[0], known);
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
