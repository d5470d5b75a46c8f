import { readingErrors } from '../errors/reading.ts';
import type { Source } from './tokens.ts';

/** Characters of the longest text that is read. */
export const LONGEST_TEXT = 100_000;

/** Halves of characters, invisible ones, and controls other than the tab and the ends of lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Cs}|\p{Cf}/u;

/** Throws where a text is too long, or holds what nobody can see. */
export function checkCharacters(source: Source): void {
  const { text } = source;
  if (text.length > LONGEST_TEXT) throw readingErrors.tooLong(source, LONGEST_TEXT);
  const found = UNREADABLE.exec(text);
  if (found) throw readingErrors.unreadable(source, { start: found.index, end: found.index + 1 });
}
