import {
  checkCount,
  DataError,
  isBranch,
  keysOf,
  kindOf,
  type Nested,
  operand,
  stack,
  treeNode,
  Value,
} from '@chainrule/core';
import { checkArray } from '../checks.ts';
import { dataErrors } from '../errors/data.ts';
import { optionErrors } from '../errors/options.ts';
import { branchesOf } from '../slots.ts';

/*
 * Stacks samples into a batch of the same structure. An array of numbers, or of arrays of numbers, is one part: a vector, a
 * matrix. Any other array is a tuple of parts, even if it mixes numbers and arrays; an object is a record of parts.
 */

/** The batch type for a sample type: Values instead of numbers, and arrays of strings. */
export type Stacked<S> = [S] extends [Value | Nested]
  ? [Mixed<S>] extends [never]
    ? Value
    : StackedParts<S>
  : [S] extends [string]
    ? S[]
    : StackedParts<S>;

type StackedParts<S> = { -readonly [K in keyof S]: Stacked<S[K]> };

/** The arrays in a tuple that also holds numbers; `never` for anything else. */
type Mixed<S> = S extends readonly (infer E)[]
  ? [Extract<E, number | bigint | boolean>] extends [never]
    ? never
    : Exclude<E, number | bigint | boolean>
  : never;

/** A sample as a tree of Values and strings. */
type Parts = unknown;

/** A sample with its index in the data, for messages. */
interface Numbered {
  readonly index: number;
  readonly parts: Parts;
}

/**
 * Stacks samples into one batch of the same structure: numbers along a new first axis, strings in an array.
 *
 * Throws a DataError that names the sample and the place in it for anything else, and if a sample differs from the first in its
 * keys, shapes or dtypes. `indices` are the positions of the samples in the data, for messages.
 *
 * @example
 * ```ts
 * import { stackSamples } from '@chainrule/nn';
 * const { x, y, name } = stackSamples([{ x: [1, 2], y: 0, name: 'a' }, { x: [3, 4], y: 1, name: 'b' }]);
 * x; // → [[1, 2], [3, 4]]
 * y; // → [0, 1]
 * name; // → ["a", "b"]
 * stackSamples<[number[], number]>([[[1, 2], 0], [[3, 4], 1]])[1]; // → [0, 1]
 * stackSamples([{ x: [1, 2] }, { x: [3] }]); // → throws sample 1 .x: expected float64 [2], as in sample 0, got float64 [1]
 * ```
 */
export function stackSamples<S>(samples: readonly S[], indices?: ArrayLike<number>): Stacked<S> {
  checkCount('stackSamples', 2, arguments);
  checkArray('stackSamples', 'samples', samples);
  if (indices !== undefined && Object(indices).length !== samples.length)
    throw optionErrors.badOption(
      'stackSamples',
      'indices',
      `an index for each of ${samples.length} samples`,
      indices,
    );
  if (samples.length === 0) throw dataErrors.badData('stackSamples', 'samples', 'at least one', 'none');
  const numbered = samples.map((sample, i) => {
    const index = indices?.[i] ?? i;
    return { index, parts: partsOf(sample, index, '', []) };
  });
  return together(numbered, '') as Stacked<S>;
}

const MOST_AXES = 64;

const isNumber = (x: unknown) => /^(number|bigint|boolean)$/.test(typeof x);

/**
 * Whether it is one part: a number, a boolean, a typed array, or an array of only these. An array that mixes numbers and arrays
 * is a tuple: `[[1, 2], 0]` is a vector and a label.
 */
const isNumeric = (x: unknown, depth = 0): x is Nested =>
  isNumber(x) ||
  kindOf(x) !== undefined ||
  (Array.isArray(x) &&
    (depth === MOST_AXES || (!isMixed(x) && Array.from(x).every((each) => isNumeric(each, depth + 1)))));

const isMixed = (x: readonly unknown[]) =>
  x.some(isNumber) && x.some((each) => Array.isArray(each) || kindOf(each) !== undefined);

function partsOf(x: unknown, index: number, path: string, above: readonly unknown[]): Parts {
  if (x instanceof Value || typeof x === 'string') return x;
  if (isNumeric(x)) return numbers(x, index, path);
  if (!isBranch(x)) throw dataErrors.badSample(index, path, x);
  if (above.includes(x)) throw dataErrors.cyclicSample(index, path);
  for (const symbol of Object.getOwnPropertySymbols(x))
    if (symbol !== treeNode) throw dataErrors.symbolInSample(index, path, symbol);
  const keys = keysOf('DataLoader', () => `sample ${index}${path}`, x, above.length);
  if (Array.isArray(x)) checkNames(x, index, path);
  const entries = keys.map((key) => [key, (x as Record<string, unknown>)[key]] as const);
  return withEntries(
    x,
    entries.map(([key, each]) => [key, partsOf(each, index, placeOf(x, path, key), [...above, x])]),
  );
}

/** Throws if an array, or one inside it, has named entries: they would be lost. */
function checkNames(x: readonly unknown[], index: number, path: string): void {
  const last = Object.keys(x).at(-1);
  if (last !== undefined && !(Number(last) < x.length)) throw dataErrors.namedEntry(index, path, last);
  for (const [k, each] of x.entries())
    if (Array.isArray(each)) checkNames(each, index, placeOf(x, path, String(k)));
}

/** Numbers as a Value. Entries of several shapes may have been meant as a tuple. */
function numbers(x: Nested, index: number, path: string): Value {
  try {
    const made = operand('DataLoader', x);
    if (Array.isArray(x)) checkNames(x, index, path);
    return made;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw dataErrors.unevenSample(index, path, error.message.replace(/^DataLoader: /, ''), Array.isArray(x));
  }
}

function together(samples: readonly Numbered[], path: string): unknown {
  const [first, ...others] = samples;
  const expected = formOf(first.parts);
  for (const { index, parts } of others) {
    const got = formOf(parts);
    if (got !== expected) throw dataErrors.otherSample(index, path, expected, first.index, got);
  }
  if (first.parts instanceof Value) return stack(samples.map(({ parts }) => parts as Value));
  if (typeof first.parts === 'string') return samples.map(({ parts }) => parts);
  const keys = branchesOf(first.parts).map(([key]) => key);
  return withEntries(
    first.parts as object,
    keys.map((key) => [
      key,
      together(
        samples.map(({ index, parts }) => ({ index, parts: (parts as Record<string, Parts>)[key] })),
        placeOf(first.parts, path, key),
      ),
    ]),
  );
}

/** What must be the same in all samples, in words. */
function formOf(parts: Parts): string {
  if (parts instanceof Value) return `${parts.dtype} [${parts.shape.join(', ')}]`;
  if (typeof parts === 'string') return 'a string';
  if (Array.isArray(parts)) return `a tuple of ${parts.length}`;
  const keys = branchesOf(parts).map(([key]) => key);
  return keys.length === 0 ? 'an object without keys' : `an object of ${keys.sort().join(', ')}`;
}

const placeOf = (branch: unknown, path: string, key: string) =>
  Array.isArray(branch) ? `${path}[${key}]` : `${path}.${key}`;

/** A branch of the same kind as another, with these entries. */
function withEntries(branch: object, entries: readonly (readonly [string, unknown])[]): object {
  if (Array.isArray(branch)) return entries.map(([, entry]) => entry);
  const made = Object.create(Object.getPrototypeOf(branch));
  if (Object.hasOwn(branch, treeNode)) made[treeNode] = true;
  for (const [key, value] of entries)
    Object.defineProperty(made, key, { value, writable: true, enumerable: true, configurable: true });
  return made;
}
