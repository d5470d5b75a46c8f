import { argumentErrors } from './arguments.ts';

/*
 * JavaScript silently ignores arguments that a function does not take. Here they are refused by name, in every form of
 * call.
 *
 * Callbacks are the exception. `array.map(sin)` calls sin(x, index, array), `terms.reduce(add)` calls
 * add(sum, x, index, array), and `mapTree(sin, tree)` calls sin(x, [], path). These extra arguments are not
 * meant for the operation, so they are dropped if a call has exactly this form.
 */

// biome-ignore lint/suspicious/noExplicitAny: any function at all.
type AnyFunction = (...given: any[]) => unknown;

/** How many arguments a function takes at most. */
type Most<F extends AnyFunction> = Required<Parameters<F>>['length'];

/**
 * The function, which refuses more arguments than it takes. `f.length`, the number of those that have no default, says
 * how many remain of a call as a callback.
 */
export function takes<F extends AnyFunction>(operation: string, most: Most<F>, f: F): F {
  const strict = (...given: unknown[]) =>
    given.length > most ? f(...taken(operation, most, given, f.length)) : f(...given);
  Object.defineProperties(strict, { name: { value: operation }, length: { value: f.length } });
  return strict as F;
}

/** The same for a method, a constructor or a function that is no constant: called with its `arguments`. */
export function checkCount(operation: string, most: number, given: ArrayLike<unknown>): void {
  if (given.length > most) taken(operation, most, Array.from(given), most);
}

/** The arguments that the function takes. Throws a DataError if others were given that are not undefined. */
export function taken(
  operation: string,
  most: number,
  given: readonly unknown[],
  required: number,
): readonly unknown[] {
  if (isCallback(given, required)) return given.slice(0, required);
  const surplus = given.slice(most).find((each) => each !== undefined);
  if (surplus !== undefined) throw argumentErrors.surplus(operation, most, surplus);
  return given.slice(0, most);
}

/** Whether `Array.prototype.map` or `reduce` or one of their kind called it, or `mapTree`. */
function isCallback(given: readonly unknown[], required: number): boolean {
  const [x, index, all] = given.slice(required - 1);
  if (given.length !== required + 2) return false;
  if (typeof index === 'number') return Object.is((all as ArrayLike<unknown> | null | undefined)?.[index], x);
  const isPath = Array.isArray(all) && all.every((key) => typeof key === 'string');
  return isPath && Array.isArray(index) && index.length === 0;
}
