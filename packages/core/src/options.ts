import { DataError, UnknownOptionError } from './errors/classes.ts';
import { typeText } from './errors/text.ts';
import { Value } from './value.ts';

/*
 * Options are read by name, so a misspelt one would be ignored. Every function lists the options that it knows, with their
 * kinds; all packages check them here, with one wording.
 */

/** What an option has to be if it is given: in words, and as a test. */
export type OptionKind = readonly [expected: string, holds: (given: unknown) => boolean];

/** The kinds that every package has; `any` is checked where it is used. */
export const OPTION_KINDS = {
  any: ['anything', () => true],
  number: ['a number', (given) => typeof given === 'number'],
  boolean: ['true or false', (given) => typeof given === 'boolean'],
  string: ['a string', (given) => typeof given === 'string'],
  function: ['a function', (given) => typeof given === 'function'],
  array: ['an array', (given) => Array.isArray(given)],
} as const satisfies Record<string, OptionKind>;

/** What a package checks options by, beyond their names. */
export interface OptionChecks {
  /** Its kinds by name; default: OPTION_KINDS. */
  readonly kinds?: Readonly<Record<string, OptionKind>>;
  /** The class of its errors; default: DataError. */
  readonly error?: new (
    operation: string,
    message: string,
  ) => Error;
  /** The name that was probably meant; undefined if none is near. Default: none is suggested. */
  readonly nearest?: (name: string, known: readonly string[]) => string | undefined;
}

/**
 * Throws if options are no plain object, if one has a name that is not in the table of known ones, or if one is given that
 * is not of the kind that the table names; undefined counts as left out. Without a table every name is taken.
 */
export function checkOptions(
  operation: string,
  options: unknown,
  table?: Readonly<Record<string, string>>,
  checks: OptionChecks = NO_CHECKS,
): void {
  const { error: Refused = DataError } = checks;
  const kinds: Readonly<Record<string, OptionKind>> = checks.kinds ?? OPTION_KINDS;
  if (Object.prototype.toString.call(options) !== '[object Object]' || options instanceof Value)
    throw new Refused(operation, notOptions(options, table));
  if (table === undefined) return;
  const record = options as Readonly<Record<string, unknown>>;
  for (const name in record) {
    if (!Object.hasOwn(table, name)) throw unknownOption(operation, name, Object.keys(table), checks);
    const given = record[name];
    const [expected, holds] = kinds[table[name]];
    if (given !== undefined && !holds(given))
      throw new Refused(operation, `${name}: expected ${expected}, got ${typeText(given)}`);
  }
}

const NO_CHECKS: OptionChecks = {};

function notOptions(given: unknown, table: object = {}): string {
  const known = Object.keys(table);
  const example = known.length > 0 ? `, such as { ${known[0]}: … }` : '';
  const rest = known.length > 0 ? `; the options are ${known.join(', ')}` : '';
  return `options: expected an object${example}, got ${typeText(given)}${rest}`;
}

function unknownOption(
  operation: string,
  name: string,
  known: readonly string[],
  { nearest, error }: OptionChecks,
): Error {
  const list = known.join(', ');
  const meant = nearest?.(name, known);
  const next =
    meant === undefined ? `: the options are ${list}` : `, did you mean ${meant}? The options are ${list}`;
  const message = `there is no option ${name}${next}`;
  return error ? new error(operation, message) : new UnknownOptionError(operation, message, name, known);
}

/**
 * Options of an operation as they came, checked by a list of the names that it knows: `x.sum(0)` would otherwise be the sum
 * over all axes, and so would `x.sum({ dim: 0 })`.
 */
export function optionsOf<T>(operation: string, options: T, known?: string): T {
  checkOptions(operation, options, known === undefined ? undefined : tableOf(known));
  return options;
}

/** The tables of lists of names, each list read once. */
const tables = new Map<string, Readonly<Record<string, string>>>();

function tableOf(list: string): Readonly<Record<string, string>> {
  const before = tables.get(list);
  if (before !== undefined) return before;
  const table = Object.fromEntries(
    list.split(', ').map((name) => [name, FLAGS.has(name) ? 'boolean' : 'any']),
  );
  tables.set(list, table);
  return table;
}

/** Options that are booleans in every operation that takes them. Unchecked, `descending: 'no'` would count as true. */
const FLAGS = new Set(
  (
    'accumulate, alignCorners, ceilMode, countIncludePad, createGraph, descending, includeSelf, increasing, keepDims, ' +
    'largest, replace, replacement, right, transpose, unitriangular, upper'
  ).split(', '),
);
