import { coreName, type Shape } from '@chainrule/core';
import type { Instruction } from '../../program/program.ts';
import type { Lowering } from './lowering.ts';
import { broadcast, type Place, permuted, reshaped } from './place.ts';

/** Core's primitives that give the same numbers in the same order under another shape, or no other at all. */
const SAME_NUMBERS: ReadonlySet<string | undefined> = new Set([
  'reshape',
  'flatten',
  'squeeze',
  'expandDims',
  'unflatten',
  'ravel',
  'alias',
  'stopGradient',
]);

/** The attributes of a view; see core's Movement. */
interface View {
  readonly part: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
  readonly grid?: Shape;
}

/** Where the result of an instruction lies that only looks at its input in another way; undefined for any other. */
export function viewOf(
  { primitive, inputs: [x], attributes, result }: Instruction,
  lowering: Lowering,
): Place | undefined {
  if (primitive.movement === 'read-view') {
    const { root, offset } = lowering.contiguous(x);
    const { part, grid = part, ...view } = attributes as View;
    const place = { root, shape: grid, strides: view.strides, offset: offset + view.offset };
    return reshaped(place, part) ?? reshaped(lowering.copied(place, x), part);
  }
  const name = coreName(primitive);
  if (SAME_NUMBERS.has(name)) {
    const place = lowering.placeOf(x);
    return reshaped(place, result.shape) ?? reshaped(lowering.contiguous(x), result.shape);
  }
  if (name === 'transpose') return permuted(lowering.placeOf(x), attributes as readonly number[]);
  return name === 'broadcastTo' ? broadcast(lowering.placeOf(x), result.shape) : undefined;
}
