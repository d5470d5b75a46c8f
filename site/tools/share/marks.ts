import { words } from '../strings/share.ts';
import type { Span } from './formula-point.ts';

/** A text in pieces, of which some are marked. */
export function pieces(text: string, marks: readonly Span[]): { text: string; marked: boolean }[] {
  const found: { text: string; marked: boolean }[] = [];
  let from = 0;
  for (const { start, end } of visible(text, marks)) {
    if (start < from) continue;
    found.push(
      { text: text.slice(from, start), marked: false },
      { text: text.slice(start, end), marked: true },
    );
    from = end;
  }
  return [...found, { text: text.slice(from), marked: false }];
}

/** A mark has something to underline: the sign before the end of a line or of the text. */
function visible(text: string, marks: readonly Span[]): Span[] {
  const filled = marks.map(({ start, end }) => {
    const isSeen = text.slice(start, end).trim() !== '';
    return isSeen ? { start, end } : { start: Math.max(start - 1, 0), end: Math.max(start, 1) };
  });
  return filled.filter(({ start }) => start < text.length).sort((a, b) => a.start - b.start);
}

/** Longer ones are told by where they begin. */
const LONGEST = 40;

/** What is marked, for those who do not see it; empty where nothing is. */
export function placeText(text: string, marks: readonly Span[]): string {
  const parts = visible(text, marks).map(({ start, end }) => text.slice(start, end).trim());
  if (parts.length === 0) return '';
  if (parts.every((part) => part.length > 0 && part.length <= LONGEST)) return words.marked(parts);
  const before = text.slice(0, visible(text, marks)[0]!.start).split('\n');
  return words.markedAt(before.length, [...before.at(-1)!].length + 1);
}
