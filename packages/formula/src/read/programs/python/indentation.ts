import type { Readable } from '../lezer.ts';

/** The prompts of an interactive session. */
const PROMPT = /^[ \t]*(?:>>>|\.\.\.) ?/;

/**
 * Lines that were copied out of a function or a session, without what all of them are indented by and without prompts. The first
 * line may have been copied from behind its indentation.
 */
export function withoutIndentation(text: string): Readable {
  const lines = text.split('\n');
  const isSession = lines.some((line) => /^[ \t]*>>>/.test(line));
  const widths = lines.map((line) => (isBlank(line) ? Infinity : /^[ \t]*/.exec(line)![0].length));
  const least = (of: readonly number[]) => of.reduce((a, b) => Math.min(a, b), Infinity);
  const common = widths[0] === 0 && !opensBlock(lines[0]) ? least(widths.slice(1)) : least(widths);
  const dropped = lines.map((line, k) =>
    isSession ? (PROMPT.exec(line)?.[0].length ?? 0) : Math.min(widths[k], common, line.length),
  );
  return kept(lines, dropped);
}

const isBlank = (line: string) => /^\s*(?:#.*)?$/.test(line);

/** Whether the lines below belong to this one. */
const opensBlock = (line: string) => /[:([{\\]\s*(?:#.*)?$/.test(line) || /[([{,]/.test(line.slice(-1));

/** The lines without so many characters of each, and where what is left stood. */
function kept(lines: readonly string[], dropped: readonly number[]): Readable {
  const starts: number[] = [];
  const added: number[] = [];
  let [position, gone] = [0, 0];
  lines.forEach((line, k) => {
    gone += dropped[k];
    starts.push(position);
    added.push(gone);
    position += line.length - dropped[k] + 1;
  });
  return {
    text: withPlainNumbers(lines.map((line, k) => line.slice(dropped[k])).join('\n')),
    placeOf: (place) => place + added[lineOf(starts, place)],
  };
}

/** `1.` and `1.e3` as the grammar has them, `1 ` and `1e03`: every character stays in its place. */
const withPlainNumbers = (text: string) =>
  text
    .replace(/(?<![\w.])(\d+)\.(?![\w.])/g, '$1 ')
    .replace(
      /(?<![\w.])(\d+)\.([eE][-+]?)(?=\d)/g,
      (_, digits: string, exponent: string) => `${digits}${exponent}0`,
    );

/** The last line that starts at or before a place. */
function lineOf(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle] <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
