import pc from 'picocolors';
import { padEnd, padStart, width } from './text.ts';

/** Rows of text as columns below their head, all aligned to the right but a first column of words. */
export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(width(title), ...body.map((row) => width(row[column]))),
  );
  const words = body.some(([first]) => !/^[−.\d]/.test(first));
  const line = (row: readonly string[]) => {
    const cells = row.map((cell, i) => (i === 0 && words ? padEnd : padStart)(cell, widths[i]));
    return `  ${cells.join('   ')}`;
  };
  return [pc.dim(line(head)), ...body.map(line)].join('\n');
}

/** A number with so many decimals. */
export function fixed(x: number, decimals: number): string {
  return x.toFixed(decimals).replace('-', '−');
}

/** A number as 2.78e−5, with so many decimals before the e; nothing at all is 0. */
export function scientific(x: number, decimals = 2): string {
  if (x === 0) return '0';
  return x.toExponential(decimals).replaceAll('-', '−').replace('+', '');
}

/** A number with two significant digits, however large or small it is. */
export function short(x: number): string {
  const size = Math.abs(x);
  return size >= 1e-4 && size < 1e4
    ? fixed(x, Math.max(0, 1 - Math.floor(Math.log10(size))))
    : scientific(x, 1);
}

/** A whole number with its thousands apart. */
export function count(n: number): string {
  return n.toLocaleString('en');
}
