import { readingErrors } from '../../errors/reading.ts';
import { call, type Expression, type NameExpression, number } from '../../expression/expression.ts';
import type { Source } from '../tokens.ts';
import type { Arrays } from './arrays.ts';
import type { Entry } from './entry.ts';

/** δ_{ij}, Kronecker's delta: the identity matrix, as large as an array of the text along one of its indices. */
export function identity(
  source: Source,
  { at }: NameExpression,
  letters: readonly string[],
  arrays: Arrays,
): Entry {
  const found = letters.map((letter) => arrays.along(letter)).find((each) => each !== undefined);
  if (!found)
    throw readingErrors.at(
      source,
      at!,
      'expected an entry with one of these indices, which says how many there are',
    );
  const others = Array.from({ length: found.array.rank! }, (_, axis) => axis).filter(
    (axis) => axis !== found.axis,
  );
  const vector: Expression =
    others.length === 0
      ? found.array
      : call('sum', [found.array], { axis: others.length === 1 ? others[0] : others }, at);
  const ones = call(
    'where',
    [call('isNaN', [vector], undefined, at), number(1, at), number(1, at)],
    undefined,
    at,
  );
  return { whole: call('diag', [ones], undefined, at), on: letters };
}
