import { type DType, halfOf } from '@chainrule/core';

/** How one element type of safetensors is read: its bytes, the dtype that holds it, and the number at an offset. */
interface Element {
  readonly bytes: number;
  readonly dtype: DType;
  readonly read: (view: DataView, at: number) => number | bigint;
}

const element = (bytes: number, dtype: DType, read: Element['read']): Element => ({ bytes, dtype, read });

/** The element types that are read. Halves become float32, which holds each of them, and integers int32. */
export const ELEMENTS: Readonly<Record<string, Element>> = {
  F64: element(8, 'float64', (view, at) => view.getFloat64(at, true)),
  F32: element(4, 'float32', (view, at) => view.getFloat32(at, true)),
  F16: element(2, 'float32', (view, at) => halfOf(view.getUint16(at, true))),
  BF16: element(2, 'float32', (view, at) => upperHalf(view.getUint16(at, true))),
  I64: element(8, 'int32', (view, at) => view.getBigInt64(at, true)),
  I32: element(4, 'int32', (view, at) => view.getInt32(at, true)),
  I16: element(2, 'int32', (view, at) => view.getInt16(at, true)),
  I8: element(1, 'int32', (view, at) => view.getInt8(at)),
  U64: element(8, 'int32', (view, at) => view.getBigUint64(at, true)),
  U32: element(4, 'int32', (view, at) => view.getUint32(at, true)),
  U16: element(2, 'int32', (view, at) => view.getUint16(at, true)),
  U8: element(1, 'int32', (view, at) => view.getUint8(at)),
  BOOL: element(1, 'bool', (view, at) => view.getUint8(at)),
};

/** The element type that each dtype is written as. */
export const ELEMENT_OF = { float64: 'F64', float32: 'F32', int32: 'I32', bool: 'BOOL' } as const;

type Write = (view: DataView, at: number, x: number) => void;

/** How each dtype is written: always little-endian. */
export const WRITE: Readonly<Record<DType, Write>> = {
  float64: (view, at, x) => view.setFloat64(at, x, true),
  float32: (view, at, x) => view.setFloat32(at, x, true),
  int32: (view, at, x) => view.setInt32(at, x, true),
  bool: (view, at, x) => view.setUint8(at, x),
};

const scratch = new DataView(new ArrayBuffer(4));

/** The number of a bfloat16: the upper half of a float32. */
function upperHalf(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}
