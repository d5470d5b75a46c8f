import type { View } from '@chainrule/core';
import { type Instruction, sizeOf, type Variable } from '../../../program/program.ts';
import { BYTES, productOf, stridesOf } from '../../../program/shape.ts';
import { ADD_STRIDED, COPY_STRIDED, FILL } from '../../opcodes.ts';
import { stridedFields } from '../../strided.ts';
import { TYPE_CODES } from '../chain-fields.ts';
import type { KernelRule, Lowering } from '../lowering.ts';
import { isContiguous, type Place } from '../place.ts';
import type { KernelUnit } from '../units.ts';

/** The numbers at a place, and where they go in the result: an offset and strides, in elements. */
export interface Part {
  readonly from: Place;
  readonly strides: readonly number[];
  readonly offset: number;
}

/** Copies the numbers at places, each to its position in the result. */
export const copying = (name: string, result: Variable, parts: readonly Part[]): KernelUnit =>
  moving(name, result, parts, () => COPY_STRIDED);

/**
 * Adds the numbers at places, each at its position in the result: to a part as large as the result, or to zeros. A single part is
 * added to zeros, too, which turn −0 into 0.
 */
export function sumOf(
  name: string,
  result: Variable,
  parts: readonly Part[],
  lowering: Lowering,
): KernelUnit {
  if (result.dtype === 'float32' && meetings(parts, sizeOf(result)) > FEW) {
    const sums: Variable = { shape: result.shape, dtype: 'float64' };
    const wide = parts.map(({ from, ...part }) => {
      const cast = lowering.cast(from, { shape: from.shape, dtype: 'float64' });
      return { ...part, from: lowering.read(cast) };
    });
    return { ...sumOf(name, sums, wide, lowering), rounded: result };
  }
  const fills = ({ from: { shape }, strides, offset }: Part) =>
    offset === 0 && productOf(shape) === sizeOf(result) && isContiguous({ shape, strides });
  const first = parts.length > 1 ? parts.find(fills) : undefined;
  const ordered = first ? [first, ...parts.filter((part) => part !== first)] : parts;
  return moving(name, result, ordered, (part) => (part === first ? COPY_STRIDED : ADD_STRIDED), !first);
}

/** The most numbers that may be added at one place in single precision. */
const FEW = 64;

/** About how many numbers are added at one place of the result. */
function meetings(parts: readonly Part[], size: number): number {
  const alike = new Map<string, number>();
  let all = 0;
  for (const part of parts) {
    const key = [part.offset, part.from.shape, part.strides].join(' ');
    alike.set(key, (alike.get(key) ?? 0) + meetingsIn(part));
    all += productOf(part.from.shape);
  }
  return Math.max(all / size, ...alike.values());
}

/** How many entries of one part may meet: those along axes whose strides the other axes span. */
function meetingsIn({ from: { shape }, strides }: Part): number {
  const axes = shape.map((length, k) => ({ length, step: Math.abs(strides[k]) }));
  axes.sort((a, b) => a.step - b.step || b.length - a.length);
  let [reach, meeting] = [0, 1];
  for (const { length, step } of axes) {
    if (step <= reach) meeting *= length;
    reach += (length - 1) * step;
  }
  return meeting;
}

function moving(
  name: string,
  result: Variable,
  parts: readonly Part[],
  opcodeOf: (part: Part) => number,
  toZeros = false,
): KernelUnit {
  const type = TYPE_CODES[result.dtype];
  const bytes = BYTES[result.dtype];
  return {
    kind: 'kernel',
    name,
    inputs: parts.map(({ from }) => from),
    result,
    instructions: (addresses) => [
      ...(toZeros ? [[FILL, addresses.at(result), bytes, sizeOf(result), 0, 0]] : []),
      ...parts.map((part) => {
        const { from, strides, offset } = part;
        const to = { address: addresses.at(result) + offset * bytes, steps: strides };
        const fields = stridedFields(from.shape, to, { address: addresses.of(from), steps: from.strides });
        return [opcodeOf(part), type, ...fields];
      }),
    ],
    scratch: 0,
    work: 2 * sizeOf(result),
    works: [...(toZeros ? [2 * sizeOf(result)] : []), ...parts.map(({ from }) => 2 * productOf(from.shape))],
  };
}

/** What the adjoint of reading a view adds, and where. */
export function viewPart({ inputs: [x], attributes }: Instruction, lowering: Lowering): Part {
  const { part, grid = part, strides, offset } = attributes as View;
  return { from: { ...lowering.contiguous(x), shape: grid, strides: stridesOf(grid) }, strides, offset };
}

/** A whole array of the result's shape. */
export const wholePart = (x: Variable, lowering: Lowering): Part => ({
  from: lowering.read(lowering.placeOf(x)),
  strides: stridesOf(x.shape),
  offset: 0,
});

export const addView: KernelRule = (instruction, lowering) =>
  sumOf(instruction.primitive.name, instruction.result, [viewPart(instruction, lowering)], lowering);

export const concat: KernelRule = ({ inputs, attributes, result }, lowering) => {
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
