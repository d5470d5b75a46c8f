import type { Blocks } from '@chainrule/core';
import { sizeOf } from '../../../program/program.ts';
import { BYTES } from '../../../program/shape.ts';
import { FILL, GATHER, SCATTER_ADD } from '../../opcodes.ts';
import { TYPE_CODES } from '../chain-fields.ts';
import type { Rule } from './kernel.ts';

/** Blocks read at listed places. */
export const readBlocks: Rule = ({ primitive, inputs: [x, at], attributes, result }, lowering) => {
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

/** Blocks added at listed places, to zeros. Sums of float32 are kept in double precision where places may meet. */
export const addBlocks: Rule = ({ primitive, inputs: [x, at], attributes, result }, lowering) => {
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
              TYPE_CODES[dtype],
              addresses.of(from),
              addresses.at(result),
              addresses.of(places),
              sizeOf(at),
              block,
              size,
              0,
            ],
          ],
    scratch: 0,
    work: 2 * (size + sizeOf(x)),
  };
};
