import { readingErrors } from '../errors.ts';
import type { Span } from '../expression/expression.ts';
import { GREEK } from '../expression/names.ts';
import { functionNamed, isAlias } from './functions.ts';
import {
  ACCENTS,
  AROUND,
  commandNames,
  ELSEWHERE,
  FONTS,
  FUNCTIONS,
  LAYOUTS,
  MATRICES,
  REMARKS,
  SIGNS,
  SILENT,
  WITH_ARGUMENTS,
} from './latex-commands.ts';
import { plainName, splitLetters } from './latex-names.ts';
import { hint } from './nearest.ts';
import { holeToken } from './text-lexer.ts';
import type { Source, Token, TokenKind } from './tokens.ts';

/** Arguments in arguments: deeper ones could not be parsed either. */
const MOST_NESTED = 200;

const SPACE = /(?:[^\S\n\r]|~|&|\\ |%[^\n\r]*)+/uy;
const COMMAND = /\\(?:[A-Za-z]+|[^\n])/uy;
const NUMBER =
  /(?:\d+\.?\d*|\.\d+)(?:\s*\\(?:cdot|times)\s*10\s*\^\s*(?:\{\s*([-+]?\d+)\s*\}|(\d)(?!\d)))?/uy;
const LETTERS = /[A-Za-z]+/uy;
const OTHER_LETTER = /\p{L}[⁺]?/uy;
const SYMBOL = /:=|<=|>=|==|!=|[-+*/=<>()[\]{},:|'@]/uy;
const ORDER = /\s*_\s*(?:\{\s*(?:\\(?:text|mathrm|textrm)\s*\{\s*(\w+)\s*\}|(\\?\w+))\s*\}|(\\infty|\w))/uy;
/** A 1 in letters of a font: no number, but the function that tells whether something holds. */
const ONE = /\s*(?:\{\s*1\s*\}|1)(?=\s*(?:\\left\s*)?(?:[([_]|\\\{))/uy;
const REMARK = /\s*[_^]\s*\{(?:[^{}]|\{[^{}]*\})*\}/uy;
/** The full stop or the comma of the sentence that a formula ends. */
const PUNCTUATION = /[.,](?=\s*(?:$|\n|\\\\|\\end\b|\\[\])]|\$))/uy;
/** A superscript before a subscript, which belongs to the name. */
const RAISED_FIRST = /\s*\^\s*(?:\{[^{}]*\}|[A-Za-z\d])(?=\s*_)/uy;
/** What a character is called in the grammar, where that is not itself. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['*', 'star'],
  [':=', '='],
]);
const SEPARATOR = /\r\n|[\n\r;]/uy;
const GROUP = /\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/uy;
const SUBSCRIPT = /\s*_\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[A-Za-z\d]))/uy;
/** A superscript in brackets is an index: the layer, the sample, the step. */
const RAISED_INDEX = /\s*\^\s*\{\s*((?:[([]\s*[A-Za-z\d]+(?:\s*[-+]\s*\d+)?\s*[)\]]\s*)+)\}/uy;
const UPDATED = /\s*\^\s*(?:\{\s*\+\s*\}|\+)/uy;
const TRANSPOSED =
  /\^\s*(?:\{\s*)?(-\s*)?(?:\\(?:top|intercal|(prime))(?![A-Za-z])|\\(?:mathsf|mathrm|text|textsf|textrm|rm|sf)(?:\s*\{\s*T\s*\}|\s+T)|(T))(?:\s*\})?/uy;
const LIMITS =
  /\s*(?:\\limits)?\s*(?:_\s*(?:\{\s*([A-Za-z](?:\s*,?\s*[A-Za-z])*)\s*(=\s*[01])?\s*\}|([A-Za-z])))?\s*(\^\s*(?:\{\s*(?:[A-Za-z]|(\d+)|[A-Za-z]\s*-\s*1)\s*\}|[A-Za-z]))?/uy;

/** The tokens of LaTeX's mathematics; `words` are the names of several letters that nothing marks as such. */
export function lexLatex(source: Source, words: ReadonlySet<string>): Token[] {
  const lexer = new LatexLexer(source, words);
  while (!lexer.atEnd()) lexer.lexeme();
  lexer.emit('end', '', source.text.length);
  return lexer.tokens;
}

class LatexLexer {
  readonly tokens: Token[] = [];
  readonly #source: Source;
  readonly #words: ReadonlySet<string>;
  readonly #environments: string[] = [];
  #position = 0;
  #hole = 0;
  #depth = 0;
  /** What was read before its turn. */
  #passed: Span | undefined;

  constructor(source: Source, words: ReadonlySet<string>) {
    this.#source = source;
    this.#words = words;
  }

  atEnd(): boolean {
    return this.#position >= this.#source.text.length;
  }

  emit(kind: TokenKind, text: string, start: number): void {
    this.tokens.push({ kind, text, start, end: this.#position });
  }

  /** What a pattern finds right here; the lexer goes on behind it. */
  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#source.text);
    if (!found || found[0] === '') return undefined;
    this.#position += found[0].length;
    return found;
  }

  /** One lexeme; a single one, after `^` without braces, takes no more than one digit or letter. */
  lexeme(single = false): void {
    const start = this.#position;
    const { text, holes } = this.#source;
    // A remark may have held some.
    while (holes[this.#hole]?.start < start) this.#hole++;
    if (this.#passed?.start === start) {
      this.#position = this.#passed.end;
      return;
    }
    if (holes[this.#hole]?.start === start) {
      this.tokens.push(holeToken(this.#source, this.#hole));
      this.#position = holes[this.#hole++].end;
    } else if (this.#matrixSign(start)) return;
    else if (this.#take(SPACE) || this.#take(/\$/uy)) return;
    else if (text[start] === '^') this.#superscript(start);
    else if (text[start] === '\\') this.#command(start);
    else if (single && /[\dA-Za-z]/.test(text[start])) {
      this.#position++;
      this.emit(/\d/.test(text[start]) ? 'number' : 'name', text[start], start);
    } else this.#characters(start);
  }

  #characters(start: number): void {
    const { text } = this.#source;
    if (this.#take(SEPARATOR)) {
      this.emit('separator', text[start], start);
      return;
    }
    if (this.#take(PUNCTUATION)) return;
    const number = this.#take(NUMBER);
    if (number) {
      const exponent = number[1] ?? number[2];
      const digits = number[0].match(/^[\d.]+/)![0];
      this.emit('number', exponent === undefined ? digits : `${digits}e${exponent}`, start);
      return;
    }
    const letters = this.#take(LETTERS);
    if (letters) this.#letters(letters[0], start);
    else if (this.#take(OTHER_LETTER)) this.#name(text.slice(start, this.#position), start);
    else if (this.#take(SYMBOL)) {
      const sign = text.slice(start, this.#position);
      this.#sign(SYMBOLS.get(sign) ?? sign, start);
    } else {
      const character = String.fromCodePoint(text.codePointAt(start)!);
      const at = { start, end: start + character.length };
      throw readingErrors.at(this.#source, at, `${character} has no meaning here`);
    }
  }

  #letters(run: string, start: number): void {
    const words = splitLetters(run, this.#words, this.#isApplied());
    for (const word of words.slice(0, -1)) {
      const from = start + word.start;
      this.tokens.push({ kind: 'name', text: word.text, start: from, end: from + word.text.length });
    }
    const last = words[words.length - 1];
    if (last.isFunction) this.emit('function', last.text, start);
    else this.#name(last.text, start + last.start);
  }

  /** The subscript of x^2_1, which stands behind the power; the lexer passes over it when it comes there. */
  #subscriptBehindPower(): RegExpExecArray | undefined {
    const from = this.#position;
    if (!this.#take(RAISED_FIRST)) return undefined;
    const start = this.#position;
    const subscript = this.#take(SUBSCRIPT);
    if (subscript) this.#passed = { start, end: this.#position };
    this.#position = from;
    return subscript;
  }

  /** Whether a parenthesis follows, or a prime and a parenthesis. */
  #isApplied(): boolean {
    return /^\s*'?\s*(?:\\left\s*)?\(/.test(this.#source.text.slice(this.#position, this.#position + 40));
  }

  /** A name with the subscript and the ⁺ that may follow it. */
  #name(base: string, start: number): void {
    const subscript = this.#take(SUBSCRIPT) ?? this.#subscriptBehindPower();
    const below = subscript && plainName(subscript[1] ?? subscript[2]);
    if (below === '' || (below && !/^[\p{L}\d_]+(?:[-+]\d+)?$/u.test(below)))
      throw readingErrors.expected(
        this.#source,
        this.#span(this.#position - subscript![0].length),
        'letters and digits as a subscript',
      );
    const isE = base === 'e' && !this.#words.has('e');
    const raised =
      (isE ? undefined : this.#take(RAISED_INDEX))?.[1].match(
        /[A-Za-z\d+-]+(?=\s*[)\]])|(?<=[([])[^)\]]+/g,
      ) ?? [];
    const name =
      (below === undefined ? base : `${base}_${below}`) +
      raised.map((index) => `⁽${index.replaceAll(/\s/g, '')}⁾`).join('');
    this.emit('name', this.#take(UPDATED) ? `${name}⁺` : name, start);
  }

  #superscript(start: number): void {
    const { text } = this.#source;
    const transposed = this.#take(TRANSPOSED);
    const balanced = transposed && transposed[0].includes('{') === transposed[0].endsWith('}');
    if (balanced && !(transposed[3] && this.#words.has('T'))) {
      if (transposed[1]) this.#inverse(start);
      this.emit('symbol', transposed[2] ? "'" : 'ᵀ', start);
      return;
    }
    this.#position = start + 1;
    this.emit('symbol', '^', start);
    this.#argument();
    const last = this.tokens[this.tokens.length - 2];
    if (last.kind === 'number' && last.end - last.start === 1 && /\d/.test(text[this.#position] ?? ''))
      throw readingErrors.at(
        this.#source,
        { start: last.start, end: this.#position + 1 },
        'in LaTeX ^ takes one digit only: put the exponent in braces, ^{…}',
      );
  }

  /** The power of −1 of what is inverted and transposed, X^{-T}. */
  #inverse(start: number): void {
    this.emit('symbol', '^', start);
    this.emit('symbol', '{', start);
    this.emit('symbol', '-', start);
    this.emit('number', '1', start);
    this.emit('symbol', '}', start);
  }

  /** A group in braces, or the one lexeme that stands in its place. */
  #argument(): void {
    const { text } = this.#source;
    while (this.#take(SPACE));
    if (++this.#depth > MOST_NESTED)
      throw readingErrors.tooDeep(this.#source, this.#span(this.#position), MOST_NESTED);
    const braced = text[this.#position] === '{';
    const start = this.#position;
    if (braced) this.#position++;
    this.emit('symbol', '{', start);
    if (braced) this.#untilBrace(start);
    else if (this.atEnd() || text[start] === '}')
      throw readingErrors.expected(this.#source, this.#span(start), '{…}');
    else this.lexeme(true);
    this.emit('symbol', '}', this.#position);
    this.#depth--;
  }

  #untilBrace(opened: number): void {
    const { text } = this.#source;
    for (let open = 0; ; ) {
      if (this.atEnd())
        throw readingErrors.at(this.#source, this.#span(opened), 'this brace { is not closed');
      if (text[this.#position] === '{') open++;
      if (text[this.#position] === '}' && open-- === 0) break;
      this.lexeme();
    }
    this.#position++;
  }

  #command(start: number): void {
    const command = this.#take(COMMAND)?.[0].slice(1) ?? '';
    const sign = SIGNS.get(command);
    const count = WITH_ARGUMENTS.get(command);
    const letter = GREEK.get(command);
    if (command === '\\') this.emit('separator', '\\\\', start);
    else if (command === 'left' || command === 'right') this.#side(command, start);
    else if (SILENT.has(command)) return;
    else if (sign !== undefined) this.#sign(sign, start);
    else if (letter !== undefined) this.#name(letter, start);
    else if (count !== undefined) this.#withArguments(command.endsWith('frac') ? 'frac' : '√', count, start);
    else if (FUNCTIONS.has(command)) this.#function(command, start);
    else if (command === 'operatorname') this.#function(plainName(this.#group(start)), start);
    else if (FONTS.has(command) && this.#take(ONE)) this.#indicator(start);
    else if (FONTS.has(command)) this.#upright(this.#nameIn(start), start);
    else if (ACCENTS.has(command)) this.#name(`${this.#nameIn(start)}_${command.replace('wide', '')}`, start);
    else if (command === 'sum' || command === 'prod') this.#sum(command, start);
    else if (REMARKS.has(command)) this.#group(start);
    else if (AROUND.has(command)) this.#around(AROUND.get(command)!, start);
    else if (command === 'infty') this.emit('number', 'Infinity', start);
    else if (command === 'begin' || command === 'end') this.#environment(command, this.#group(start), start);
    else
      throw readingErrors.unknownCommand(
        this.#source,
        this.#span(start),
        `\\${command}`,
        ELSEWHERE.get(command) ?? hint(command, commandNames()).replace('mean ', 'mean \\'),
      );
  }

  /** Which side a bar stands on is known after \left and \right only. */
  #side(command: 'left' | 'right', start: number): void {
    const bar = this.#take(/\s*(?:\||\\\||\\[lr]?[vV]ert(?![A-Za-z]))/uy)?.[0].trim();
    if (bar === undefined) return;
    const isNorm = bar === '\\|' || bar.includes('V');
    this.#sign(`${command === 'left' ? 'open' : 'close'}${isNorm ? '‖' : '|'}`, start);
  }

  /** A sign, with the order of a norm that may stand below its bar. */
  #sign(sign: string, start: number): void {
    this.emit('symbol', sign, start);
    if (/‖|\|/.test(sign)) this.#orderOfNorm();
  }

  #orderOfNorm(): void {
    const start = this.#position;
    const order = this.#take(ORDER);
    if (order) this.emit('name', `_${(order[1] ?? order[2] ?? order[3]).replace('\\infty', 'inf')}`, start);
  }

  /** A name in letters of its own: a function's, where a parenthesis follows. */
  #upright(name: string, start: number): void {
    const applied = this.#isApplied();
    const isFunction = applied && (name.length >= 3 || isAlias(name)) && !this.#words.has(name);
    if (isFunction && functionNamed(name)) this.emit('function', name, start);
    else this.#name(name, start);
  }

  #withArguments(sign: string, count: number, start: number): void {
    const root = sign === '√' ? this.#take(/\s*\[\s*(\d+)\s*\]/uy)?.[1] : undefined;
    this.emit('symbol', root === undefined || root === '2' ? sign : `√${root}`, start);
    for (let k = 0; k < count; k++) this.#argument();
  }

  #function(name: string, start: number): void {
    const base = name === 'log' ? this.#take(/\s*_\s*(?:\{\s*(2|10|e)\s*\}|(2)(?!\d))/uy) : undefined;
    const log = base && { 2: 'log2', 10: 'log10', e: 'log' }[(base[1] ?? base[2]) as '2' | '10' | 'e'];
    this.emit('function', log ?? name, start);
  }

  /** What a command marks, and the remark that may stand below or above it. */
  #around(remarks: number, start: number): void {
    for (let k = 0; k < remarks; k++) this.#group(start);
    this.#argument();
    if (remarks === 0) this.#take(REMARK);
  }

  /** The function that is 1 where something holds, and 0 elsewhere: a bold 1 with a condition in brackets or below it. */
  #indicator(start: number): void {
    this.emit('symbol', 'indicator', start);
    if (this.#take(/\s*_/uy)) this.#argument();
  }

  #sum(command: 'sum' | 'prod', start: number): void {
    this.emit('symbol', command, start);
    const from = this.#position;
    const found = this.#take(LIMITS);
    const bounded = found && (found[2] !== undefined) !== (found[4] !== undefined);
    const count =
      found?.[5] === undefined ? '' : `:${Number(found[5]) + 1 - Number(found[2].replace('=', ''))}`;
    const more = /^\s*[_^]/.test(this.#source.text.slice(this.#position, this.#position + 20));
    if (bounded || more) throw readingErrors.sumBounds(this.#source, this.#span(start));
    this.emit('limits', (found?.[1] ?? found?.[3] ?? '').replaceAll(/[\s,]/g, '') + count, from);
  }

  #group(start: number): string {
    const found = this.#take(GROUP) ?? this.#take(/\s*\*?\s*\{([^{}]*)\}/uy) ?? this.#take(/\s*([A-Za-z])/uy);
    if (!found) throw readingErrors.at(this.#source, this.#span(start), 'expected {…} after this');
    return found[1];
  }

  #nameIn(start: number): string {
    const name = plainName(this.#group(start));
    if (!/^\p{L}[\p{L}\d_]*⁺?$/u.test(name))
      throw readingErrors.at(this.#source, this.#span(start), 'expected a name in these braces');
    return name;
  }

  #environment(command: 'begin' | 'end', name: string, start: number): void {
    const isMatrix = MATRICES.has(name);
    if (!isMatrix && !LAYOUTS.has(name))
      throw readingErrors.unknownCommand(this.#source, this.#span(start), `\\${command}{${name}}`, '');
    if (command === 'begin') this.#environments.push(name);
    else if (this.#environments.pop() !== name)
      throw readingErrors.at(this.#source, this.#span(start), `no \\begin{${name}} is open here`);
    if (!isMatrix) return;
    for (const text of command === 'begin' ? ['open[', '['] : [']', ']']) this.emit('symbol', text, start);
  }

  /** In a matrix `&` parts the entries and `\\` the rows. */
  #matrixSign(start: number): boolean {
    const innermost = this.#environments[this.#environments.length - 1];
    if (innermost === undefined || !MATRICES.has(innermost)) return false;
    const sign = this.#take(/\s*(&|\\\\|\n)/uy)?.[1];
    if (sign === '&') this.emit('symbol', ',', start);
    if (sign === '\\\\') for (const text of [']', ',', '[']) this.emit('symbol', text, start);
    return sign !== undefined;
  }

  #span(start: number) {
    return { start, end: Math.max(this.#position, start + 1) };
  }
}
