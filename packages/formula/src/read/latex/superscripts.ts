import { readingErrors } from '../../errors/reading.ts';
import type { LatexLexer } from './lexer.ts';

/** A T or a sign for it: the group that finds \prime, and the one that finds a bare T. */
const T = String.raw`(?:\\(?:top|intercal|(prime))(?![A-Za-z])|\\(?:mathsf|mathrm|text|textsf|textrm|mathbf|rm|sf|bf)(?:\s*\{\s*T\s*\}|\s+T(?![A-Za-z]))|(T))`;
const BRACED_T = new RegExp(String.raw`\^\s*\{\s*(-\s*)?${T}\s*\}`, 'uy');
const BARE_T = new RegExp(String.raw`\^\s*()${T}`, 'uy');
/** Marks of another variable or of a conjugate. */
const MARK = /\^\s*\{?\s*(?:\\(?:ast|star|dagger)(?![A-Za-z])|\*|\\prime\s*\\prime)\s*\}?/uy;

/** `^`: a power, or a sign above that transposes. */
export function readSuperscript(lexer: LatexLexer, start: number): void {
  const { text } = lexer.source;
  const transposed = lexer.take(BRACED_T) ?? lexer.take(BARE_T);
  if (transposed && !(transposed[3] && lexer.words.has('T'))) {
    // X^{-T} is the transpose of the inverse.
    if (transposed[1]) lexer.emitAll(['^', '{', '-', '1', '}'], start);
    lexer.emit('symbol', transposed[2] ? "'" : 'ᵀ', start);
    return;
  }
  lexer.position = start;
  const mark = lexer.take(MARK);
  if (mark)
    throw readingErrors.at(
      lexer.source,
      lexer.span(start),
      'this sign above a name has no meaning here: write a subscript for another variable, as in x_{\\text{opt}}, or ^\\top for the transpose',
    );
  lexer.position = start + 1;
  lexer.emit('symbol', '^', start);
  lexer.argument();
  const last = lexer.tokens[lexer.tokens.length - 2];
  if (last.kind === 'number' && last.end - last.start === 1 && /\d/.test(text[lexer.position] ?? ''))
    throw readingErrors.at(
      lexer.source,
      { start: last.start, end: lexer.position + 1 },
      'in LaTeX ^ takes one digit only: put the exponent in braces, ^{…}',
    );
}
