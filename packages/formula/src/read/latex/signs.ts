import { readingErrors } from '../../errors/reading.ts';
import type { LatexLexer } from './lexer.ts';
import { plainName } from './words.ts';

/** Commands that are signs, by what the grammar calls them. */
export const SIGNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cdot: 'cdot',
    times: 'times',
    odot: '*',
    circ: 'circ',
    ast: 'star',
    div: '/',
    le: '<=',
    leq: '<=',
    leqslant: '<=',
    lt: '<',
    ge: '>=',
    geq: '>=',
    geqslant: '>=',
    gt: '>',
    ne: '!=',
    neq: '!=',
    vert: '|',
    lvert: 'open|',
    rvert: 'close|',
    Vert: '‖',
    '|': '‖',
    lVert: 'open‖',
    rVert: 'close‖',
    lfloor: 'open⌊',
    rfloor: 'close⌊',
    lceil: 'open⌈',
    rceil: 'close⌈',
    lbrack: '[',
    rbrack: ']',
    top: 'ᵀ',
    intercal: 'ᵀ',
    prime: "'",
    colon: ':',
    '{': '(',
    '}': ')',
    lbrace: '(',
    rbrace: ')',
    langle: '⟨',
    rangle: '⟩',
    equiv: '=',
    coloneqq: '=',
    triangleq: '=',
    doteq: '=',
    land: 'and',
    wedge: 'and',
  }),
);

/** Commands that say how something looks, not what it is. */
export const SILENT = (
  'big Big bigg Bigg displaystyle textstyle scriptstyle limits nolimits mathstrut strut hline ' +
  'rm bf it cal sf tt tiny small normalsize large Large LARGE huge Huge enspace thinspace , ; : > ! ( ) [ ] / nonumber notag left right middle'
).split(' ');

const ORDER = /\s*_\s*(?:\{\s*(?:\\(?:text|mathrm|textrm)\s*\{\s*(\w+)\s*\}|(\\?\w+))\s*\}|(\\infty|\w))/uy;
const BAR = /\s*(?:\||\\\||\\[lr]?[vV]ert(?![A-Za-z]))/uy;
const NOTHING = /\s*\./uy;
/** A brace before an array opens cases: a function by parts. */
const BEFORE_CASES = /\s*\\(?:\{|lbrace(?![A-Za-z]))(?=\s*\\begin\s*\{\s*(?:array|matrix|aligned)\s*\})/uy;
/** What is put in below a bar: `|_{x=0}`. */
const PUT_IN = /\s*_\s*(?=\{[^{}=]{1,60}=)/uy;
const DIFFERENTIATED = /\s*_\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[A-Za-z\d]))/uy;

/** A sign, with what may stand below its bar: the order of a norm, or a number that is put in. */
export function emitSign(lexer: LatexLexer, sign: string, start: number): void {
  if (sign.endsWith('|') && sign !== 'open|' && lexer.take(PUT_IN)) {
    lexer.emit('symbol', 'evaluated', start);
    lexer.argument();
    return;
  }
  lexer.emit('symbol', sign, start);
  if (/‖|\|/.test(sign)) orderOfNorm(lexer);
}

function orderOfNorm(lexer: LatexLexer): void {
  const start = lexer.position;
  const order = lexer.take(ORDER);
  if (order) lexer.emit('name', `_${(order[1] ?? order[2] ?? order[3]).replace('\\infty', 'inf')}`, start);
}

/** Which side a bar stands on is known after \left and \right only, and after \bigl and \bigr. */
export function readSide(lexer: LatexLexer, side: 'left' | 'right', start: number): void {
  const bar = lexer.take(BAR)?.[0].trim();
  if (bar !== undefined) {
    const isNorm = bar === '\\|' || bar.includes('V');
    emitSign(lexer, `${side === 'left' ? 'open' : 'close'}${isNorm ? '‖' : '|'}`, start);
  } else if (lexer.take(NOTHING)) {
    if (side === 'left') lexer.emit('symbol', 'open.', start);
  } else if (side === 'left' && lexer.take(BEFORE_CASES)) lexer.environments.push('{');
}

/** ∂ and ∇, with the name by which they differentiate below them. */
export function readDifferential(lexer: LatexLexer, sign: '∂' | '∇', start: number): void {
  lexer.emit('symbol', sign, start);
  const from = lexer.position;
  const below = lexer.take(DIFFERENTIATED);
  if (!below) return;
  const [, braced, single] = below;
  const by = plainName(braced ?? single);
  if (!/^[\p{L}\d_⁽⁾]+$/u.test(by))
    throw readingErrors.expected(lexer.source, lexer.span(from), 'a name to differentiate by');
  lexer.emit('name', `_${by}`, from);
}
