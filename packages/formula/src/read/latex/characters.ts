import { readingErrors } from '../../errors/reading.ts';
import type { LatexLexer } from './lexer.ts';
import { isApplied, readName } from './names.ts';
import { emitSign } from './signs.ts';
import { splitLetters } from './words.ts';

const NUMBER =
  /(?:\d+\.?\d*|\.\d+)(?:\s*\\(?:cdot|times)\s*10\s*\^\s*(?:\{\s*([-+]?\d+)\s*\}|(\d)(?!\d)))?/uy;
const LETTERS = /[A-Za-z]+/uy;
const OTHER_LETTER = /\p{L}[⁺]?/uy;
const SYMBOL = /:=|<=|>=|==|!=|[-+*/=<>()[\]{},:|'@!−–·⋅×⊙÷≤≥≠’′‖ᵀ]/uy;
const SEPARATOR = /\r\n|[\n\r;]/uy;
/** The full stop or the comma of the sentence that a formula ends. */
const PUNCTUATION =
  /[.,](?=\s*(?:\\(?:label|tag)\s*\{[^{}]*\}\s*|\\(?:nonumber|notag)\s*)*(?:$|\n|\\\\|\\end\b|\\[\])]|\$))/uy;
/** A comma with a wide space or a word behind it parts two formulas on one line. */
const BETWEEN_FORMULAS = /[,.]\s*(?=\\qquad|\\quad|\\(?:text|mbox|textrm)\s*\{\s*(?:with|where|and)\b)/uy;
/** What a character is called in the grammar, where that is not itself. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['*', 'star'],
  [':=', '='],
  ['−', '-'],
  ['–', '-'],
  ['·', 'cdot'],
  ['⋅', 'cdot'],
  ['×', 'times'],
  ['⊙', '*'],
  ['÷', '/'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
  ['’', "'"],
  ['′', "'"],
]);

/** Letters in a row: known words, and a product of single letters. */
export function readLetters(lexer: LatexLexer, start: number): void {
  const run = lexer.take(LETTERS)![0];
  const words = splitLetters(run, lexer.words, isApplied(lexer));
  for (const word of words.slice(0, -1)) {
    const from = start + word.start;
    lexer.tokens.push({ kind: 'name', text: word.text, start: from, end: from + word.text.length });
  }
  const last = words[words.length - 1];
  if (last.isFunction) lexer.emit('function', last.text, start);
  else readName(lexer, last.text, start + last.start);
}

/** A number, a letter of another alphabet, a sign, or the end of a line. */
export function readCharacters(lexer: LatexLexer, start: number): void {
  const { text } = lexer.source;
  if (lexer.take(SEPARATOR)) lexer.emit('separator', text[start], start);
  else if (lexer.take(PUNCTUATION)) return;
  else if (lexer.environments.length === 0 && lexer.take(BETWEEN_FORMULAS))
    lexer.emit('separator', ',', start);
  else if (lexer.sees(NUMBER)) readNumber(lexer, start);
  else if (lexer.take(OTHER_LETTER)) readName(lexer, text.slice(start, lexer.position), start);
  else if (lexer.take(SYMBOL)) {
    const sign = text.slice(start, lexer.position);
    emitSign(lexer, SYMBOLS.get(sign) ?? sign, start);
  } else throw unknownCharacter(lexer, start);
}

function readNumber(lexer: LatexLexer, start: number): void {
  const [written, braced, single] = lexer.take(NUMBER)!;
  const exponent = braced ?? single;
  const digits = written.match(/^[\d.]+/)![0];
  lexer.emit('number', exponent === undefined ? digits : `${digits}e${exponent}`, start);
}

function unknownCharacter(lexer: LatexLexer, start: number) {
  const character = String.fromCodePoint(lexer.source.text.codePointAt(start)!);
  const at = { start, end: start + character.length };
  const what =
    character === '_' ? 'a subscript can stand behind a name only' : `${character} has no meaning here`;
  return readingErrors.at(lexer.source, at, what);
}
