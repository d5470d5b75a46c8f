import { readFileSync } from 'node:fs';
import { InputError, type Terminal } from './terminal.ts';

/** The text of a formula: given literally, `-` for standard input, or in a file. */
export async function formulaText(
  given: string | undefined,
  file: string | undefined,
  terminal: Terminal,
): Promise<string> {
  if (file !== undefined && given !== undefined)
    throw new InputError(`expected a formula or --file, got both: ${JSON.stringify(given)} and ${file}`);
  if (file !== undefined) return textOf(file, terminal);
  if (given === undefined)
    throw new InputError('expected a formula, a file (--file), or - for standard input');
  return given === '-' ? textOf('-', terminal) : given;
}

/** The content of a file, or of standard input for `-`. */
export async function textOf(file: string, terminal: Terminal): Promise<string> {
  const text = file === '-' ? await terminal.stdin() : read(file);
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(`cannot read ${file}: ${reasonOf(error)}`);
  }
}

/** `no such file or directory` of `ENOENT: no such file or directory, open 'graph.txt'`. */
export const reasonOf = (error: unknown) =>
  (error as Error).message.replace(/^[A-Z]+: |, \w+( '.*')?$/gs, '');

/** Standard input, which can be read only once. */
export function readOnce(stdin: Terminal['stdin']): Terminal['stdin'] {
  let isRead = false;
  return () => {
    if (isRead) throw new InputError('standard input (-) can be only one thing: put the other in a file');
    isRead = true;
    return stdin();
  };
}
