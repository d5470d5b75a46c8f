import type { View } from '@chainrule/core';
import { sizeOf, type Variable } from '../../../program/program.ts';
import { BYTES, stridesOf } from '../../../program/shape.ts';
import { ADD_STRIDED, COPY_STRIDED, FILL } from '../../opcodes.ts';
import { stridedFields } from '../../strided.ts';
import { TYPE_CODES } from '../chain-fields.ts';
import type { Place } from '../place.ts';
import type { KernelUnit } from '../units.ts';
import type { Rule } from './kernel.ts';

/** What goes where: the numbers at a place to the result, at these distances from an offset on, in elements. */
interface Part {
  readonly from: Place;
  readonly strides: readonly number[];
  readonly offset: number;
}

/** Copies what lies at places, each to where it belongs in the result; or adds it there, to zeros. */
export function copying(name: string, result: Variable, parts: readonly Part[], adding = false): KernelUnit {
  const type = TYPE_CODES[result.dtype];
  const bytes = BYTES[result.dtype];
  return {
    kind: 'kernel',
    name,
    inputs: parts.map(({ from }) => from),
    result,
    instructions: (addresses) => [
      ...(adding ? [[FILL, addresses.at(result), bytes, sizeOf(result), 0, 0]] : []),
      ...parts.map(({ from, strides, offset }) => {
        const to = { address: addresses.at(result) + offset * bytes, steps: strides };
        const fields = stridedFields(from.shape, to, { address: addresses.of(from), steps: from.strides });
        return [adding ? ADD_STRIDED : COPY_STRIDED, type, ...fields];
      }),
    ],
    scratch: 0,
    work: 2 * sizeOf(result),
  };
}

export const addView: Rule = ({ primitive, inputs: [x], attributes, result }, lowering) => {
  const { part, grid = part, strides, offset } = attributes as View;
  const from = { ...lowering.contiguous(x), shape: grid, strides: stridesOf(grid) };
  return copying(primitive.name, result, [{ from, strides, offset }], true);
};

export const concat: Rule = ({ inputs, attributes, result }, lowering) => {
  if (inputs.some((x) => x.dtype !== result.dtype)) return undefined;
  const axis = attributes as number;
  const strides = stridesOf(result.shape);
  let start = 0;
  const parts = inputs.flatMap((x) => {
    const offset = start * strides[axis];
    start += x.shape[axis];
    return sizeOf(x) > 0 ? [{ from: lowering.read(lowering.placeOf(x)), strides, offset }] : [];
  });
  return copying('concat', result, parts);
};
