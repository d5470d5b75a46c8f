import { readingErrors } from '../../errors/reading.ts';
import { isComposite } from '../composites.ts';
import { functionNamed, isAlias } from '../functions.ts';
import type { LatexLexer } from './lexer.ts';
import { plainName } from './words.ts';

/** Commands that make one name of what stands in their braces. */
export const FONTS =
  'mathrm text textrm textit textbf mathit mathbf mathsf mathcal mathbb mathfrak mathscr boldsymbol bm vec mbox'.split(
    ' ',
  );

/** Marks above a letter become the end of its name: `\hat{y}` is `y_hat`. */
export const ACCENTS = 'hat widehat bar overline tilde widetilde dot ddot check breve'.split(' ');

const SUBSCRIPT = /\s*_\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[A-Za-z\d]))/uy;
/** A superscript before a subscript, which belongs to the name. */
const RAISED_FIRST = /\s*\^\s*(?:\{[^{}]*\}|[A-Za-z\d])(?=\s*_)/uy;
/** A superscript in brackets is an index: the layer, the sample, the step. */
const RAISED_INDEX = /\s*\^\s*\{\s*((?:[([]\s*[A-Za-z\d]+(?:\s*[-+]\s*\d+)?\s*[)\]]\s*)+)\}/uy;
const UPDATED = /\s*\^\s*(?:\{\s*\+\s*\}|\+)/uy;
/** A parenthesis, before which a prime may stand. */
const PARENTHESIS = /\s*'?\s*(?:\\(?:left|[bB]igg?l?)\s*)?\(/uy;
/** A 1 in letters of a font: no number, but the function that tells whether something holds. */
const ONE = /\s*(?:\{\s*1\s*\}|1)(?![\d.])/uy;
const CONDITION = /\s*(?:\\left\s*)?(?:[([_]|\\\{)/uy;
/** The brackets of an expected value. */
const MEAN_OF = /\s*(?:\\(?:left|[bB]igg?l?)\s*)?(?:[([]|\\\{|\\lbrack)/uy;

/** Whether a parenthesis follows, or a prime and a parenthesis. */
export const isApplied = (lexer: LatexLexer) => lexer.sees(PARENTHESIS);

/** A name with the subscript, the index above it and the ⁺ that may follow it. */
export function readName(lexer: LatexLexer, base: string, start: number): void {
  const subscript = lexer.take(SUBSCRIPT) ?? subscriptBehindPower(lexer);
  const below = subscript && plainName(subscript[1] ?? subscript[2]);
  if (below === '' || (below && !/^[\p{L}\d_]+(?:[-+]\d+)?$/u.test(below)))
    throw readingErrors.expected(
      lexer.source,
      lexer.span(lexer.position - subscript![0].length),
      'letters and digits as a subscript',
    );
  const isE = base === 'e' && !lexer.words.has('e');
  const raised = (isE ? undefined : lexer.take(RAISED_INDEX))?.[1].match(/(?<=[([])[^)\]]+/g) ?? [];
  const name =
    (below === undefined ? base : `${base}_${below}`) +
    raised.map((index) => `⁽${index.replaceAll(/\s/g, '')}⁾`).join('');
  const isLow = below === undefined && raised.length > 0;
  const late = isLow ? lexer.take(SUBSCRIPT) : undefined;
  const whole = late ? `${base}_${plainName(late[1] ?? late[2])}${name.slice(base.length)}` : name;
  lexer.emit('name', lexer.take(UPDATED) ? `${whole}⁺` : whole, start);
}

/** The subscript of x^2_1, which stands behind the power; the lexer passes over it when it comes there. */
function subscriptBehindPower(lexer: LatexLexer): RegExpExecArray | undefined {
  const from = lexer.position;
  if (lexer.sees(RAISED_INDEX) || !lexer.take(RAISED_FIRST)) return undefined;
  const start = lexer.position;
  const subscript = lexer.take(SUBSCRIPT);
  if (subscript) lexer.passed = { start, end: lexer.position };
  lexer.position = from;
  return subscript;
}

/** A letter in a font, or a word: the name of a function, where a parenthesis follows. */
export function readUpright(lexer: LatexLexer, font: string, start: number): void {
  if (lexer.take(ONE)) {
    readOne(lexer, start);
    return;
  }
  const name = nameIn(lexer, start);
  if (font === 'mathbb' && name === 'E' && !lexer.words.has('E')) {
    readMean(lexer, start);
    return;
  }
  const isFunction = isApplied(lexer) && (name.length >= 3 || isAlias(name)) && !lexer.words.has(name);
  if (isFunction && (functionNamed(name) || isComposite(name))) lexer.emit('function', name, start);
  else readName(lexer, name, start);
}

/** A letter below a mark. */
export function readAccent(lexer: LatexLexer, accent: string, start: number): void {
  readName(lexer, `${nameIn(lexer, start)}_${markOf(accent)}`, start);
}

const markOf = (accent: string) => (accent === 'overline' ? 'bar' : accent.replace('wide', ''));

function nameIn(lexer: LatexLexer, start: number): string {
  const name = plainName(lexer.group(start));
  if (!/^\p{L}[\p{L}\d_]*⁺?$/u.test(name))
    throw readingErrors.at(lexer.source, lexer.span(start), 'expected a name in these braces');
  return name;
}

/** The function that is 1 where something holds, and 0 elsewhere: a bold 1 with a condition in brackets or below it. */
function readOne(lexer: LatexLexer, start: number): void {
  if (!lexer.sees(CONDITION))
    throw readingErrors.at(
      lexer.source,
      lexer.span(start),
      'a bold 1 is the function of a condition, \\mathbf{1}(x > 0): for the product with a vector of ones write \\sum x',
    );
  lexer.emit('symbol', 'indicator', start);
  if (lexer.take(/\s*_/uy)) lexer.argument();
}

/** 𝔼[…], the mean over all entries of what stands in its brackets. */
function readMean(lexer: LatexLexer, start: number): void {
  if (lexer.sees(/\s*_/uy))
    throw readingErrors.at(
      lexer.source,
      lexer.span(start),
      'a distribution or an index below 𝔼 means nothing here: \\mathbb{E}[…] is the mean over all entries, \\frac{1}{n} \\sum_{i=1}^{n} … names an index',
    );
  if (!lexer.sees(MEAN_OF))
    throw readingErrors.at(
      lexer.source,
      lexer.span(start),
      'expected brackets behind 𝔼, as in \\mathbb{E}[x]',
    );
  lexer.emit('symbol', 'expected', start);
}
