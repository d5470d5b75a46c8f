import { readingErrors } from '../errors/reading.ts';
import type { Span } from '../expression/expression.ts';
import { canonicalName } from '../expression/names.ts';
import type { Source, Token, TokenKind } from './tokens.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What a sign is called in the grammar, where that is not itself. */
const SYMBOLS: Readonly<Record<string, string>> = {
  ':=': '=',
  '−': '-',
  '*': 'star',
  '·': '*',
  '⋅': '*',
  '×': '*',
  '∗': '*',
  '⊙': '*',
  '÷': '/',
  '∕': '/',
  '**': '^',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '’': "'",
  '′': "'",
  '‖': '‖',
};

const symbol = (text: string) => (Object.hasOwn(SYMBOLS, text) ? SYMBOLS[text] : text);

/** A letter of a name. Raised letters are none: ᵀ transposes. */
const LETTER = '(?![ᵀˀ-˿ᴬ-ᵪ])\\p{L}';

/** What can stand in a text, each with what it makes. */
const LEXEMES: readonly (readonly [RegExp, TokenKind | 'nothing'])[] = [
  [/[^\S\n\r]+|#[^\n\r]*/uy, 'nothing'],
  [/\r\n|[\n\r;]/uy, 'separator'],
  [/(?:\d+\.?\d*|\.\d+)(?:[eE][-+−]?\d+)?|∞/uy, 'number'],
  [
    new RegExp(
      `(?:${LETTER}|_)(?:${LETTER}|\\p{M}|[\\d_₀-₉]|(?<=_)\\{[\\p{L}\\d_,+-]*\\}|⁽[\\p{L}\\d+-]*⁾)*⁺?`,
      'uy',
    ),
    'name',
  ],
  [/"(?:[^"\\\n]|\\["\\/bfnrt])*"/uy, 'string'],
  [/⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/uy, 'superscript'],
  [/\*\*|:=|[=!<>]=|[-−+*·⋅×∗⊙/÷∕^@'’′ᵀ()[\],:=<>≤≥≠|√∂∇‖]/uy, 'symbol'],
];

/** The tokens of plain text. */
export function lexText(source: Source): Token[] {
  const { text, holes } = source;
  const tokens: Token[] = [];
  let position = 0;
  let hole = 0;
  while (position < text.length) {
    // A comment may have held some.
    while (holes[hole]?.start < position) hole++;
    const made = holes[hole]?.start === position ? holeToken(source, hole++) : lexeme(source, position);
    if (made.kind !== 'nothing') tokens.push(made as Token);
    position = made.end;
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

/** What stands at the k-th hole of a template. */
export function holeToken({ holes }: Source, k: number): Token {
  return { kind: 'hole', text: String(k), ...holes[k] };
}

function lexeme(source: Source, start: number): Omit<Token, 'kind'> & { kind: TokenKind | 'nothing' } {
  for (const [pattern, kind] of LEXEMES) {
    pattern.lastIndex = start;
    const found = pattern.exec(source.text)?.[0];
    if (found) return { kind, text: meaning(kind, found), start, end: start + found.length };
  }
  throw unknownCharacter(source, start);
}

function meaning(kind: TokenKind | 'nothing', found: string): string {
  if (kind === 'name') return canonicalName(found);
  if (kind === 'symbol') return symbol(found);
  if (kind === 'number') return found === '∞' ? 'Infinity' : found.replace('−', '-');
  return kind === 'superscript' ? lowered(found) : found;
}

/** The digits of a superscript. */
export const lowered = (text: string) =>
  Array.from(text, (sign) => (sign === '⁻' ? '-' : String(SUPERSCRIPTS.indexOf(sign)))).join('');

const HINTS: Readonly<Record<string, string>> = {
  '&': ' (logicalAnd(a, b) is the operation)',
  '!': ' (logicalNot(a) is the operation, != compares)',
  '\\': ' (LaTeX is read where the option syntax says so)',
  '{': ' (parentheses group; LaTeX is read where the option syntax says so)',
  '.': ' (programs are read where the option syntax says so: see @chainrule/formula/programs)',
  '%': ' (remainder(a, b) is the operation)',
};

function unknownCharacter(source: Source, start: number) {
  const character = String.fromCodePoint(source.text.codePointAt(start)!);
  const at: Span = { start, end: start + character.length };
  const hint = Object.hasOwn(HINTS, character) ? HINTS[character] : '';
  return readingErrors.at(source, at, `${character} has no meaning in a formula${hint}`);
}
