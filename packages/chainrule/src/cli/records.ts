import type { Nested } from '@chainrule/core';
import { json, jsonOr, type Numbers, nested, numbersOf } from './numbers.ts';
import { textOf } from './source.ts';
import { InputError, type Terminal } from './terminal.ts';

/** Arrays by name from a JSON file. */
export async function claimsIn(file: string, terminal: Terminal): Promise<Numbers> {
  return numbersOf(json(await textOf(file, terminal), file), file);
}

/** The values and the gradients of a program, by the names of its nodes. */
export interface Recorded {
  readonly values: Numbers;
  readonly gradients?: Numbers;
}

/**
 * What a program recorded: JSON as `{ "values": {…}, "gradients": {…} }` or values by name alone, or CSV with the columns
 * name, value and, if there are any, gradient.
 */
export async function recordedIn(file: string, terminal: Terminal): Promise<Recorded> {
  const text = await textOf(file, terminal);
  const isJSON = /\.json$/i.test(file) || text.trimStart().startsWith('{');
  return isJSON ? recordedInJSON(json(text, file), file) : recordedInCSV(text, file);
}

function recordedInJSON(given: unknown, file: string): Recorded {
  const { values, gradients } = (given ?? {}) as { values?: unknown; gradients?: unknown };
  if (typeof values !== 'object') return { values: numbersOf(given, file) };
  return {
    values: numbersOf(values, `${file} values`),
    ...(gradients !== undefined && { gradients: numbersOf(gradients, `${file} gradients`) }),
  };
}

async function recordedInCSV(text: string, file: string): Promise<Recorded> {
  // Loaded on demand: the command should start fast.
  const { default: Papa } = await import('papaparse');
  const { data, errors, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (header) => header.trim().toLowerCase(),
  });
  const { fields = [] } = meta;
  if (!fields.includes('name') || !fields.includes('value'))
    throw new InputError(
      `${file}: expected the columns name and value, got ${JSON.stringify(fields.join(', '))}`,
    );
  const error = errors.find(({ code }) => code !== 'UndetectableDelimiter');
  if (error)
    throw new InputError(
      `${file}: ${error.message}${error.row === undefined ? '' : ` (row ${error.row + 1})`}`,
    );
  const gradients = columnOf('gradient', data, file);
  return {
    values: columnOf('value', data, file),
    ...(Object.keys(gradients).length > 0 && { gradients }),
  };
}

function columnOf(column: string, rows: readonly Record<string, string>[], file: string): Numbers {
  const found = new Map<string, Nested>();
  for (const row of rows) {
    const [name, written] = [row.name.trim(), row[column]?.trim() ?? ''];
    if (written === '') continue;
    if (found.has(name)) throw new InputError(`${file}: ${name} is there twice`);
    found.set(name, nested(jsonOr(written, written), `${file} ${name}`));
  }
  return Object.fromEntries(found);
}
