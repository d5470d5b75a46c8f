import type { LatexLexer } from './lexer.ts';
import { readLimits } from './limits.ts';
import { plainName } from './words.ts';

/** Functions with a command of their own; `\operatorname` names any other. */
export const FUNCTIONS =
  'sin cos tan cot sec csc sinh cosh tanh coth sech csch arcsin arccos arctan exp ln lg log det max min'.split(
    ' ',
  );

const BASE = /\s*_\s*(?:\{\s*(2|10|e)\s*\}|(2)(?!\d))/uy;
const BELOW = /\s*(?:\\limits)?\s*_/uy;

/** The name of a function: a logarithm with its base, a maximum with the index that it goes over. */
export function readFunction(lexer: LatexLexer, name: string, start: number): void {
  if (name === 'log') readLogarithm(lexer, start);
  else if ((name === 'max' || name === 'min') && lexer.sees(BELOW)) readLimits(lexer, name, start);
  else lexer.emit('function', name, start);
}

export function readOperatorName(lexer: LatexLexer, start: number): void {
  lexer.take(/\s*\*/uy);
  readFunction(lexer, plainName(lexer.group(start)), start);
}

function readLogarithm(lexer: LatexLexer, start: number): void {
  const base = lexer.take(BASE);
  const known = base && { 2: 'log2', 10: 'log10', e: 'log' }[(base[1] ?? base[2]) as '2' | '10' | 'e'];
  if (known !== undefined || !lexer.take(/\s*_/uy)) lexer.emit('function', known ?? 'log', start);
  else {
    lexer.emit('symbol', 'logarithm', start);
    lexer.argument();
  }
}

/** Arguments in braces behind a sign of the grammar: a fraction, a root, a binomial coefficient. */
export function readWithArguments(lexer: LatexLexer, sign: string, count: number, start: number): void {
  lexer.emit('symbol', sign, start);
  for (let k = 0; k < count; k++) lexer.argument();
}

const WHOLE_ROOT = /\s*\[\s*(\d+)\s*\]/uy;
const ROOT = /\s*\[\s*(?=[A-Za-z\\])/uy;

/** A root: the square root, one of a number in brackets, or one of a name there. */
export function readRoot(lexer: LatexLexer, start: number): void {
  const whole = lexer.take(WHOLE_ROOT)?.[1];
  if (whole === undefined && lexer.take(ROOT)) {
    lexer.emitAll(['root', '{'], start);
    while (!lexer.atEnd() && lexer.source.text[lexer.position] !== ']') lexer.lexeme();
    lexer.position++;
    lexer.emit('symbol', '}', start);
  } else lexer.emit('symbol', whole === undefined || whole === '2' ? '√' : `√${whole}`, start);
  lexer.argument();
}
