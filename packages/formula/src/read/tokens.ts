import type { Span } from '../expression/expression.ts';

/**
 * What a lexer makes of characters. Text and LaTeX give the same tokens, so one grammar reads both: `\cdot` and `·` are
 * the symbol `*`, `\frac` is the symbol `frac`, whose two groups follow it.
 *
 * - `function`: a name that LaTeX marks as a function's, `\tanh` or `\operatorname{softmax}`
 * - `superscript`: the digits of ², in `text`
 * - `limits`: what a sum goes over, `indices:first:last`, each empty where it is not said
 * - `hole`: the k-th `${…}` of a template
 */
export type TokenKind =
  | 'number'
  | 'name'
  | 'function'
  | 'string'
  | 'symbol'
  | 'superscript'
  | 'limits'
  | 'hole'
  | 'separator'
  | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

/** A text to read, and what is known of it. */
export interface Source {
  /** The function that was called, for messages. */
  readonly operation: string;
  readonly text: string;
  /** Where the holes of a template stand in the text. */
  readonly holes: readonly Span[];
}

/** Symbols that a line cannot end or begin with: the line after or before belongs to it. */
const JOINING = new Set('+ * star cdot times circ / ^ @ = == != < <= > >= ,'.split(' '));

const joins = (token: Token | undefined) => token?.kind === 'symbol' && JOINING.has(token.text);

const OPENING = new Set(['(', '[', 'open[', '{', 'cases']);
const CLOSING = new Set([')', ']', '}', '}cases']);

/** Without the ends of lines that end no statement: those in brackets and those beside an operator. */
export function joinLines(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  let open = 0;
  tokens.forEach((token, k) => {
    if (token.kind === 'symbol' && OPENING.has(token.text)) open++;
    if (token.kind === 'symbol' && CLOSING.has(token.text)) open = Math.max(0, open - 1);
    const isEndOfLine = token.kind === 'separator' && token.text !== ';';
    const last = kept[kept.length - 1];
    const unfinished = joins(last) || (last?.kind === 'symbol' && last.text === '-');
    if (isEndOfLine && (open > 0 || unfinished || joins(following(tokens, k)))) return;
    kept.push(token);
  });
  return kept;
}

function following(tokens: readonly Token[], k: number): Token | undefined {
  let next = k + 1;
  // Blank lines are few, and a run of them is looked through once from its first.
  while (next < tokens.length && tokens[next].kind === 'separator' && next < k + 4) next++;
  return tokens[next];
}
