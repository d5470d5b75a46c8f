import { dataErrors } from '../errors/data.ts';

/** The element types. float64 is the default: a figure on a page must match to its last digit. */
export type DType = 'float64' | 'float32' | 'int32' | 'bool';

export type TypedArray = Float64Array | Float32Array | Int32Array | Uint8Array;

/** What a Value holds: a bare number at rank 0, a typed array in row-major order above. */
export type Data = number | TypedArray;

export const CONSTRUCTORS = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
};

/** In the order of promotion: the later of two wins. */
const PROMOTION: readonly DType[] = ['bool', 'int32', 'float32', 'float64'];

/** Zeros; `operation` is named in the message. Throws a ShapeError if they do not fit into memory. */
export function allocate(dtype: DType, size: number, operation = 'allocate'): TypedArray {
  try {
    return new CONSTRUCTORS[dtype](size);
  } catch {
    throw dataErrors.tooLarge(operation, size, dtype);
  }
}

/** Whether this is the name of a dtype. */
export function isDType(name: unknown): name is DType {
  return PROMOTION.includes(name as DType);
}

export function isFloat(dtype: DType): boolean {
  return dtype === 'float64' || dtype === 'float32';
}

/** The dtype itself if it is a float, otherwise float64. */
export function floating(dtype: DType): DType {
  return isFloat(dtype) ? dtype : 'float64';
}

/** The dtype that holds both: int32 with float32 gives float32, as in PyTorch. */
export function promote(a: DType, b: DType): DType {
  return PROMOTION.indexOf(a) >= PROMOTION.indexOf(b) ? a : b;
}

/** The number that a cell of this dtype keeps when `x` is written to it. */
export function rounded(x: number, dtype: DType): number {
  if (dtype === 'float64') return x;
  if (dtype === 'float32') return Math.fround(x);
  return dtype === 'int32' ? x | 0 : Number(x !== 0);
}
