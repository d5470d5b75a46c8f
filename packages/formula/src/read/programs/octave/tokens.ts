import { readingErrors } from '../../../errors/reading.ts';
import type { Span } from '../../../expression/expression.ts';
import type { Source } from '../../tokens.ts';

export interface Token extends Span {
  readonly kind: 'number' | 'name' | 'text' | 'symbol' | 'separator' | 'end';
  readonly text: string;
  /** Whether white space stands before it, which separates the entries of a matrix. */
  readonly spaced: boolean;
}

const PATTERNS: readonly (readonly [RegExp, Token['kind'] | 'nothing'])[] = [
  [/[ \t]+|\.\.\.[^\n]*(?:\n|$)/y, 'nothing'],
  [/[%#][^\n]*/y, 'nothing'],
  [/\r?\n|[;,]/y, 'separator'],
  // In 1./x the point belongs to the operator.
  [/(?:\d+(?:\.(?![*/\\^'])\d*)?|\.\d+)(?:[eEdD][-+]?\d+)?/y, 'number'],
  [/[\p{L}_][\p{L}\p{N}_]*/uy, 'name'],
  [/"(?:[^"\\\n]|\\.)*"/y, 'text'],
  [
    /(?:\.\*|\.\/|\.\\|\.\^|\.'|\.[-+](?!=)|\*\*|[-+*/^|&]=|==|~=|!=|<=|>=|&&|\|\||\+\+|--|[-+*/\\^'<>=&|!~()[\]{}:@.])/y,
    'symbol',
  ],
];

/** A comment of several lines, between marks that stand alone on theirs. */
const BLOCK = /[%#]\{[ \t]*\n[\s\S]*?\n[ \t]*[%#]\}[^\n]*/y;

const TEXT = /'(?:[^'\n]|'')*'/y;

/** The tokens of a program in Octave. */
export function tokensOf(source: Source): Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  const open: string[] = [];
  // No comment of several lines begins behind the last mark that ends one.
  const lastBlock = Math.max(text.lastIndexOf('%}'), text.lastIndexOf('#}'));
  let [position, spaced] = [0, false];
  while (position < text.length) {
    const block = position < lastBlock ? matched(BLOCK, text, position) : undefined;
    const [kind, found] = block
      ? (['nothing', block] as const)
      : lexeme(source, position, tokens[tokens.length - 1], spaced, open);
    const span = { start: position, end: position + found.length };
    position = span.end;
    if (kind === 'nothing') {
      spaced = true;
      continue;
    }
    if (/^[([{]$/.test(found)) open.push(found);
    if (/^[)\]}]$/.test(found)) open.pop();
    // In parentheses the end of a line is white space.
    const isSpace = /^\r?\n$/.test(found) && open[open.length - 1] === '(';
    if (!isSpace) tokens.push({ kind, text: found.replace('\r', ''), spaced, ...span });
    spaced = isSpace;
  }
  tokens.push({ kind: 'end', text: '', spaced, start: text.length, end: text.length });
  return tokens;
}

function lexeme(
  source: Source,
  position: number,
  before: Token | undefined,
  spaced: boolean,
  open: readonly string[],
): [Token['kind'] | 'nothing', string] {
  if (source.text[position] === "'" && !transposes(before, spaced, open)) {
    const found = matched(TEXT, source.text, position);
    if (found) return ['text', found];
  }
  for (const [pattern, kind] of PATTERNS) {
    const found = matched(pattern, source.text, position);
    if (found) return [kind, found];
  }
  const end = position + String.fromCodePoint(source.text.codePointAt(position)!).length;
  throw readingErrors.at(
    source,
    { start: position, end },
    `${source.text.slice(position, end)} has no meaning in Octave`,
  );
}

function matched(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

/** Whether a ' behind this token is a transpose: behind an operand, and in brackets without a space between. */
function transposes(before: Token | undefined, spaced: boolean, open: readonly string[]): boolean {
  if (!before) return false;
  const isOperand =
    before.kind === 'name' || before.kind === 'number' || /^(?:[)\]}']|\.')$/.test(before.text);
  const inBrackets = open[open.length - 1] === '[' || open[open.length - 1] === '{';
  return isOperand && !(spaced && inBrackets) && before.kind !== 'text';
}
