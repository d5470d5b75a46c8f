import type { View } from '@chainrule/core/extend';
import type { ViewRule } from './lowering.ts';
import { broadcast, permuted, reshaped } from './place.ts';

export const readView: ViewRule = ({ inputs: [x], attributes }, lowering) => {
  const { root, offset } = lowering.contiguous(x);
  const { part, grid = part, ...view } = attributes as View;
  const place = { root, shape: grid, strides: view.strides, offset: offset + view.offset };
  return reshaped(place, part) ?? reshaped(lowering.copied(place, x), part)!;
};

export const sameNumbers: ViewRule = ({ inputs: [x], result }, lowering) =>
  reshaped(lowering.placeOf(x), result.shape) ?? reshaped(lowering.contiguous(x), result.shape)!;

export const permute: ViewRule = ({ inputs: [x], attributes }, lowering) =>
  permuted(lowering.placeOf(x), attributes as readonly number[]);

export const repeat: ViewRule = ({ inputs: [x], result }, lowering) =>
  broadcast(lowering.placeOf(x), result.shape);
