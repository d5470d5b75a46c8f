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
export type { NormOptions, VarianceOptions } from './ops/reduce/statistics.ts';
export type { ReductionOptions } from './ops/shape/axes.ts';
export type { AveragePoolOptions } from './ops/window/average-pooling.ts';
export type { ConvolutionOptions, TransposedOptions } from './ops/window/convolution.ts';
export type { InterpolateOptions } from './ops/window/interpolate.ts';
export type { MaxPoolOptions } from './ops/window/max-pooling.ts';
export type { PerAxis } from './ops/window/windows.ts';
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
