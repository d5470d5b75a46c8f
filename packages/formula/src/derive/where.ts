import { deriveErrors } from '../errors/derive.ts';
import { canonicalName } from '../expression/names.ts';

/** A variable of a formula with the sizes of its axes: letters, or numbers. */
export interface Variable {
  readonly name: string;
  readonly shape: readonly string[];
  readonly symmetric: boolean;
  /** Whether its entries are above zero. */
  readonly positive: boolean;
  /** Whether its entries along the last axis add up to 1. */
  readonly sumsToOne: boolean;
  /** What was said of it besides its shape. */
  readonly words: string;
  /** Whether its shape was given; otherwise it was found from the formula. */
  readonly stated: boolean;
}

/** What can be said of a variable, and what it means. */
const WORDS: ReadonlyMap<string, Partial<Variable>> = new Map<string, Partial<Variable>>([
  ['symmetric', { symmetric: true }],
  ['positive definite', { symmetric: true }],
  ['positive', { positive: true }],
  ['sums to 1', { sumsToOne: true }],
  ['rows sum to 1', { sumsToOne: true }],
]);

export const variable = (
  name: string,
  shape: readonly string[],
  traits: Partial<Variable> = {},
): Variable => ({
  name,
  shape,
  symmetric: false,
  positive: false,
  sumsToOne: false,
  words: '',
  stated: false,
  ...traits,
});

/** Reads `x[n], A[n,n] symmetric, c`. */
export function variablesIn(where: string): readonly Variable[] {
  if (!/^[^[\]]*(?:\[[^[\]]*\][^[\]]*)*$/.test(where)) throw deriveErrors.badStatement(where);
  const found = (where.match(/(?:\[[^\]]*\]|[^,[])+/g) ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const variables = found.map(variableIn);
  const byName = new Map<string, Variable>();
  for (const each of variables) {
    const before = byName.get(each.name);
    if (before && before.shape.join() !== each.shape.join()) throw deriveErrors.statedTwice(each.name);
    byName.set(each.name, before ? { ...before, ...each } : each);
  }
  return [...byName.values()];
}

function variableIn(part: string): Variable {
  const [, written, sizes, words = ''] = /^([^\s[\]]+)\s*(?:\[([^\]]*)\])?\s*(.*)$/su.exec(part) ?? [];
  if (written === undefined) throw deriveErrors.badStatement(part);
  const shape = (sizes ?? '')
    .split(/[,×x\s]+/)
    .map((size) => size.trim())
    .filter((size) => size !== '');
  const bad = shape.find((size) => !/^(?:\p{L}\p{N}*|[2-9]|[1-9]\d+)$/u.test(size));
  if (bad !== undefined) throw deriveErrors.badSize(part, bad);
  const meaning = WORDS.get(words.trim().replaceAll(/\s+/g, ' '));
  if (words.trim() !== '' && !meaning) throw deriveErrors.unknownWord(part, words.trim(), [...WORDS.keys()]);
  const name = canonicalName(written.replace(/^\\/, ''));
  const isSquare = shape.length === 2 && shape[0] === shape[1];
  if (meaning?.symmetric && !isSquare) throw deriveErrors.notSquare(name, words.trim(), shape);
  if (meaning?.sumsToOne && shape.length === 0) throw deriveErrors.noAxes(name, words.trim());
  return variable(name, shape, { ...meaning, words: words.trim(), stated: true });
}

/** A variable as it is stated: `A[n, n] symmetric`. */
export function statementOf({ name, shape, words }: Variable): string {
  const sizes = shape.length > 0 ? `[${shape.join(', ')}]` : '';
  return `${name}${sizes}${words === '' ? '' : ` ${words}`}`;
}

/** The letters among the sizes of variables. */
export const lettersOf = (variables: readonly Variable[]): readonly string[] =>
  [...new Set(variables.flatMap(({ shape }) => shape))].filter((size) => !/^\d+$/.test(size));
