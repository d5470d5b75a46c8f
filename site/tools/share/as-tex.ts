import { type Expression, expression, type Formula, parse, toTeX } from '@chainrule/formula';
import { markup } from './math.ts';

/** The lines of a formula in TeX, as a maths field shows them; undefined where it cannot be read. */
export function asTeX(text: string): string[] | undefined {
  if (text.trim() === '') return [''];
  try {
    return linesOf(parse(text));
  } catch {
    // What is half typed in LaTeX can go on in a maths field.
    return text.includes('\\') ? text.trim().split(/\s*\n\s*/) : undefined;
  }
}

/** A formula as it was read, in MathML, each definition by itself: they stand where there is room. */
export async function markupOf(formula: Formula): Promise<string> {
  return (await Promise.all(linesOf(formula).map((line) => markup(line)))).join('');
}

/** Its definitions in the order in which they were written, and its result where that has no name. */
function linesOf({ definitions, result, expression: right }: Formula): string[] {
  const written = [...definitions].sort((a, b) => a.at.start - b.at.start);
  const lines = written.map((each) => `${tex(expression.name(each.name))} = ${tex(each.expression)}`);
  return result === undefined ? [...lines, tex(right)] : lines;
}

const tex = (each: Expression) => toTeX(each);
