import type { CreateOptions, Value } from '@chainrule/core';
import type { Quantities } from './figures.ts';

/** Numbers as leaves of a graph, each with its own name: `leaves(value, { w1: 0.15 })`. */
export function leaves<Name extends string>(
  make: (number: number, options: CreateOptions) => Value,
  numbers: Readonly<Record<Name, number>>,
): Record<Name, Value> {
  const made: Partial<Record<Name, Value>> = {};
  for (const name in numbers) made[name] = make(numbers[name], { name });
  return made as Record<Name, Value>;
}

/** The entries of a tensor, in row-major order, each under its own symbol. */
export function labelled(symbols: readonly string[], x: Value): Quantities {
  const numbers = typeof x.data === 'number' ? [x.data] : Array.from(x.data);
  if (numbers.length !== symbols.length)
    throw new Error(`${symbols.length} symbols for the ${numbers.length} numbers of ${x}`);
  return Object.fromEntries(symbols.map((symbol, i) => [symbol, numbers[i]]));
}

/** The numbers of scalars, each under its key and a suffix: `⁺` for what an update has changed. */
export function numbers(scalars: Readonly<Record<string, Value>>, suffix = ''): Quantities {
  return Object.fromEntries(Object.entries(scalars).map(([name, x]) => [name + suffix, x.item()]));
}
