import pc from 'picocolors';
import { type Comparison, type Figure, meets, type Quantities } from './figures.ts';
import type { Computed, Outcome } from './outcome.ts';
import { padEnd, padStart, width, wrap } from './text.ts';

/** Fits a terminal of 80 columns. */
const COLUMNS = 80;
const SYMBOL = 16;
const NAME = 28;
const NUMBER = 16;
/** Where the decimal point of a published figure stands, so that they stand below each other. */
const POINT = 2;
const PUBLISHED = 14;

/** More decimals than any page prints, so that a reader sees how a figure was rounded. */
const DECIMALS = 12;

/** Puts each figure of a tutorial beside what was computed under its symbol. */
export function rows(figures: readonly Figure[], quantities: Quantities): Computed[] {
  return figures.map((figure) => {
    if (!(figure.symbol in quantities)) throw new Error(`${figure.symbol}: nothing was computed`);
    return { ...figure, computed: quantities[figure.symbol] };
  });
}

/** Prints text and tables to a terminal, and keeps count of the published figures that were met and missed. */
export class Report {
  checked = 0;
  readonly missed: Computed[] = [];
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void = console.log) {
    this.#write = write;
  }

  title(text: string, source: string): void {
    this.#lines('', pc.bold(pc.cyan(text)), pc.dim(source), pc.dim('─'.repeat(COLUMNS)));
  }

  heading(text: string): void {
    this.#lines('', pc.bold(text));
  }

  text(paragraph: string): void {
    this.#lines(...wrap(paragraph, COLUMNS));
  }

  /** Each row with a tick or a cross where its figure is published. */
  table(heading: string, all: readonly Computed[]): void {
    const published = all.some((row) => row.printed !== undefined);
    const caption = padStart('computed', NUMBER) + (published ? '  published' : '');
    this.#lines('', pc.bold(padEnd(heading, SYMBOL + NAME + 4)) + pc.dim(caption));
    for (const row of all) {
      const start = beginning(row.symbol, row.name) + padStart(decimal(row.computed), NUMBER);
      this.#lines(row.printed === undefined ? start : start + this.#verdict(row, row.printed));
      if (row.note) this.#lines(...wrap(row.note, COLUMNS - 6).map((line) => pc.dim(`      ${line}`)));
    }
  }

  /** How far two programs are apart on their common quantities, with a tick up to a tolerance. */
  agreement(program: string, { common, largest }: Comparison, tolerance = 1e-12): void {
    const row = { symbol: program, name: `${common} quantities in common`, computed: largest };
    const met = this.#count(row, common > 0 && largest <= tolerance);
    const distance = largest === 0 ? 'all identical' : `at most ${largest.toExponential(1)} apart`;
    this.#lines(beginning(row.symbol, row.name) + padEnd(`  ${distance}`, NUMBER + PUBLISHED) + mark(met));
  }

  outcome(pictures: readonly string[] = []): Outcome {
    return { checked: this.checked, missed: this.missed, pictures };
  }

  #verdict(row: Computed, printed: string): string {
    const met = this.#count(row, meets(printed, row.computed));
    const beforePoint = width(printed.split('.')[0]);
    return padEnd(' '.repeat(Math.max(1, POINT - beforePoint)) + printed, PUBLISHED) + mark(met);
  }

  #count(row: Computed, met: boolean): boolean {
    this.checked++;
    if (!met) this.missed.push(row);
    return met;
  }

  #lines(...lines: string[]): void {
    for (const line of lines) this.#write(line);
  }
}

const beginning = (symbol: string, name: string) =>
  `  ${padEnd(symbol, SYMBOL)}  ${pc.dim(padEnd(name, NAME))}`;
const decimal = (x: number) => x.toFixed(DECIMALS).replace('-', '−');
const mark = (met: boolean) => (met ? pc.green('✓') : pc.red(pc.bold('✗')));
