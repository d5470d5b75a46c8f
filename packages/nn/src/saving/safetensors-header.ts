import { kindOf } from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';
import { shallowJSON } from '../errors/text.ts';
import { duplicateKey } from './duplicate-key.ts';
import { ELEMENTS } from './elements.ts';

/** The position of a tensor in the bytes after the header. */
export interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly entries: readonly Entry[];
  readonly metadata: Record<string, string>;
  /** Where the numbers begin in the file. */
  readonly start: number;
}

/** The header follows its length, a 64-bit integer. */
export const LENGTH_BYTES = 8;

/** The limit of the format's reference implementation. */
const LONGEST = 100_000_000;

/** The limit of core's arrays. */
const MOST_AXES = 64;

const bad = (where: string, expected: string, got: unknown) =>
  dataErrors.badData('fromSafetensors', where, expected, got);

/** The parsed header, checked for consistency with itself and with the bytes. */
export function parseHeader(bytes: Uint8Array): Header {
  const { text, start } = headerText(bytes);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw bad('header', 'JSON', (error as Error).message);
  }
  if (!isObject(parsed)) throw bad('header', 'an object', text.slice(0, 40));
  const twice = duplicateKey(text);
  if (twice !== undefined) throw bad('header', 'every name once', `${JSON.stringify(twice)} again`);
  const { __metadata__: metadata, ...tensors } = parsed;
  const entries = Object.keys(tensors).map((name) => entryOf(name, tensors[name]));
  checkLayout(entries, bytes.length - start);
  return { entries, metadata: metadataOf(metadata), start };
}

function headerText(bytes: Uint8Array): { text: string; start: number } {
  if (kindOf(bytes) !== 'Uint8Array') throw bad('bytes', 'a Uint8Array', bytes);
  if (bytes.length < LENGTH_BYTES) throw bad('length of the header', '8 bytes', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getBigUint64(0, true);
  const room = bytes.length - LENGTH_BYTES;
  if (length > Math.min(room, LONGEST))
    throw bad('length of the header', `at most the ${Math.min(room, LONGEST)} bytes behind it`, length);
  const start = LENGTH_BYTES + Number(length);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(LENGTH_BYTES, start),
    );
    return { text, start };
  } catch {
    throw bad('header', 'UTF-8', 'other bytes');
  }
}

const isObject = (x: unknown): x is Record<string, unknown> =>
  typeof x === 'object' && x !== null && !Array.isArray(x);

const isCount = (x: unknown): x is number => Number.isSafeInteger(x) && (x as number) >= 0;

const FIELDS = ['data_offsets', 'dtype', 'shape'];

function entryOf(name: string, found: unknown): Entry {
  const where = `tensor ${JSON.stringify(name)}`;
  if (name === '__proto__') throw bad(where, 'another name', name);
  if (!isObject(found) || Object.keys(found).sort().join() !== FIELDS.join())
    throw bad(where, FIELDS.join(', '), isObject(found) ? Object.keys(found).join(', ') : found);
  const { dtype, shape, data_offsets: offsets } = found;
  if (typeof dtype !== 'string' || !Object.hasOwn(ELEMENTS, dtype))
    throw bad(`${where}, dtype`, `one of ${Object.keys(ELEMENTS).join(' ')}`, shallowJSON(dtype));
  if (!Array.isArray(shape) || !shape.every(isCount))
    throw bad(`${where}, shape`, 'whole numbers from zero', shallowJSON(shape));
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    throw bad(`${where}, data_offsets`, 'two whole numbers', shallowJSON(offsets));
  if (shape.length > MOST_AXES) throw bad(`${where}, shape`, `at most ${MOST_AXES} axes`, shape.length);
  const size = shape.reduce((product: number, n: number) => product * n, ELEMENTS[dtype].bytes);
  const [begin, end] = offsets;
  if (end - begin !== size)
    throw bad(`${where}, data_offsets`, `${size} bytes for ${dtype} [${shape.join(', ')}]`, end - begin);
  return { name, dtype, shape, begin, end };
}

/** Tensors must cover the bytes without gaps or overlaps. */
function checkLayout(entries: readonly Entry[], room: number): void {
  let next = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== next)
      throw bad(
        `tensor ${JSON.stringify(name)}, data_offsets`,
        `to begin where the one before ends, at ${next}`,
        begin,
      );
    next = end;
  }
  if (next !== room) throw bad('data', `${next} bytes, as the header says`, room);
}

function metadataOf(found: unknown): Record<string, string> {
  if (found === undefined) return {};
  if (!isObject(found) || Object.hasOwn(found, '__proto__'))
    throw bad('__metadata__', 'an object of texts', shallowJSON(found));
  for (const [key, text] of Object.entries(found)) {
    if (typeof text !== 'string')
      throw bad(`__metadata__, ${JSON.stringify(key)}`, 'a text', shallowJSON(text));
  }
  return found as Record<string, string>;
}
