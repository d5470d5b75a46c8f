import { ChainruleError, type Value } from '@chainrule/core';
import { readingErrors } from '../errors/reading.ts';
import { chosenSyntax, type Syntax, type SyntaxOption, syntaxOfGraph } from '../read/syntax.ts';
import type { Source } from '../read/tokens.ts';
import { agree } from './agreement.ts';
import type { Place } from './place.ts';
import type { WrittenClaim } from './written.ts';

/**
 * What is said of a formula in LaTeX is LaTeX too, also where no sign shows it: `-(t-o)o(1-o)x`. It may yet be text, so
 * it is read both ways: where only one gives numbers it is that, and where they differ both are named.
 */
export function inEitherSyntax(
  text: string,
  root: Value,
  syntax: SyntaxOption | undefined,
  given: Place,
  read: (syntax: Syntax) => WrittenClaim,
): WrittenClaim {
  const source = { operation: 'diagnose', text, holes: [] };
  const formula = syntaxOfGraph(root);
  const shown = syntaxOfClaim(source, syntax, formula);
  if (shown !== undefined) return read(shown);
  if (formula !== 'latex') return read('text');
  const [asText, asLatex] = [attempted(() => read('text'), given), attempted(() => read('latex'), given)];
  if (asLatex === undefined) return read('text');
  if (asText === undefined || agree(asText.value, asLatex.value)) return asLatex.written;
  throw readingErrors.eitherSyntax(source, asText.readAs, asLatex.readAs);
}

/**
 * The syntax of what is said of a formula: that which was asked for, what its signs show, or the language that the formula is
 * written in; undefined where it can be any.
 */
export function syntaxOfClaim(
  source: Source,
  asked: SyntaxOption | undefined,
  formula: Syntax | undefined,
): Syntax | undefined {
  if (typeof formula !== 'object') return chosenSyntax(source, asked);
  return chosenSyntax(source, asked ?? formula) ?? formula;
}

function attempted(read: () => WrittenClaim, given: Place) {
  try {
    const written = read();
    const { claim } = written.sides[written.sides.length - 1];
    return { written, value: claim.at(given), readAs: claim.readAs?.(given) ?? '' };
  } catch (error) {
    if (error instanceof ChainruleError) return undefined;
    throw error;
  }
}
