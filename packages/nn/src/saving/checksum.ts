import CRC32 from 'crc-32';
import { dataErrors } from '../errors/data.ts';

/** Under this key the metadata of a safetensors file may hold the CRC-32 of the whole file, computed with zeros in its place. */
const KEY = 'chainrule.crc32';
const ZEROS = '00000000';

const encoded = (text: string) => new TextEncoder().encode(text);
const MARK = encoded(`"${KEY}":"`);

/** Metadata with room for a checksum: first, so that no other text can look like it. */
export const withRoom = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.assign({ [KEY]: ZEROS }, metadata, { [KEY]: ZEROS });

/** Writes the checksum into a file whose metadata have room for it. */
export function seal(bytes: Uint8Array): Uint8Array {
  bytes.set(encoded(hex(CRC32.buf(bytes))), placeOf(bytes));
  return bytes;
}

/** Whether a file has a checksum. */
export const isSealed = (bytes: Uint8Array) => placeOf(bytes) < bytes.length;

/** The metadata without the checksum. Throws a DataError if there is one and it does not match. */
export function checkedMetadata(
  operation: string,
  bytes: Uint8Array,
  metadata: Record<string, string>,
): Record<string, string> {
  const { [KEY]: expected, ...others } = metadata;
  if (expected === undefined) return metadata;
  const place = placeOf(bytes);
  const before = CRC32.buf(encoded(ZEROS), CRC32.buf(bytes.subarray(0, place)));
  const got = hex(CRC32.buf(bytes.subarray(place + ZEROS.length), before));
  if (got !== expected) throw dataErrors.badData(operation, 'checksum', `the stored CRC-32 ${expected}`, got);
  return others;
}

const hex = (sum: number) => (sum >>> 0).toString(16).padStart(8, '0');

/** The offset of the checksum; the end of the bytes or beyond if there is none. */
function placeOf(bytes: Uint8Array): number {
  let at = bytes.indexOf(MARK[0]);
  while (at >= 0 && !MARK.every((byte, i) => bytes[at + i] === byte)) at = bytes.indexOf(MARK[0], at + 1);
  return at < 0 ? bytes.length : at + MARK.length;
}
