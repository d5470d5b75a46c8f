import { Random, Value } from '@chainrule/core';
import { distance } from 'fastest-levenshtein';
import { errors } from './errors.ts';

/*
 * Options are read by their names, so a name that is written wrong would count as absent. Every operation lists those that it
 * knows, with what they are.
 */

/** What an option has to be where it is given; `any` is checked where it is used. */
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

/** What layers and initialisers with random numbers take. */
export const DRAWN = { random: 'random', dtype: 'any' } as const;

/**
 * Options as they came. Throws a SetupError where they are no object, where one has a name that the operation does not know,
 * and where one is of another kind.
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

/** The name that was probably meant, if there is one. Capitals and underscores do not count. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.replaceAll('_', '').toLowerCase();
  const wrong = (each: string) => distance(plain(name), plain(each));
  const best = [...known].sort((a, b) => wrong(a) - wrong(b))[0];
  return best !== undefined && wrong(best) <= Math.max(1, name.length / 4) ? best : undefined;
}
