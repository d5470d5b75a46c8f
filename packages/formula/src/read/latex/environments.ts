import { readingErrors } from '../../errors/reading.ts';
import type { LatexLexer } from './lexer.ts';

/** Environments whose entries are a matrix, with the bars around it. */
const MATRICES: ReadonlyMap<string, readonly [opening: string, closing: string] | undefined> = new Map([
  ['matrix', undefined],
  ['pmatrix', undefined],
  ['bmatrix', undefined],
  ['Bmatrix', undefined],
  ['smallmatrix', undefined],
  ['array', undefined],
  ['vmatrix', ['open|', 'close|']],
  ['Vmatrix', ['open‖', 'close‖']],
]);

/** Environments that define a function by parts. A brace before an array makes cases of it, too. */
const CASES = new Set(['cases', 'dcases', 'cases*', 'dcases*']);

/** Environments that only lay lines out. */
const LAYOUTS = new Set(
  (
    'aligned align align* split gathered gather gather* equation equation* eqnarray eqnarray* multline multline* ' +
    'alignat alignat* alignedat flalign flalign* displaymath math'
  ).split(' '),
);

/** How the columns of an array are laid out, or how many there are. */
const COLUMNS = /\s*(?:\[[^\]]*\]\s*)?\{[^{}]*\}/uy;
const EQUATION_COLUMNS = /\{\s*r\s*(?:c\s*)?l\s*\}/;
const WITH_COLUMNS = new Set(['array', 'alignat', 'alignat*', 'alignedat']);

/** `\begin{…}` and `\end{…}`. */
export function readEnvironment(lexer: LatexLexer, command: 'begin' | 'end', start: number): void {
  const name = lexer.group(start);
  const { environments } = lexer;
  if (!MATRICES.has(name) && !CASES.has(name) && !LAYOUTS.has(name))
    throw readingErrors.unknownCommand(lexer.source, lexer.span(start), `\\${command}{${name}}`, '');
  const open = environments[environments.length - 1];
  if (command === 'begin') {
    if (open === '{') environments.pop();
    const columns = WITH_COLUMNS.has(name) ? lexer.take(COLUMNS)?.[0] : undefined;
    // Equations are set in arrays, too: columns on the right, in the middle and on the left.
    const isLayout = open !== '{' && columns !== undefined && EQUATION_COLUMNS.test(columns);
    environments.push(open === '{' ? `{${name}` : isLayout ? `=${name}` : name);
  } else if (environments.pop()?.replace(/^[{=]/, '') !== name)
    throw readingErrors.at(lexer.source, lexer.span(start), `no \\begin{${name}} is open here`);
  const own = command === 'begin' ? environments[environments.length - 1] : open;
  lexer.emitAll(brackets(own, command === 'begin' ? 0 : 1), start);
}

/** What an environment is to the grammar where it begins and where it ends. */
function brackets(name: string, side: 0 | 1): string[] {
  if (isCases(name)) return [['cases', '}cases'][side]];
  if (!MATRICES.has(name)) return [];
  const bars = MATRICES.get(name);
  return side === 0 ? [...(bars ? [bars[0]] : []), 'open[', '['] : [']', ']', ...(bars ? [bars[1]] : [])];
}

const isCases = (name: string) => CASES.has(name) || name.startsWith('{');

const CELL_END = /\s*(?:(&)|\\\\(?:\s*\[[^\]]*\])?|\n)/uy;
const LINE_END = /\\\\\*?(?:\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?/uy;
/** A line of a layout that goes on from the one above: a sign stands behind the mark that it is aligned by. */
const GOES_ON = /\s*&\s*(?:&|\\quad|\\qquad|\\[,;:!]|\s|\{\})*[-+]/uy;

/** In a matrix `&` parts the entries and `\\` the rows, in cases the value and its condition. */
export function inEnvironment(lexer: LatexLexer, start: number): boolean {
  const { environments } = lexer;
  const innermost = environments[environments.length - 1];
  if (innermost === undefined || innermost === '{') return false;
  if (isCases(innermost)) return inCases(lexer, start);
  if (!MATRICES.has(innermost)) return inLayout(lexer, innermost, start);
  const end = lexer.take(CELL_END);
  if (!end) return false;
  if (end[1]) lexer.emit('symbol', ',', start);
  else if (end[0].includes('\\\\') && !lexer.sees(/\s*(?:\\hline)?\s*\\end/uy))
    lexer.emitAll([']', ',', '['], start);
  return true;
}

function inCases(lexer: LatexLexer, start: number): boolean {
  const end = lexer.take(CELL_END);
  if (end) {
    if (end[1]) lexer.emit('symbol', '&', start);
    else if (end[0].includes('\\\\') && !lexer.sees(/\s*\\end/uy)) lexer.emit('symbol', '\\\\', start);
    return true;
  }
  // The comma or the full stop before `&`, before `\\` and at the end.
  return lexer.take(/\s*[,.;](?=\s*(?:&|\\\\|\\end|\\text|\\mbox|\\quad|\n))/uy) !== undefined;
}

function inLayout(lexer: LatexLexer, name: string, start: number): boolean {
  if (!lexer.take(LINE_END)) return false;
  const goesOn = lexer.sees(GOES_ON) || (name.startsWith('multline') && lexer.sees(/\s*[-+]/uy));
  if (!goesOn) lexer.emit('separator', '\\\\', start);
  return true;
}
