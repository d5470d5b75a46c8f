/*
 * The types that signatures of operations name.
 */

export type { Binary, Operation, Ternary, Unary, Varied } from '../families/elementwise.ts';
export type { GeluOptions, SoftplusOptions } from './elementwise/activation.ts';
export type { DivOptions } from './elementwise/division.ts';
export type { ScatterReduceOptions } from './indexing/scatter-reduce.ts';
export type { SearchOptions } from './indexing/search.ts';
export type { ToleranceOptions } from './linalg/matrices.ts';
export type { MatrixNormOptions } from './linalg/norms.ts';
export type { AddProductOptions } from './linalg/products.ts';
export type { TriangularOptions } from './linalg/solve.ts';
export type { CumulativeOptions } from './reduce/cumulative.ts';
export type { DistanceOptions, NormalizeOptions } from './reduce/distances.ts';
export type { GradientOptions } from './reduce/gradient.ts';
export type { QuantileOptions } from './reduce/quantile.ts';
export type { TrapezoidOptions } from './reduce/reduction.ts';
export type { PlaceOptions } from './reduce/selection.ts';
export type { AxisOptions } from './reduce/softmax.ts';
export type { SortOptions, ValuesAndIndices } from './reduce/sort.ts';
export type { NormOptions, VarianceOptions } from './reduce/statistics.ts';
export type { ReductionOptions } from './shape/axes.ts';
export type { CombinationOptions } from './shape/combinations.ts';
export type { DiagonalOptions } from './shape/diagonal.ts';
export type { PadOptions, PadWidth } from './shape/pad.ts';
export type { Range } from './shape/slice.ts';
export type { SplitAxisOptions } from './shape/split.ts';
export type { AveragePoolOptions, LpPoolOptions } from './window/average-pooling.ts';
export type { ConvolutionOptions, TransposedOptions } from './window/convolution.ts';
export type { GridSampleOptions } from './window/grid-sample.ts';
export type { ColumnOptions } from './window/im2col.ts';
export type { InterpolateOptions } from './window/interpolate.ts';
export type { MaxPoolOptions } from './window/max-pooling.ts';
export type { UnpoolOptions } from './window/max-unpooling.ts';
export type { PoolOptions } from './window/pooling.ts';
export type { PerAxis } from './window/windows.ts';
