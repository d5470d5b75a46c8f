import { readingErrors } from '../../errors/reading.ts';
import type { Span } from '../../expression/expression.ts';
import { holeToken } from '../text-lexer.ts';
import type { Source, Token, TokenKind } from '../tokens.ts';
import { readCharacters, readLetters } from './characters.ts';
import { readCommand } from './commands.ts';
import { inEnvironment } from './environments.ts';
import { readSuperscript } from './superscripts.ts';

/** Arguments in arguments: deeper ones could not be parsed either. */
const MOST_NESTED = 200;

const SPACE = /(?:[^\S\n\r]|~|&|\\ |%[^\n\r]*)+/uy;
const DOLLAR = /\$/uy;
const GROUP = /\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/uy;
const FLAT_GROUP = /\s*\*?\s*\{([^{}]*)\}/uy;
const SINGLE = /\s*(\\[A-Za-z]+|[A-Za-z\d])/uy;

/** The tokens of LaTeX's mathematics; `words` are the names of several letters that nothing marks as such. */
export function lexLatex(source: Source, words: ReadonlySet<string>): Token[] {
  const lexer = new LatexLexer(source, words);
  while (!lexer.atEnd()) lexer.lexeme();
  lexer.emit('end', '', source.text.length);
  return lexer.tokens;
}

/** Where the reading of LaTeX stands: what commands, names and environments are made of is read in files of their own. */
export class LatexLexer {
  readonly tokens: Token[] = [];
  readonly source: Source;
  readonly words: ReadonlySet<string>;
  /** The environments that are open. */
  readonly environments: string[] = [];
  position = 0;
  /** What was read before its turn. */
  passed: Span | undefined;
  #hole = 0;
  #depth = 0;

  constructor(source: Source, words: ReadonlySet<string>) {
    this.source = source;
    this.words = words;
  }

  atEnd(): boolean {
    return this.position >= this.source.text.length;
  }

  emit(kind: TokenKind, text: string, start: number): void {
    this.tokens.push({ kind, text, start, end: this.position });
  }

  /** Several signs that stand for one place of the text. */
  emitAll(signs: readonly string[], start: number): void {
    for (const sign of signs) this.emit(/^\d/.test(sign) ? 'number' : 'symbol', sign, start);
  }

  /** What a pattern finds right here; the lexer goes on behind it. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source.text);
    if (!found || found[0] === '') return undefined;
    this.position += found[0].length;
    return found;
  }

  /** Whether a pattern finds something right here. */
  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.position;
    return pattern.test(this.source.text);
  }

  span(start: number): Span {
    return { start, end: Math.max(this.position, start + 1) };
  }

  /** One lexeme; a single one, after `^` without braces, takes no more than one digit or letter. */
  lexeme(single = false): void {
    const start = this.position;
    const { text, holes } = this.source;
    // A remark may have held some.
    while (holes[this.#hole]?.start < start) this.#hole++;
    if (this.passed?.start === start) {
      this.position = this.passed.end;
      return;
    }
    if (holes[this.#hole]?.start === start) {
      this.tokens.push(holeToken(this.source, this.#hole));
      this.position = holes[this.#hole++].end;
    } else if (inEnvironment(this, start)) return;
    else if (this.take(SPACE) || this.take(DOLLAR)) return;
    else if (text[start] === '^') readSuperscript(this, start);
    else if (text[start] === '\\') readCommand(this, start);
    else if (single && /\d/.test(text[start])) {
      this.position++;
      this.emit('number', text[start], start);
    } else if (single && /[A-Za-z]/.test(text[start])) {
      this.position++;
      this.emit('name', text[start], start);
    } else if (/[A-Za-z]/.test(text[start])) readLetters(this, start);
    else readCharacters(this, start);
  }

  /** A group in braces, or the one lexeme that stands in its place. */
  argument(): void {
    const { text } = this.source;
    while (this.take(SPACE));
    if (++this.#depth > MOST_NESTED)
      throw readingErrors.tooDeep(this.source, this.span(this.position), MOST_NESTED);
    const braced = text[this.position] === '{';
    const start = this.position;
    if (braced) this.position++;
    this.emit('symbol', '{', start);
    if (braced) this.#untilBrace(start);
    else if (this.atEnd() || text[start] === '}')
      throw readingErrors.expected(this.source, this.span(start), '{…}');
    else this.lexeme(true);
    this.emit('symbol', '}', this.position);
    this.#depth--;
  }

  #untilBrace(opened: number): void {
    const { text } = this.source;
    for (let open = 0; ; ) {
      if (this.atEnd()) throw readingErrors.at(this.source, this.span(opened), 'this brace { is not closed');
      if (text[this.position] === '{') open++;
      if (text[this.position] === '}' && open-- === 0) break;
      this.lexeme();
    }
    this.position++;
  }

  /** The characters of a group, unread; one letter, digit or command may stand in its place. */
  group(start: number): string {
    const found = this.take(GROUP) ?? this.take(FLAT_GROUP) ?? this.take(SINGLE);
    if (!found) throw readingErrors.at(this.source, this.span(start), 'expected {…} after this');
    return found[1];
  }
}
