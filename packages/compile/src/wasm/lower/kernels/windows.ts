import { isFloat } from '@chainrule/core/extend';
import { sizeOf } from '../../../program/program.ts';
import { productOf } from '../../../program/shape.ts';
import { MAX_POOL_PLACES, RESAMPLE } from '../../opcodes.ts';
import { matrixTables, type SparseMatrix, threeAxes, type Windows, windowTable } from '../../windows.ts';
import { TYPE_CODES } from '../chain-fields.ts';
import type { KernelRule } from '../lowering.ts';
import { tableOf } from './kernel.ts';

/** The place of the largest entry of each window: counted from the start of x, or of each line. */
const maxPool =
  (withinLine: boolean): KernelRule =>
  ({ primitive, inputs: [x], attributes, result }, lowering) => {
    if (!isFloat(x.dtype)) return undefined;
    const { windows } = attributes as { readonly windows: readonly Windows[] };
    const axes = threeAxes(windows);
    const lines = productOf(x.shape.slice(0, x.shape.length - windows.length));
    const from = lowering.contiguous(x);
    const tables = axes.map((axis) => tableOf(windowTable(axis)));
    return {
      kind: 'kernel',
      name: primitive.name,
      inputs: [from, ...tables],
      result,
      instructions: (addresses) => [
        [
          MAX_POOL_PLACES,
          TYPE_CODES[x.dtype],
          lines,
          Number(withinLine),
          addresses.of(from),
          addresses.at(result),
          ...axes.flatMap(({ size, starts, step }, k) => [
            size,
            starts.length,
            step,
            addresses.of(tables[k]),
          ]),
        ],
      ],
      scratch: 0,
      work: 2 * sizeOf(x),
    };
  };

export const maxPoolPlaces = maxPool(false);
export const argMaxPool = maxPool(true);

/** A sparse matrix along one axis: average pools, interpolation. */
export const resample: KernelRule = ({ primitive, inputs: [x], attributes, result }, lowering) => {
  const { axis, matrix } = attributes as { readonly axis: number; readonly matrix: SparseMatrix };
  const { dtype } = result;
  if (!isFloat(dtype) || x.dtype !== dtype || sizeOf(x) === 0) return undefined;
  const { rows, columns, weights } = matrixTables(matrix);
  const from = lowering.contiguous(x);
  const tables = [rows, columns, dtype === 'float32' ? new Float32Array(weights) : weights].map(tableOf);
  const [outer, inner] = [productOf(x.shape.slice(0, axis)), productOf(x.shape.slice(axis + 1))];
  return {
    kind: 'kernel',
    name: primitive.name,
    inputs: [from, ...tables],
    result,
    instructions: (addresses) => [
      [
        RESAMPLE,
        TYPE_CODES[dtype],
        outer,
        matrix.height,
        x.shape[axis],
        inner,
        ...tables.map((table) => addresses.of(table)),
        addresses.of(from),
        addresses.at(result),
      ],
    ],
    scratch: 0,
    work: 2 * outer * inner * columns.length,
  };
};
