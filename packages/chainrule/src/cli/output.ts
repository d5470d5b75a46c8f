import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Nested } from '@chainrule/core';
import { reasonOf } from './source.ts';
import type { SYNTAXES } from './syntax.ts';
import { InputError, type Terminal } from './terminal.ts';

/** Options of every command on a formula. */
export interface FormulaOptions {
  readonly file?: string;
  readonly at: readonly string[];
  readonly wrt?: readonly string[];
  readonly syntax?: (typeof SYNTAXES)[number];
  readonly result?: string;
  readonly json?: boolean;
  readonly output?: string;
}

/** Writes to the requested file, or to the terminal. */
export function put(text: string, { output }: FormulaOptions, terminal: Terminal): void {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  if (output === undefined || output === '-') {
    terminal.write(whole);
    return;
  }
  try {
    writeFileSync(output, whole);
  } catch (error) {
    throw new InputError(`cannot write ${output}: ${reasonOf(error)}`);
  }
}

/** Whether the output may be coloured: not in a file or as JSON. */
export const mayColour = ({ output, json }: FormulaOptions, terminal: Terminal) =>
  terminal.colour && !json && (output === undefined || output === '-');

/** The requested format, or that of the file name. */
export function formatOf<Format extends string>(
  { format, output = '' }: { readonly format?: Format; readonly output?: string },
  byEnding: Readonly<Record<string, Format>>,
  otherwise: Format,
): Format {
  return format ?? byEnding[extname(output).toLowerCase()] ?? otherwise;
}

/** JSON. Numbers that JSON cannot write are words, as in core's graphToJSON. */
export const toJSON = (data: unknown) =>
  `${JSON.stringify(
    data,
    (_, each) => (typeof each === 'number' && !Number.isFinite(each) ? String(each) : each),
    2,
  )}\n`;

/** Numbers to their last digit. */
export const numbersText = (numbers: Nested): string =>
  typeof numbers === 'object'
    ? `[${Array.from<Nested>(numbers as ArrayLike<Nested>)
        .map(numbersText)
        .join(', ')}]`
    : String(numbers);
