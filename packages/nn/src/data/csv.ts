import { checkCount } from '@chainrule/core';
import type { ParseError } from 'papaparse';
import { dataErrors } from '../errors/data.ts';
import { optionErrors } from '../errors/options.ts';
import { optionsOf } from '../options.ts';

export interface CsvOptions {
  /** Whether the first line names the columns. Default: true. Without a header they are called '0', '1', … */
  header?: boolean;
  /** The delimiter between cells. Default: detected. */
  delimiter?: string;
}

/** The columns of a table by name: numbers if every cell is a number or empty (NaN), otherwise strings. */
export type Table = Record<string, Float64Array | string[]>;

/**
 * The columns of a CSV text, which may have quotes, a byte-order mark and any line endings.
 *
 * Throws a DataError that names the line if lines differ in length, a quote is not closed or two columns share a name.
 *
 * @example
 * ```ts
 * import { fromCsv } from '@chainrule/nn';
 * const table = await fromCsv('length,kind\n5.1,setosa\n,"virginica"');
 * table.length; // → [5.1, NaN]
 * table.kind; // → ["setosa", "virginica"]
 * await fromCsv('a,b\n1'); // → throws line 2: expected 2 cells, got 1
 * ```
 */
export async function fromCsv(text: string, options: CsvOptions = {}): Promise<Table> {
  checkCount('fromCsv', 2, arguments);
  const { header = true, delimiter } = optionsOf('fromCsv', options, {
    header: 'boolean',
    delimiter: 'string',
  });
  if (typeof text !== 'string') throw optionErrors.badOption('fromCsv', 'text', 'a string', text);
  const { default: papa } = await import('papaparse');
  const { data, errors: found } = papa.parse<string[]>(text, { delimiter, skipEmptyLines: true });
  const [wrong] = found.filter(({ type }: ParseError) => type !== 'Delimiter');
  if (wrong)
    throw dataErrors.badData('fromCsv', `line ${(wrong.row ?? 0) + 1}`, 'quotes in pairs', wrong.message);
  const rows = header ? data.slice(1) : data;
  const names = (header ? data[0] : data[0]?.map((_, i) => String(i))) ?? [];
  const twice = names.find((name, i) => names.indexOf(name) < i || name === '__proto__');
  if (twice !== undefined)
    throw dataErrors.badData('fromCsv', 'names', 'a unique name for each column', twice);
  rows.forEach((row, i) => {
    if (row.length !== names.length)
      throw dataErrors.badData(
        'fromCsv',
        `line ${i + 1 + Number(header)}`,
        `${names.length} cells`,
        row.length,
      );
  });
  return Object.fromEntries(names.map((name, i) => [name, columnOf(rows.map((row) => row[i]))]));
}

function columnOf(cells: string[]): Float64Array | string[] {
  const numbers = Float64Array.from(cells, (cell) => (cell.trim() === '' ? Number.NaN : Number(cell)));
  const numeric = cells.every((cell, i) => !Number.isNaN(numbers[i]) || /^\s*(nan)?\s*$/i.test(cell));
  return numeric && cells.some((cell) => cell.trim() !== '') ? numbers : cells;
}
