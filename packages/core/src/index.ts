export type { DType, TypedArray } from './array/dtype.ts';
export type { NDArray, Nested } from './array/ndarray.ts';
export type { Shape } from './array/shape.ts';
export { type BackwardOptions, backward, type Gradients } from './backward.ts';
export { type CreateOptions, constant, full, type Operand, ones, value, zeros } from './create.ts';
export { ChainruleError, DataError, GradientError, ShapeError } from './errors.ts';

import './fluent.ts';

export { type Graph, graph } from './graph.ts';
export * from './ops/index.ts';
export { type Interval, noGrad, type Primitive } from './primitive.ts';
export { Random } from './random.ts';
export { grad, valueAndGrad } from './transforms/grad.ts';
export { jvp, linearize } from './transforms/jvp.ts';
export type { TreeLike, TreeOfValues } from './transforms/variables.ts';
export { vjp } from './transforms/vjp.ts';
export { mapTree, type Tree, treeLeaves, treeNode } from './tree.ts';
export { Value } from './value.ts';
