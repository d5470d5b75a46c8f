import { fromNpy } from '@chainrule/core';
import { words } from '../strings/files.ts';
import { isNumbers, type Numbers } from './numbers.ts';

/** A number or a list for each name that a file has; what no name belongs to goes by that of the file. */
export type NamedNumbers = Readonly<Record<string, Numbers>>;

/** More than this is not shown in a field, nor put into a link. */
const MOST_NUMBERS = 20_000;

const READERS: Readonly<Record<string, (bytes: Uint8Array, stem: string) => unknown>> = {
  json: (bytes, stem) => named(JSON.parse(textOf(bytes)), stem),
  csv: async (bytes, stem) => columns(textOf(bytes), stem),
  npy: (bytes, stem) => ({ [stem]: fromNpy(bytes).toArray() }),
};

const KINDS = Object.keys(READERS).map((kind) => `.${kind}`);

/** What a file of numbers holds, or why it cannot be used. */
export async function readNumberFile(
  file: string,
  bytes: Uint8Array,
): Promise<{ numbers?: NamedNumbers; problem?: string }> {
  const [, stem = file, kind = ''] = /^(.*?)\.([^.]*)$/.exec(file) ?? [];
  try {
    const read = READERS[kind.toLowerCase()];
    if (read === undefined) throw new Error(words.kind(KINDS.join(', ')));
    const numbers = await read(bytes, stem);
    check(numbers);
    return { numbers };
  } catch (error) {
    return { problem: `${file}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** What is called `gradients`, `grads` or `grad` holds gradients: that of W goes by dW. */
const GRADIENTS = /^grad(ient)?s?$/;
const VALUES = /^values?$/;

function named(read: unknown, stem: string): Record<string, unknown> {
  if (isNumbers(read)) return { [stem]: read };
  if (typeof read !== 'object' || read === null) throw new Error(words.shape);
  const entries = Object.entries(read).flatMap(([name, value]) => {
    if (isNumbers(value) || typeof value !== 'object' || value === null) return [[name, value] as const];
    const inner = Object.entries(value as object);
    if (GRADIENTS.test(name)) return inner.map(([each, x]) => [`d${each}`, x] as const);
    return VALUES.test(name) ? inner : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** A table with names at its top gives each column, one without is a matrix. */
async function columns(text: string, stem: string): Promise<Record<string, unknown>> {
  // The rest of nn is not asked for.
  const { fromCsv } = await import('@chainrule/nn');
  const first = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  const header = first.split(/[,;\t]/).some((cell) => Number.isNaN(Number(cell.replaceAll('"', ''))));
  const table = Object.entries(await fromCsv(text, { header }));
  const texts = table.find(([, column]) => Array.isArray(column));
  if (texts) throw new Error(words.textColumn(texts[0]));
  const lists = table.map(([name, column]) => [name, Array.from(column as Float64Array)] as const);
  if (header) return Object.fromEntries(lists);
  const rows = (lists[0]?.[1] ?? []).map((_, k) => lists.map(([, column]) => column[k]!));
  if (rows.length === 1 && lists.length === 1) return { [stem]: rows[0]![0] };
  return { [stem]: lists.length === 1 ? lists[0]![1] : rows };
}

function check(numbers: unknown): asserts numbers is NamedNumbers {
  let count = 0;
  const visit = (x: Numbers): void => {
    if (typeof x !== 'number') {
      for (const each of x) visit(each);
      return;
    }
    count++;
    if (!Number.isFinite(x)) throw new Error(words.notFinite(x));
  };
  for (const [name, value] of Object.entries(numbers as Record<string, unknown>)) {
    if (!isNumbers(value)) throw new Error(words.notNumbers(name));
    visit(value);
  }
  if (count > MOST_NUMBERS) throw new Error(words.tooMany(MOST_NUMBERS, count));
}
