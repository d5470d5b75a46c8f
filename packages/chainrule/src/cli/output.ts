import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Nested } from '@chainrule/core';
import { reasonOf } from './source.ts';
import { InputError, type Terminal } from './terminal.ts';

/** What every command on a formula is told. */
export interface FormulaOptions {
  readonly file?: string;
  readonly at: readonly string[];
  readonly wrt?: readonly string[];
  readonly json?: boolean;
  readonly output?: string;
}

/** Writes to the file that was asked for, or to the terminal. */
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

/** Whether what is written may be coloured: not in a file, nor for a machine. */
export const mayColour = ({ output, json }: FormulaOptions, terminal: Terminal) =>
  terminal.colour && !json && (output === undefined || output === '-');

/** The format that was asked for, or the one of the file's ending. */
export function formatOf<Format extends string>(
  { format, output = '' }: { readonly format?: Format; readonly output?: string },
  byEnding: Readonly<Record<string, Format>>,
  otherwise: Format,
): Format {
  return format ?? byEnding[extname(output).toLowerCase()] ?? otherwise;
}

/** Data for machines. What JSON has no numbers for are words, as in core's graphToJSON. */
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
