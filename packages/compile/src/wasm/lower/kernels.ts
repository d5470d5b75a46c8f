import { constant, type Shape } from '@chainrule/core';
import { type Instruction, sizeOf, type Variable } from '../../program/program.ts';
import { convolutionTables, type Window } from '../convolution.ts';
import { ADD_STRIDED, CONVOLVE, CONVOLVE_TRANSPOSED, COPY_STRIDED, CORRELATE, FILL } from '../opcodes.ts';
import { convolveScratch, convolveTransposedScratch, correlateScratch } from '../scratch.ts';
import { stridedFields } from '../strided.ts';
import { TYPE_CODES } from './chain-fields.ts';
import type { Lowering } from './lower.ts';
import { own, type Place, rowMajor } from './place.ts';
import type { KernelUnit } from './units.ts';

type Rule = (instruction: Instruction, lowering: Lowering) => KernelUnit | undefined;

/** The engine's instructions for an operation that is neither a chain, a product nor a view; undefined where it has none. */
export function kernelFor(instruction: Instruction, lowering: Lowering): KernelUnit | undefined {
  const { movement, name } = instruction.primitive;
  const rule = movement !== undefined ? MOVEMENTS[movement] : RULES[name];
  return rule?.(instruction, lowering);
}

const BYTES = { float64: 8, float32: 4, int32: 4, bool: 1 };

/** Copies what lies at places, each to where it belongs in the result; in between, and before, zeros where asked for. */
export function copying(
  name: string,
  result: Variable,
  parts: readonly { readonly from: Place; readonly strides: readonly number[]; readonly offset: number }[],
  { zeros = false, adding = false } = {},
): KernelUnit {
  const type = TYPE_CODES[result.dtype];
  const bytes = BYTES[result.dtype];
  return {
    kind: 'kernel',
    name,
    inputs: parts.map(({ from }) => from),
    result,
    instructions: (addresses) => [
      ...(zeros ? [[FILL, addresses.at(result), bytes, sizeOf(result), 0, 0]] : []),
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

/** The attributes of a view; see core's Movement. */
interface View {
  readonly part: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
  readonly grid?: Shape;
}

const MOVEMENTS: Readonly<Record<string, Rule>> = {
  'add-view': ({ primitive, inputs: [x], attributes, result }, lowering) => {
    const { part, grid = part, strides, offset } = attributes as View;
    const from = { ...lowering.contiguous(x), shape: grid, strides: rowMajor(grid) };
    return copying(primitive.name, result, [{ from, strides, offset }], { zeros: true, adding: true });
  },
};

const RULES: Readonly<Record<string, Rule>> = {
  concat: ({ inputs, attributes, result }, lowering) => {
    if (inputs.some((x) => x.dtype !== result.dtype)) return undefined;
    const strides = rowMajor(result.shape);
    let start = 0;
    const parts = inputs.flatMap((x) => {
      const offset = start * strides[attributes as number];
      start += x.shape[attributes as number];
      return sizeOf(x) > 0 ? [{ from: lowering.read(lowering.placeOf(x)), strides, offset }] : [];
    });
    return copying('concat', result, parts);
  },
  convolve: convolution(CONVOLVE, convolveScratch, ([x, w], y) => ({ x, w, y })),
  convolveᵀ: convolution(CONVOLVE_TRANSPOSED, convolveTransposedScratch, ([y, w], x) => ({ x, w, y })),
  correlate: convolution(CORRELATE, correlateScratch, ([x, y], w) => ({ x, w, y })),
};

/** The three arrays of a convolution, one of which is made of the others. */
interface Roles {
  readonly x: Variable;
  readonly w: Variable;
  readonly y: Variable;
}

function convolution(
  opcode: number,
  scratchOf: typeof convolveScratch,
  rolesOf: (inputs: readonly Variable[], result: Variable) => Roles,
): Rule {
  return ({ primitive, inputs, attributes, result }, lowering) => {
    const { dtype } = result;
    if (
      inputs.some((x) => x.dtype !== dtype || sizeOf(x) === 0) ||
      (dtype !== 'float32' && dtype !== 'float64')
    )
      return undefined;
    const { groups, ...window } = attributes as Window & { readonly groups: number };
    const { x, w, y } = rolesOf(inputs, result);
    const [batch, channels, outputs] = [x.shape[0], w.shape[1], w.shape[0] / groups];
    const [depth, positions, plane] = [channels, 1, 1].map((n, k) =>
      [window.kernel, window.out, window.size][k].reduce((product, size) => product * size, n),
    );
    const tables = convolutionTables(window, channels, BYTES[dtype]);
    const [starts, taps] = [tables.starts, tables.taps].map(tableOf);
    const places = new Map(inputs.map((input) => [input, lowering.contiguous(input)]));
    const bytes = scratchOf({ outputs, depth }, BYTES[dtype]);
    return {
      kind: 'kernel',
      name: primitive.name,
      inputs: [...places.values(), starts, taps],
      result,
      instructions: (addresses, scratch) => {
        const at = (role: Variable) => {
          const place = places.get(role);
          return place ? addresses.of(place) : addresses.at(role);
        };
        const sizes = [batch, groups, outputs, depth, positions, channels, plane];
        const arrays = [addresses.of(starts), addresses.of(taps), at(x), at(w), at(y)];
        return [[opcode, TYPE_CODES[dtype], ...sizes, ...arrays, 0, scratch, bytes]];
      },
      scratch: bytes,
      work: 2 * batch * groups * outputs * depth * positions,
    };
  };
}

/** A table that an instruction reads, as a constant of the program. */
function tableOf(numbers: Int32Array): Place {
  const table = constant(numbers);
  return own({ shape: table.shape, dtype: 'int32', constant: table });
}
