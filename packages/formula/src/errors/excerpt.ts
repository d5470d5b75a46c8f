/** A place in the source: characters from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where something stands in a text: lines and columns count from 1, columns in characters as people count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Of a long line so many characters are shown on either side of the place. */
const AROUND = 50;

const characters = (text: string) => Array.from(text).length;

export function placeOf(text: string, { start }: Span): Place {
  const before = text.slice(0, start).split('\n');
  return { line: before.length, column: characters(before[before.length - 1]) + 1 };
}

/** The line of a text with a caret under each character of the span. */
export function excerpt(text: string, span: Span): string {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const found = text.indexOf('\n', span.start);
  const lineEnd = found < 0 ? text.length : found;
  const from = Math.max(lineStart, span.start - AROUND);
  const to = Math.min(lineEnd, Math.max(span.start + AROUND, Math.min(span.end, span.start + 2 * AROUND)));
  const label = `  ${placeOf(text, span).line} | `;
  const lead = `${from > lineStart ? '…' : ''}${shown(text.slice(from, span.start))}`;
  const marked = Math.min(Math.max(span.end, span.start + 1), to);
  const carets = '^'.repeat(Math.max(1, characters(text.slice(span.start, marked))));
  const line = `${label}${lead}${shown(text.slice(span.start, to))}${to < lineEnd ? '…' : ''}`;
  return `${line}\n${' '.repeat(characters(label + lead))}${carets}`;
}

/** The characters of a span with their brackets, which a span leaves out: that of (x + 1)² begins at x, that of (x + 1) too. */
export function quote(text: string, { start, end }: Span): string {
  const quoted = text.slice(start, end);
  let open = 0;
  let missing = 0;
  for (const sign of quoted) {
    if (sign === '(') open++;
    else if (sign === ')' && open-- === 0) [open, missing] = [0, missing + 1];
  }
  const isBracketed = missing === 0 && text[start - 1] === '(' && text[end] === ')';
  return isBracketed ? `(${quoted})` : '('.repeat(missing) + quoted;
}

/** What would move a terminal's cursor, or hide, is shown by a sign of its own. */
const shown = (text: string) =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (c) => (c === '\t' ? ' ' : '�'));
