import { Random, Value } from '@chainrule/core';
import { distance } from 'fastest-levenshtein';
import { errors } from './errors.ts';

/*
 * A misspelt option would be silently ignored, so every operation lists the options it knows, with their kinds.
 */

/** The kind of an option; `any` is checked where it is used. */
type Kind = keyof typeof KINDS;

const KINDS = {
  any: ['anything', () => true],
  number: ['a number', (x: unknown) => typeof x === 'number'],
  boolean: ['true or false', (x: unknown) => typeof x === 'boolean'],
  string: ['a string', (x: unknown) => typeof x === 'string'],
  function: ['a function', (x: unknown) => typeof x === 'function'],
  array: ['an array', (x: unknown) => Array.isArray(x)],
  random: ['a Random or a seed', (x: unknown) => typeof x === 'number' || x instanceof Random],
} as const satisfies Record<string, readonly [string, (x: unknown) => boolean]>;

/** Every option of an operation with its kind. */
export type Kinds<O> = { readonly [K in keyof O]-?: Kind };

/** Options of layers and initialisers that draw random numbers. */
export const DRAWN = { random: 'random', dtype: 'any' } as const;

/**
 * Checks options. Throws a SetupError if they are not an object, or if one is unknown or of the wrong kind.
 */
export function optionsOf<O extends object>(operation: string, options: O, kinds: Kinds<NoInfer<O>>): O {
  const names = Object.keys(kinds);
  if (Object.prototype.toString.call(options) !== '[object Object]' || options instanceof Value)
    throw errors.notOptions(operation, names, options);
  for (const [name, given] of Object.entries(options)) {
    if (given === undefined) continue;
    if (!Object.hasOwn(kinds, name)) throw errors.unknownOption(operation, name, names, nearest(name, names));
    const [expected, holds] = KINDS[kinds[name as keyof O]];
    if (!holds(given)) throw errors.badOption(operation, name, expected, given);
  }
  return options;
}

/** The known name that was probably meant, if any, ignoring case and underscores. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.replaceAll('_', '').toLowerCase();
  const wrong = (each: string) => distance(plain(name), plain(each));
  const best = [...known].sort((a, b) => wrong(a) - wrong(b))[0];
  return best !== undefined && wrong(best) <= Math.max(1, name.length / 4) ? best : undefined;
}
