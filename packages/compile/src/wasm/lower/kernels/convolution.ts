import { isFloat } from '@chainrule/core/extend';
import { sizeOf, type Variable } from '../../../program/program.ts';
import { BYTES, productOf } from '../../../program/shape.ts';
import { convolutionTables, type Window } from '../../convolution.ts';
import { CONVOLVE, CONVOLVE_TRANSPOSED, CORRELATE, LONGEST_SUM, MATMUL_DEPTH_BLOCK } from '../../opcodes.ts';
import { convolveScratch, convolveTransposedScratch, correlateScratch } from '../../scratch.ts';
import { TYPE_CODES } from '../chain-fields.ts';
import type { KernelRule } from '../lowering.ts';
import { tableOf } from './kernel.ts';

/** The most chunks into which a sum over the batch is cut, and the most bytes of their sums. */
const MOST_CHUNKS = 16;
const MOST_PARTS = 1 << 20;

/** This many outputs take much longer than packing the weights. */
const WORTH_PACKING = 256;

/**
 * Sums over more inputs of an output, or over more outputs that see an input at different taps, are left to core, which keeps
 * them in double precision.
 */
const MOST_INPUTS = 4 * LONGEST_SUM;
const MOST_TAPS = 1024;

/** The three arrays of a convolution, one of which is computed from the others. */
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
  scratchOf: typeof correlateScratch,
  rolesOf: (inputs: readonly Variable[], result: Variable) => Roles,
): KernelRule {
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
    const tapsEach = depth / channels;
    if (opcode === CONVOLVE && depth > MOST_INPUTS) return undefined;
    if (opcode === CONVOLVE_TRANSPOSED && (outputs > MOST_INPUTS || tapsEach > MOST_TAPS)) return undefined;
    const tables = convolutionTables(window, channels, BYTES[dtype]);
    const [starts, taps] = [tables.starts, tables.taps].map(tableOf);
    const places = new Map(inputs.map((input) => [input, lowering.contiguous(input)]));
    const weights = sizeOf(w);
    const chunks =
      opcode === CORRELATE
        ? Math.max(1, Math.min(batch, MOST_CHUNKS, Math.floor(MOST_PARTS / (8 * weights))))
        : 1;
    const blocks = Math.ceil(batch / chunks) * Math.ceil(positions / MATMUL_DEPTH_BLOCK);
    const isLong = opcode === CORRELATE && blocks > LONGEST_SUM / MATMUL_DEPTH_BLOCK;
    const scratch = scratchOf({ outputs, depth }, BYTES[dtype], isLong);
    return {
      kind: 'kernel',
      name: primitive.name,
      inputs: [...places.values(), starts, taps],
      result,
      takesEpilogue: opcode === CONVOLVE,
      instructions: (addresses, at, epilogue, parts) => {
        const of = (role: Variable) => {
          const place = places.get(role);
          return place ? addresses.of(place) : addresses.at(role);
        };
        const sizes = [batch, groups, outputs, depth, positions, channels, plane];
        const arrays = [addresses.of(starts), addresses.of(taps), of(x), of(w), of(y)];
        const sums = [chunks, chunks > 1 ? parts : 0, Number(isLong)];
        return [[opcode, TYPE_CODES[dtype], ...sizes, ...arrays, epilogue, at, scratch, ...sums]];
      },
      scratch,
      ...(chunks > 1 && { parts: { chunks, inner: weights } }),
      work: 2 * batch * groups * outputs * depth * positions,
      // Each share packs w of its groups again, unless w is the result.
      pieces: opcode === CORRELATE ? chunks : Math.floor((batch * positions) / WORTH_PACKING),
    };
  };
}
