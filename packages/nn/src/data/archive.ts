import CRC32 from 'crc-32';
import { Gunzip, Inflate, type UnzipFileInfo, unzipSync } from 'fflate';
import { dataErrors } from '../errors/data.ts';
import { optionErrors } from '../errors/options.ts';
import type { Kinds } from '../options.ts';

/* The formats: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT and RFC 1952. fflate unpacks but verifies no checksums. */

export interface UnpackOptions {
  /**
   * The most bytes that an archive may unpack to; more is an error before memory runs out. Default: 256 MiB, or 16 bytes for
   * each byte of the archive if that is more.
   */
  maxBytes?: number;
}

export const UNPACK: Kinds<UnpackOptions> = { maxBytes: 'number' };

const LEAST_LIMIT = 2 ** 28;
const USUAL_RATIO = 16;

/** Deflate makes at most 258 bytes of two bits; the rest is room for a short file. */
const MOST_RATIO = 1032;

/** The flag that gives the encoding of a name. */
const UTF8 = 1 << 11;

/** The compression method of a file that is not stored as is. */
const DEFLATED = 8;

/** What a 32-bit field holds if the number is in an extra field. */
const FULL = 2 ** 32 - 1;

/** Input is unpacked in small pieces, so that a limit takes effect early. */
const PIECE = 2 ** 14;

/** A fault in an archive; it is rethrown as a DataError. */
class Fault extends Error {
  readonly expected: string;

  constructor(expected: string, got: string) {
    super(got);
    this.expected = expected;
  }
}

/** Runs a reader of archives, and rethrows whatever it throws as a DataError of the operation. */
function reading<T>(operation: string, where: string, expected: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { message } = error as Error;
    throw dataErrors.badData(operation, where, error instanceof Fault ? error.expected : expected, message);
  }
}

function limitOf(operation: string, bytes: Uint8Array, maxBytes: number | undefined): number {
  if (maxBytes !== undefined && !(maxBytes > 0))
    throw optionErrors.badOption(operation, 'maxBytes', 'a number above 0', maxBytes);
  return maxBytes ?? Math.max(LEAST_LIMIT, USUAL_RATIO * bytes.length);
}

const tooLarge = (limit: number, size: string) =>
  new Fault(`at most ${limit} bytes when unpacked (the option maxBytes)`, size);

/**
 * The files in a zip archive by name. Their sizes are checked against the archive and the limit before anything is unpacked,
 * and their CRC-32 afterwards.
 */
export function unzip(
  operation: string,
  bytes: Uint8Array,
  { maxBytes }: UnpackOptions,
): Map<string, Uint8Array> {
  const limit = limitOf(operation, bytes, maxBytes);
  return reading(operation, 'archive', 'a zip file', () => {
    const infos = new Map<string, UnzipFileInfo>();
    let total = 0;
    const filter = (file: UnzipFileInfo) => {
      if (file.name === '__proto__' || infos.has(file.name))
        throw new Fault('a unique name for each file', file.name);
      checkSize(file);
      total += file.originalSize;
      if (total > limit) throw tooLarge(limit, `${total} for ${file.name} and the files before it`);
      infos.set(file.name, file);
      return file.compression !== DEFLATED;
    };
    const asTheyWere = unzipSync(bytes, { filter });
    const listed = listedFiles(bytes, [...infos.values()]);
    return new Map(
      [...infos.values()].map(({ name, originalSize, compression }, i) => {
        const { packed, sum } = listed[i];
        const file = compression === DEFLATED ? inflated(name, packed, originalSize) : asTheyWere[name];
        checkSum(`${name}: `, file, originalSize, sum);
        return [name, file];
      }),
    );
  });
}

/** The content of a packed file. fflate would unpack everything, however small the declared size. */
function inflated(name: string, packed: Uint8Array, size: number): Uint8Array {
  const file = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((piece) => {
    if (length + piece.length > size)
      throw new Fault(`${name}: ${size} bytes`, `${length + piece.length} or more`);
    file.set(piece, length);
    length += piece.length;
  });
  for (let at = 0; at < packed.length; at += PIECE)
    stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  return file.subarray(0, length);
}

function checkSize({ name, size, originalSize, compression }: UnzipFileInfo): void {
  const most = compression === 0 ? size : size * MOST_RATIO;
  if (originalSize > most || (compression === 0 && originalSize !== size))
    throw new Fault(`${name}: a size that its ${size} bytes can have`, String(originalSize));
}

/**
 * The bytes and the CRC-32 of each file, as the central directory lists them. fflate does not expose them, nor check that the
 * directory ends where it should and that its names match those in front of the files.
 */
function listedFiles(
  bytes: Uint8Array,
  infos: readonly UnzipFileInfo[],
): { packed: Uint8Array; sum: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const short = (at: number) => view.getUint16(at, true);
  const long = (at: number) => view.getUint32(at, true);
  let end = bytes.length - 22;
  while (long(end) !== 0x06054b50) end--;
  const isLarge = end >= 20 && long(end - 20) === 0x07064b50;
  const directoryEnd = isLarge ? long(end - 12) : end;
  let at = long(isLarge ? directoryEnd + 48 : end + 16);
  const files = infos.map(({ size }) => {
    const name = bytes.subarray(at + 46, at + 46 + short(at + 28));
    const extra = at + 46 + name.length;
    const local = long(at + 42) === FULL ? largeOffset(view, at, extra) : long(at + 42);
    const begins = local + 30 + short(local + 26);
    const isNamed =
      sameBytes(name, bytes.subarray(local + 30, begins)) &&
      ((short(at + 8) ^ short(local + 6)) & UTF8) === 0;
    if (!isNamed)
      throw new Fault(
        'the same name in front of the file and in the directory',
        new TextDecoder().decode(name),
      );
    const data = begins + short(local + 28);
    const file = { packed: bytes.subarray(data, data + size), sum: view.getInt32(at + 16, true) };
    at = extra + short(at + 30) + short(at + 32);
    return file;
  });
  if (at !== directoryEnd || (!isLarge && short(end + 10) !== files.length))
    throw new Fault(`a directory of ${files.length} files`, `one that ends at ${at} of ${directoryEnd}`);
  return files;
}

/** The offset of a file past 4 GB, from extra field 1, where it follows those sizes that are past 4 GB too. */
function largeOffset(view: DataView, at: number, extra: number): number {
  let field = extra;
  while (view.getUint16(field, true) !== 1) field += 4 + view.getUint16(field + 2, true);
  const before = [20, 24].filter((place) => view.getUint32(at + place, true) === FULL).length;
  return Number(view.getBigUint64(field + 4 + 8 * before, true));
}

const sameBytes = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

function checkSum(name: string, file: Uint8Array, size: number, sum: number): void {
  if (file.length !== size) throw new Fault(`${name}${size} bytes`, String(file.length));
  const got = CRC32.buf(file);
  if (got !== sum) throw new Fault(`${name}the stored CRC-32 ${hex(sum)}`, hex(got));
}

const hex = (sum: number) => (sum >>> 0).toString(16).padStart(8, '0');

/** The content of a gzip file, of one member or several. Its length and CRC-32 are checked. */
export function gunzip(operation: string, bytes: Uint8Array, { maxBytes }: UnpackOptions): Uint8Array {
  const limit = limitOf(operation, bytes, maxBytes);
  return reading(operation, 'bytes', 'a gzipped file', () => {
    const pieces: Uint8Array[] = [];
    let [total, size, sum] = [0, 0, 0];
    // A single member declares its length in advance.
    const said =
      bytes.length < 18 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
    if (said > limit) throw tooLarge(limit, String(said));
    const stream = new Gunzip((piece) => {
      total += piece.length;
      if (total > limit) throw tooLarge(limit, `${total} or more`);
      // fflate reuses the memory for the next piece.
      pieces.push(piece.slice());
      size += piece.length;
      sum = CRC32.buf(piece, sum);
    });
    const endMember = (at: number) => {
      checkTrailer(bytes, at, size, sum);
      [size, sum] = [0, 0];
    };
    stream.onmember = endMember;
    for (let at = 0; at < bytes.length; at += PIECE)
      stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    endMember(bytes.length);
    return joined(pieces, total);
  });
}

/** A member's data are followed by their CRC-32 and length. */
function checkTrailer(bytes: Uint8Array, end: number, size: number, sum: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [expectedSum, expectedSize] = [view.getInt32(end - 8, true), view.getUint32(end - 4, true)];
  if (size % 2 ** 32 !== expectedSize) throw new Fault(`${expectedSize} bytes`, String(size));
  if (sum !== expectedSum) throw new Fault(`the stored CRC-32 ${hex(expectedSum)}`, hex(sum));
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  pieces.reduce((at, piece) => {
    all.set(piece, at);
    return at + piece.length;
  }, 0);
  return all;
}
