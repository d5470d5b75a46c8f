import { checkCount, fromTypedArray, type Value } from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';

/**
 * Encodes labels as whole numbers from 0, in the order of the sorted names. `oneHot` turns them into one-hot rows.
 *
 * @example
 * ```ts
 * import { encodeLabels } from '@chainrule/nn';
 * const { codes, classes } = encodeLabels(['cat', 'ant', 'cat']);
 * codes; // → [1, 0, 1]
 * classes; // → ["ant", "cat"]
 * ```
 */
export function encodeLabels<T extends string | number>(labels: Iterable<T>): { codes: Value; classes: T[] } {
  checkCount('encodeLabels', 1, arguments);
  if (typeof labels === 'string' || typeof Object(labels)[Symbol.iterator] !== 'function')
    throw dataErrors.badData('encodeLabels', 'labels', 'an array of strings or numbers', labels);
  const given = [...labels];
  const odd = given.findIndex((label) => typeof label !== 'string' && typeof label !== 'number');
  if (odd >= 0) throw dataErrors.badData('encodeLabels', `label ${odd}`, 'a string or a number', given[odd]);
  const classes = [...new Set(given)].sort((a, b) => (a < b ? -1 : 1));
  const places = new Map(classes.map((label, i) => [label, i]));
  return { codes: fromTypedArray(Int32Array.from(given, (label) => places.get(label)!)), classes };
}
