import type { Span } from '../share/formula-point.ts';
import { isNumbers, type Numbers, numbersOfText } from '../share/numbers.ts';

/** A number of somebody's program, and where it was written. */
export interface NamedNumber {
  /** As it was written: `h`, `dW`, `∂E/∂W`. */
  readonly name: string;
  readonly numbers: Numbers;
  readonly at: Span;
}

/** `name = numbers`, on lines that may go on where a bracket is open. */
const LINE = /^[ \t]*([^=:\n]+?)[ \t]*[=:][ \t]*([^\n]*(?:\n(?=[ \t]*[[\]\d.+−-])[^\n=:]*)*)/gm;

/** What a text says in lines `name = numbers` or in JSON; undefined where it says something else too. */
export function namedNumbers(text: string): NamedNumber[] | undefined {
  return fromJson(text) ?? fromLines(text);
}

function fromJson(text: string): NamedNumber[] | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return Object.entries(JSON.parse(text) as object).flatMap(([name, numbers]) => {
      if (!isNumbers(numbers)) throw new TypeError(name);
      const start = Math.max(text.indexOf(JSON.stringify(name)), 0);
      return { name, numbers, at: { start, end: start + name.length + 2 } };
    });
  } catch {
    return undefined;
  }
}

function fromLines(text: string): NamedNumber[] | undefined {
  const bare = text.replaceAll(/#[^\n]*/g, (remark) => ' '.repeat(remark.length));
  const found: NamedNumber[] = [];
  const rest = bare.replaceAll(LINE, (whole: string, name: string, right: string, at: number) => {
    const numbers = numbersOfText(right.replace(/[;,\s]+$/, ''));
    if (numbers === undefined) return whole;
    const start = at + whole.indexOf(name);
    found.push({ name, numbers, at: { start, end: at + whole.trimEnd().length } });
    return '';
  });
  return rest.trim() === '' ? found : undefined;
}
