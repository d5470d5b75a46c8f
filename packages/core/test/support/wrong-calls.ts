import { describe, expect, test } from 'vitest';
import { ChainruleError, value } from '../../src/index.ts';

/** What a user did, and the error it gives: its kind, and the whole message. */
export type WrongCall = readonly [
  what: string,
  call: () => unknown,
  kind: new (...xs: never[]) => Error,
  message: string,
];

/** The usual victims: a matrix, a singular one, a vector and a scalar. */
export const A = value(
  [
    [1, 2],
    [2, 4],
  ],
  { name: 'A' },
);
export const W = value(
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
  { name: 'W' },
);
export const v = value([1, 2], { name: 'v' });
export const s = value(1, { name: 's' });

/** A thing of another type than the compiler lets pass. */
export const wrong = (thing: unknown) => thing as never;

/** Holds each call to its error: the operation, the nodes, what was expected and what came. */
export function testWrongCalls(part: string, table: readonly WrongCall[]): void {
  describe(`a wrong call of ${part} says what was expected and what came`, () => {
    test.each(table)('%s', (_, call, kind, message) => {
      let thrown: unknown;
      try {
        call();
      } catch (error) {
        thrown = error;
      }
      expect((thrown as Error | undefined)?.message).toBe(message);
      expect(thrown).toBeInstanceOf(kind);
      expect(thrown).toBeInstanceOf(ChainruleError);
      expect((thrown as ChainruleError).operation).toBe(message.split(':')[0]);
    });
  });
}
