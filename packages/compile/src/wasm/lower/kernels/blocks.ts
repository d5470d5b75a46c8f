import type { Blocks } from '@chainrule/core';
import { type Instruction, sizeOf, type Variable } from '../../../program/program.ts';
import { BYTES } from '../../../program/shape.ts';
import { FILL, GATHER, SCATTER_ADD } from '../../opcodes.ts';
import { TYPE_CODES } from '../chain-fields.ts';
import type { KernelRule, Lowering } from '../lowering.ts';
import type { KernelUnit } from '../units.ts';

/** Reads blocks at listed places. */
export const readBlocks: KernelRule = ({ primitive, inputs: [x, at], attributes, result }, lowering) => {
  const [from, places] = [x, at].map((input) => lowering.contiguous(input));
  const { block } = attributes as Blocks;
  return {
    kind: 'kernel',
    name: primitive.name,
    inputs: [from, places],
    result,
    instructions: (addresses) => [
      [
        GATHER,
        BYTES[x.dtype],
        addresses.of(from),
        addresses.at(result),
        addresses.of(places),
        sizeOf(at),
        block,
      ],
    ],
    scratch: 0,
    work: 2 * sizeOf(result),
  };
};

/** The most blocks that may be added at one place in single precision. */
const FEW = 16;

/**
 * Adds blocks to zeros at listed places. Sums of float32 are kept in double precision if more than a few may meet.
 */
export const addBlocks: KernelRule = (instruction, lowering) => {
  const { inputs, primitive, result } = instruction;
  const mayMeet = sizeOf(inputs[1]) > FEW && !primitive.fewMeet;
  if (result.dtype !== 'float32' || !mayMeet) return adding(instruction, result, lowering);
  const sums: Variable = { shape: result.shape, dtype: 'float64' };
  return { ...adding(instruction, sums, lowering), rounded: result };
};

function adding(
  { primitive, inputs: [x, at], attributes }: Instruction,
  result: Variable,
  lowering: Lowering,
): KernelUnit {
  const { dtype } = result;
  const [from, places] = [x, at].map((input) => lowering.contiguous(input));
  const { block } = attributes as Blocks;
  const size = sizeOf(result);
  return {
    kind: 'kernel',
    name: primitive.name,
    inputs: [from, places],
    result,
    instructions: (addresses) =>
      sizeOf(x) === 0
        ? [[FILL, addresses.at(result), BYTES[dtype], size, 0, 0]]
        : [
            [
              SCATTER_ADD,
              TYPE_CODES[x.dtype],
              addresses.of(from),
              addresses.at(result),
              addresses.of(places),
              sizeOf(at),
              block,
              size,
              Number(dtype !== x.dtype),
            ],
          ],
    scratch: 0,
    work: 2 * (size + sizeOf(x)),
  };
}
