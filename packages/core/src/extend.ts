/*
 * What packages that extend chainrule may use of core besides its index: those of this repository, and yours. It is
 * unstable: a name here may change in any release, with a line in the changelog. The index stays as it is.
 */

export { isFloat, promote } from './array/dtype.ts';
export { broadcastShapes, broadcastStrides, isShape, sameShape, sizeOf, stridesOf } from './array/shape.ts';
export { UnknownOptionError } from './errors/classes.ts';
export { describe, labelOf, shapeText, typeText } from './errors/text.ts';
export type { Blocks, View } from './families/movement.ts';
export { type Reduced, reducedShape } from './families/reduction.ts';
export { PRIMITIVE_NAMES, type PrimitiveName } from './ops/names.ts';
export { checkOptions, OPTION_KINDS, type OptionChecks, type OptionKind } from './options.ts';
export {
  type Contraction,
  define,
  type Fold,
  type Movement,
  type NumberForm,
  type Placement,
} from './primitive.ts';
export { shownInputs } from './write/print.ts';
