import { toCode } from '@chainrule/formula';
import { type FormulaInput, pointOf } from '../share/formula-point.ts';
import type { Language } from './languages.ts';

/** A formula and its gradient as a program, which checks itself at the numbers. */
export function code(input: FormulaInput, language: Language): string {
  const { formula, wrt, numbers } = pointOf(input);
  const at = Object.fromEntries(numbers.map(({ name, text }) => [name, JSON.parse(text)]));
  return toCode(formula, language, { wrt: wrt.name!, at });
}
