import { sizeOf, type Variable } from '../../../program/program.ts';
import { BYTES, productOf } from '../../../program/shape.ts';
import { convolutionTables, type Window } from '../../convolution.ts';
import { CONVOLVE, CONVOLVE_TRANSPOSED, CORRELATE } from '../../opcodes.ts';
import { convolveScratch, convolveTransposedScratch, correlateScratch } from '../../scratch.ts';
import { TYPE_CODES } from '../chain-fields.ts';
import { isFloat, type Rule, tableOf } from './kernel.ts';

/** The three arrays of a convolution, one of which is made of the others. */
interface Roles {
  readonly x: Variable;
  readonly w: Variable;
  readonly y: Variable;
}

export const convolve = convolution(CONVOLVE, convolveScratch, ([x, w], y) => ({ x, w, y }));
export const spread = convolution(CONVOLVE_TRANSPOSED, convolveTransposedScratch, ([y, w], x) => ({
  x,
  w,
  y,
}));
export const correlate = convolution(CORRELATE, correlateScratch, ([x, y], w) => ({ x, w, y }));

function convolution(
  opcode: number,
  scratchOf: typeof convolveScratch,
  rolesOf: (inputs: readonly Variable[], result: Variable) => Roles,
): Rule {
  return ({ primitive, inputs, attributes, result }, lowering) => {
    const { dtype } = result;
    if (!isFloat(dtype) || inputs.some((x) => x.dtype !== dtype || sizeOf(x) === 0)) return undefined;
    const { groups, ...window } = attributes as Window & { readonly groups: number };
    const { x, w, y } = rolesOf(inputs, result);
    const [batch, channels, outputs] = [x.shape[0], w.shape[1], w.shape[0] / groups];
    const [depth, positions, plane] = [
      channels * productOf(window.kernel),
      productOf(window.out),
      productOf(window.size),
    ];
    const tables = convolutionTables(window, channels, BYTES[dtype]);
    const [starts, taps] = [tables.starts, tables.taps].map(tableOf);
    const places = new Map(inputs.map((input) => [input, lowering.contiguous(input)]));
    const scratch = scratchOf({ outputs, depth }, BYTES[dtype]);
    return {
      kind: 'kernel',
      name: primitive.name,
      inputs: [...places.values(), starts, taps],
      result,
      takesEpilogue: opcode === CONVOLVE,
      instructions: (addresses, at, epilogue) => {
        const of = (role: Variable) => {
          const place = places.get(role);
          return place ? addresses.of(place) : addresses.at(role);
        };
        const sizes = [batch, groups, outputs, depth, positions, channels, plane];
        const arrays = [addresses.of(starts), addresses.of(taps), of(x), of(w), of(y)];
        return [[opcode, TYPE_CODES[dtype], ...sizes, ...arrays, epilogue, at, scratch]];
      },
      scratch,
      work: 2 * batch * groups * outputs * depth * positions,
    };
  };
}
