import { BINDS, fitted } from './spelling.ts';

const CONSTANTS: readonly (readonly [number, string])[] = (
  ['PI', 'E', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'SQRT2', 'SQRT1_2'] as const
).flatMap((name) => [
  [Math[name], `Math.${name}`],
  [-Math[name], `-Math.${name}`],
]);

/** A number as text that reads back as the same number. */
export function literal(x: number): string {
  if (Number.isNaN(x)) return 'Number.NaN';
  if (Object.is(x, -0)) return '-0';
  return CONSTANTS.find(([value]) => value === x)?.[1] ?? String(x);
}

/** A literal, in parentheses if it begins with a sign. */
export const operandOf = (x: number): string =>
  fitted(literal(x), x < 0 || Object.is(x, -0) ? BINDS.sum : BINDS.name, BINDS.name);
