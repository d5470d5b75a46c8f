import { checkCount, type DType, fromTypedArray, isBranch, type TypedArray, Value } from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';
import { checkedMetadata, seal, withRoom } from './checksum.ts';
import { ELEMENT_OF, ELEMENTS, WRITE } from './elements.ts';
import { type Entry, LENGTH_BYTES, parseHeader } from './safetensors-header.ts';

/* The format: https://huggingface.co/docs/safetensors */

/** What a file holds: tensors by name, and texts by key. */
export interface Safetensors {
  tensors: Record<string, Value>;
  metadata: Record<string, string>;
}

/** Headers are padded with spaces, so that numbers begin at a multiple of this many bytes. */
const ALIGNMENT = 8;

/**
 * The bytes of a safetensors file, the same that Python's library writes: float64, float32, int32 and bool as F64, F32, I32
 * and BOOL; larger elements first, and then by name.
 *
 * Throws a DataError for a name that the format reserves, and for metadata that is not text.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { fromSafetensors, toSafetensors } from '@chainrule/nn';
 * const bytes = toSafetensors({ weight: value([[1, 2], [3, 4]]) }, { note: 'trained on Monday' });
 * const { tensors, metadata } = fromSafetensors(bytes);
 * tensors.weight; // → [[1, 2], [3, 4]]
 * metadata.note; // → trained on Monday
 * fromSafetensors(bytes.subarray(0, 100)); // → throws length of the header: expected at most the 92 bytes
 * ```
 */
export function toSafetensors(
  tensors: Readonly<Record<string, Value>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  checkCount('toSafetensors', 2, arguments);
  // The contents of a Map or of an object of another class would be left out.
  if (!isBranch(tensors))
    throw dataErrors.badData('toSafetensors', 'tensors', 'an object of Values by name', tensors);
  if (!isBranch(metadata) || Array.isArray(metadata))
    throw dataErrors.badData('toSafetensors', 'metadata', 'an object of texts by name', metadata);
  for (const [name, tensor] of Object.entries(tensors)) checkTensor(name, tensor);
  const names = Object.keys(tensors).sort(
    (a, b) => rankOf(tensors[a].dtype) - rankOf(tensors[b].dtype) || (a < b ? -1 : 1),
  );
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header.__metadata__ = checkedTexts(metadata);
  let end = 0;
  for (const name of names) {
    if (name === '__metadata__' || name === '__proto__' || !isWritable(name))
      throw dataErrors.badData('toSafetensors', 'names', 'another name', name);
    const { dtype, shape, size } = tensors[name];
    const begin = end;
    end += size * ELEMENTS[ELEMENT_OF[dtype]].bytes;
    header[name] = { dtype: ELEMENT_OF[dtype], shape, data_offsets: [begin, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = LENGTH_BYTES + Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(start + end).fill(0x20, LENGTH_BYTES, start);
  bytes.set(text, LENGTH_BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(start - LENGTH_BYTES), true);
  names.reduce((at, name) => writeNumbers(view, at, tensors[name]), start);
  return bytes;
}

/** The same with a checksum of the whole file in its metadata, which `fromSafetensors` checks and other libraries ignore. */
export const toSealedSafetensors: typeof toSafetensors = (tensors, metadata = {}) =>
  seal(toSafetensors(tensors, withRoom(metadata)));

/** As in Python's library, larger elements come first, so that each is aligned to its size. */
const ORDER: readonly DType[] = ['float64', 'float32', 'int32', 'bool'];
const rankOf = (dtype: DType) => ORDER.indexOf(dtype);

function checkTensor(name: string, tensor: unknown): void {
  if (!(tensor instanceof Value)) throw dataErrors.badData('toSafetensors', name, 'a Value', tensor);
}

/** Whether UTF-8 can encode the text: lone surrogates would all become the same character. */
const isWritable = (text: unknown) => typeof text !== 'string' || !/\p{Surrogate}/u.test(text);

function checkedTexts(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [key, text] of Object.entries(metadata)) {
    if (!isWritable(key) || !isWritable(text))
      throw dataErrors.badData('toSafetensors', 'metadata', 'well-formed text without lone surrogates', key);
    if (typeof text !== 'string')
      throw dataErrors.badData('toSafetensors', `metadata, ${key}`, 'a text', text);
  }
  return metadata;
}

/** Writes the numbers from an offset on, and returns where they end. */
function writeNumbers(view: DataView, start: number, { data, dtype }: Value): number {
  const { bytes } = ELEMENTS[ELEMENT_OF[dtype]];
  const write = WRITE[dtype];
  if (typeof data === 'number') {
    write(view, start, data);
    return start + bytes;
  }
  for (let i = 0; i < data.length; i++) write(view, start + i * bytes, data[i]);
  return start + data.length * bytes;
}

/**
 * The tensors and the metadata of a safetensors file. F16 and BF16 become float32, integers of any size int32.
 *
 * Throws a DataError that says where, if anything is wrong: missing or extra bytes, tensors that overlap or leave a gap, a
 * wrong checksum (`saveModel` writes one), duplicate names, unknown element types, integers that int32 cannot hold. Nothing is
 * allocated before the header is known to match the bytes.
 */
export function fromSafetensors(bytes: Uint8Array): Safetensors {
  checkCount('fromSafetensors', 1, arguments);
  const { entries, metadata: texts, start } = parseHeader(bytes);
  const metadata = checkedMetadata('fromSafetensors', bytes, texts);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const tensors = entries.map((entry) => [entry.name, readTensor(view, entry)] as const);
  return { tensors: Object.fromEntries(tensors), metadata };
}

const ARRAYS: Record<DType, new (size: number) => TypedArray> = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
};

function readTensor(view: DataView, { name, dtype, shape, begin, end }: Entry): Value {
  const { bytes, dtype: held, read } = ELEMENTS[dtype];
  const data = new ARRAYS[held]((end - begin) / bytes);
  const exact = held === 'int32' || held === 'bool';
  for (let i = 0; i < data.length; i++) {
    const x = read(view, begin + i * bytes);
    data[i] = Number(x);
    if (exact && (data[i] !== Number(x) || (held === 'bool' && x > 1)))
      throw dataErrors.badData(
        'fromSafetensors',
        `tensor ${JSON.stringify(name)}, entry ${i}`,
        held === 'bool' ? '0 or 1' : `a whole number that ${held} holds`,
        x,
      );
  }
  return fromTypedArray(data, { shape, dtype: held });
}
