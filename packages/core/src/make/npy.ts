import { allocate } from '../array/dtype.ts';
import { halfOf } from '../array/half.ts';
import { flat } from '../array/ndarray.ts';
import { forEachRow } from '../array/rows.ts';
import { isShape, type Shape, sizeOf, stridesOf } from '../array/shape.ts';
import { kept, kindOf } from '../array/typed-array.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { checkCount } from '../errors/surplus.ts';
import { shapeText } from '../errors/text.ts';
import { optionsOf } from '../options.ts';
import { Value } from '../value.ts';
import { checkDType, type FillOptions, labelled, type Operand, operand } from './create.ts';

/* NumPy's file format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Where the header of version 1.0 begins; its end is aligned to a multiple of this many bytes. */
const HEADER = 10;
const ALIGNMENT = 64;

/** NumPy leaves room for the first size to grow to this many digits. */
const GROWTH = 21;

/** Like NumPy, we write numbers in the byte order of the machine. */
const OWN_ORDER = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? '<' : '>';

const DESCRIPTORS = {
  float64: `${OWN_ORDER}f8`,
  float32: `${OWN_ORDER}f4`,
  int32: `${OWN_ORDER}i4`,
  bool: '|b1',
};

/**
 * The bytes of a .npy file, exactly as `numpy.save` writes them.
 *
 * @example
 * ```ts
 * import { fromNpy, toNpy, value } from '@chainrule/core';
 * const bytes = toNpy(value([[1, 2], [3, 4]]));
 * bytes.length; // → 160
 * fromNpy(bytes); // → [[1, 2], [3, 4]]
 * ```
 */
export function toNpy(x: Operand): Uint8Array {
  checkCount('toNpy', 1, arguments);
  const { shape, dtype, data } = operand('toNpy', x);
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dict = `{'descr': '${DESCRIPTORS[dtype]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const room = shape.length === 0 ? 0 : GROWTH - String(shape[0]).length;
  const least = HEADER + dict.length + room + 1;
  // If no padding is needed, NumPy adds a whole block.
  const start = least + ALIGNMENT - (least % ALIGNMENT);
  const numbers = flat({ shape, dtype, data });
  const bytes = new Uint8Array(start + numbers.byteLength).fill(0x20, HEADER, start);
  bytes.set([...MAGIC, 1, 0, (start - HEADER) & 255, (start - HEADER) >> 8]);
  bytes.set(new TextEncoder().encode(dict), HEADER);
  bytes[start - 1] = 0x0a;
  bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), start);
  return bytes;
}

/**
 * A constant with the contents of a .npy file: versions 1.0 to 3.0, either byte order, C or Fortran order.
 *
 * f8 becomes float64, f2 and f4 float32, b1 bool, and integers of any size int32, unless the options name another dtype. An
 * integer is never changed: one that the dtype cannot hold is a DataError, and so is anything wrong with the bytes. The
 * header is parsed, never evaluated, and nothing is allocated before the shape is checked against the number of bytes.
 */
export function fromNpy(bytes: Uint8Array, options: FillOptions = {}): Value {
  checkCount('fromNpy', 2, arguments);
  const { start, kind, width, little, fortran, shape } = parseHeader(bytes);
  const isWhole = kind === 'i' || kind === 'u';
  const held = isWhole ? 'int32' : kind === 'b' ? 'bool' : width === 8 ? 'float64' : 'float32';
  const { dtype = held, name } = optionsOf('fromNpy', options, 'name, dtype');
  checkDType('fromNpy', dtype);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  const get = readerOf(view, kind, width, little);
  const data = allocate(dtype, sizeOf(shape), 'fromNpy');
  const own = stridesOf(shape);
  const theirs = fortran ? stridesOf([...shape].reverse()).reverse() : own;
  forEachRow(shape, [own, theirs], ([to, from], [toStep, fromStep], length) => {
    for (let i = 0; i < length; i++) {
      const read = get((from + i * fromStep) * width);
      data[to + i * toStep] = kept('fromNpy', read, dtype, isWhole, DATA);
    }
  });
  return labelled(new Value(shape.length === 0 ? data[0] : data, shape, dtype), name);
}

/** An index into the data says nothing about the position in the array. */
const DATA: readonly number[] = [];

const bad = (what: string, expected: string, got: unknown) =>
  argumentErrors.badOption('fromNpy', what, expected, got);

/** The method of DataView for numbers of this kind and width, such as getBigInt64. */
function readerOf(view: DataView, kind: string, width: number, little: boolean) {
  if (kind === 'b') return (at: number) => Number(view.getUint8(at) !== 0);
  // DataView reads half precision from Node 24 on.
  if (kind === 'f' && width === 2) return (at: number) => halfOf(view.getUint16(at, little));
  const type = kind === 'f' ? 'Float' : kind === 'i' ? 'Int' : 'Uint';
  const method = `get${width === 8 && kind !== 'f' ? 'Big' : ''}${type}${8 * width}` as
    | 'getInt16'
    | 'getBigInt64';
  return (at: number) => view[method](at, little);
}

/** What the header says, checked against the number of bytes. */
function parseHeader(bytes: Uint8Array) {
  if (kindOf(bytes) !== 'Uint8Array') throw bad('bytes', 'a Uint8Array', bytes);
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw bad('bytes', '\\x93NUMPY first', String.fromCharCode(...bytes.subarray(0, 6)));
  const version = `${bytes[6]}.${bytes[7]}`;
  if (!/^[123]\.0$/.test(version)) throw bad('version', '1.0, 2.0 or 3.0', version);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [first, length] = bytes[6] === 1 ? [HEADER, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  const start = first + length;
  if (start > bytes.length) throw bad('header', `${length} bytes`, bytes.length - first);

  const [descr, order, shape] = parseDict(new TextDecoder().decode(bytes.subarray(first, start)));
  if (!/^[<>|=]?(b1|[iu][1248]|f[248])$/.test(descr))
    throw bad('descr', 'f2, f4, f8, i1 to i8, u1 to u8 or b1', descr);
  const [kind, width] = [descr[descr.length - 2], Number(descr[descr.length - 1])];
  const size = sizeOf(shape) * width;
  if (size !== bytes.length - start)
    throw bad('data', `${size} bytes for ${shapeText(shape)}`, bytes.length - start);
  return { start, kind, width, little: descr[0] !== '>', fortran: order === 'True', shape };
}

/** The fields of a Python dict such as {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }, in any order. */
function parseDict(text: string): [descr: string, order: string, shape: Shape] {
  let rest = text;
  const [descr, order, sizes] = [
    /'descr':\s*'([^']*)',?/,
    /'fortran_order':\s*(True|False),?/,
    // Python 2 writes 2L for 2.
    /'shape':\s*\(((?:\d+L?,\s*)*(?:\d+L?)?)\),?/,
  ].map((field) => {
    const found = field.exec(rest);
    rest = rest.replace(field, '');
    return found?.[1];
  });
  const shape = sizes?.match(/\d+/g)?.map(Number) ?? [];
  if (
    descr === undefined ||
    order === undefined ||
    sizes === undefined ||
    !isShape(shape) ||
    !/^{\s*}\s*$/.test(rest)
  )
    throw bad(
      'header',
      'a dict of descr, fortran_order and shape, for numbers of one kind',
      text.trim().slice(0, 99),
    );
  return [descr, order, shape];
}
