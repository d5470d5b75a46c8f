import { Random } from '@chainrule/core';
import { checkOptions, OPTION_KINDS, type OptionKind } from '@chainrule/core/extend';
import { distance } from 'fastest-levenshtein';
import { SetupError } from './errors/classes.ts';

/** What an option of this package can be. */
const KINDS = {
  ...OPTION_KINDS,
  random: ['a Random or a seed', (x) => typeof x === 'number' || x instanceof Random],
} as const satisfies Record<string, OptionKind>;

/** Every option of an operation with its kind. */
export type Kinds<O> = { readonly [K in keyof O]-?: keyof typeof KINDS };

/** Options of layers and initialisers that draw random numbers. */
export const DRAWN = { random: 'random', dtype: 'any' } as const;

/**
 * Checks options. Throws a SetupError if they are not an object, or if one is unknown or of the wrong kind.
 */
export function optionsOf<O extends object>(operation: string, options: O, kinds: Kinds<NoInfer<O>>): O {
  checkOptions(operation, options, kinds, CHECKS);
  return options;
}

const CHECKS = { kinds: KINDS, error: SetupError, nearest };

/** The known name that was probably meant, if any, ignoring case and underscores. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.replaceAll('_', '').toLowerCase();
  const wrong = (each: string) => distance(plain(name), plain(each));
  const best = [...known].sort((a, b) => wrong(a) - wrong(b))[0];
  return best !== undefined && wrong(best) <= Math.max(1, name.length / 4) ? best : undefined;
}
