// Calls an operation in its other form, too: the function and the method of the same name must give the same result.
import { Value } from '@chainrule/core';

type Operation = (...args: unknown[]) => unknown;

/** How many calls of one operation are repeated: more would only take time. */
const REPEATED = 3;

/** How often each operation was called as a function, and how often again as a method. */
export const calls = { function: new Map<string, number>(), method: new Map<string, number>() };

const count = (form: keyof typeof calls, name: string): number => {
  const before = calls[form].get(name) ?? 0;
  calls[form].set(name, before + 1);
  return before;
};

/** The operation itself, whose first calls on a Value are compared with the method of the same name. */
export function bothForms<F>(name: string, operation: F): F {
  const method = (Value.prototype as unknown as Record<string, Operation | undefined>)[name];
  return new Proxy(operation as Operation, {
    apply(target, self, args: unknown[]) {
      const result = Reflect.apply(target, self, args);
      count('function', name);
      if (method === undefined || !hasNumbers(args[0]) || (calls.method.get(name) ?? 0) >= REPEATED)
        return result;
      count('method', name);
      const again = textOf(method.apply(args[0], args.slice(1)));
      if (again !== textOf(result))
        throw new Error(`${name}: the method gives ${again}, the function ${textOf(result)}`);
      return result;
    },
  }) as F;
}

/** Dtype, shape and every digit of Values, also in lists; anything else by its type. */
export function textOf(result: unknown): string {
  if (Array.isArray(result)) return `(${result.map(textOf).join('; ')})`;
  if (typeof result === 'object' && result !== null && !(result instanceof Value))
    return textOf(Object.values(result));
  if (!hasNumbers(result)) return typeof result;
  const numbers = typeof result.data === 'number' ? [result.data] : Array.from(result.data);
  return `${result.dtype}[${result.shape}] ${numbers.map((x) => (Object.is(x, -0) ? '-0' : x)).join()}`;
}

/** Whether it is a Value with numbers, and not a placeholder in a trace or under vmap. */
const hasNumbers = (x: unknown): x is Value =>
  x instanceof Value && Object.getPrototypeOf(x) === Value.prototype;
