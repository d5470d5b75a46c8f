import { sizeOf, type Variable } from '../../../program/program.ts';
import { productOf } from '../../../program/shape.ts';
import { LARGEST, SMALLEST } from '../../micro-ops.ts';
import { ARG_EXTREME, CUMULATIVE_SUM } from '../../opcodes.ts';
import { TYPE_CODES } from '../chain-fields.ts';
import type { KernelRule } from '../lowering.ts';

/** A variable as [outer, length, inner], with neighbouring axes as the length; undefined if the axes are not adjacent. */
function linesOf({ shape }: Variable, axes: readonly number[]): [number, number, number] | undefined {
  const long = axes.filter((axis) => shape[axis] !== 1);
  const [first, last] =
    long.length > 0 ? [Math.min(...long), Math.max(...long)] : [shape.length, shape.length - 1];
  const apart = shape.some((n, axis) => axis > first && axis < last && n !== 1 && !long.includes(axis));
  if (apart) return undefined;
  return [
    productOf(shape.slice(0, first)),
    productOf(shape.slice(first, last + 1)),
    productOf(shape.slice(last + 1)),
  ];
}

const argExtreme =
  (kind: number): KernelRule =>
  ({ primitive, inputs: [x], attributes, result }, lowering) => {
    const lines = linesOf(x, (attributes as { readonly axes: readonly number[] }).axes);
    if (lines === undefined || sizeOf(x) === 0) return undefined;
    const from = lowering.contiguous(x);
    return {
      kind: 'kernel',
      name: primitive.name,
      inputs: [from],
      result,
      instructions: (addresses) => [
        [ARG_EXTREME, kind, TYPE_CODES[x.dtype], addresses.of(from), addresses.at(result), ...lines],
      ],
      scratch: 0,
      work: sizeOf(x),
    };
  };

export const argMax = argExtreme(LARGEST);
export const argMin = argExtreme(SMALLEST);

export const cumSum: KernelRule = ({ primitive, inputs: [x], attributes, result }, lowering) => {
  const lines = linesOf(x, [attributes as number])!;
  const from = lowering.contiguous(x);
  return {
    kind: 'kernel',
    name: primitive.name,
    inputs: [from],
    result,
    instructions: (addresses) => [
      [CUMULATIVE_SUM, TYPE_CODES[x.dtype], addresses.of(from), addresses.at(result), ...lines],
    ],
    scratch: 0,
    work: sizeOf(x),
  };
};
