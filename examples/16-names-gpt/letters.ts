import { fromTypedArray, type Value } from '@chainrule/core';

/** The mark before and after a name, then the letters; a token is an index into this string. */
export const LETTERS = '.abcdefghijklmnopqrstuvwxyz';

/** The target of padding, which the loss ignores. */
export const NOTHING = -100;

/** The tokens of a name with an end mark before and after it. */
export const tokensOf = (name: string): number[] => [...`.${name}.`].map((letter) => LETTERS.indexOf(letter));

/** Names as rows of tokens, each after an end mark, and for each token the next one. */
export function encoded(names: readonly string[], context: number): [tokens: Value, next: Value] {
  const tokens = new Int32Array(names.length * context);
  const next = new Int32Array(names.length * context).fill(NOTHING);
  for (const [i, name] of names.entries()) {
    const all = tokensOf(name);
    tokens.set(all.slice(0, -1), i * context);
    next.set(all.slice(1), i * context);
  }
  const shape = [names.length, context];
  return [fromTypedArray(tokens, { shape }), fromTypedArray(next, { shape })];
}
