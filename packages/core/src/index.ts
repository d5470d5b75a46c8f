export type { DType, TypedArray } from './array/dtype.ts';
export { halfOf } from './array/half.ts';
export type { NDArray, Nested } from './array/ndarray.ts';
export type { Shape } from './array/shape.ts';
export { type AnyTypedArray, type HalfArray, kindOf } from './array/typed-array.ts';
export { type BackwardOptions, backward, type Gradients } from './backward.ts';
export { type CheckOptions, checkGradients } from './check/check-gradients.ts';
export { AnomalyError, detectAnomaly } from './check/detect-anomaly.ts';
export type { GradientReport, GradientRow } from './check/report.ts';
export { born, dryRun, isNoting, transaction } from './effects/log.ts';
export { remember } from './effects/remember.ts';
export { ChainruleError, DataError, GradientError, ShapeError } from './errors/classes.ts';
export { checkCount } from './errors/surplus.ts';
export type { Blocks, View } from './families/movement.ts';
export {
  type CreateOptions,
  constant,
  type FillOptions,
  full,
  type Operand,
  ones,
  operand,
  value,
  zeros,
} from './make/create.ts';

import './fluent.ts';

export { type Graph, graph } from './graph.ts';
export {
  arange,
  eye,
  fromTypedArray,
  fullLike,
  linspace,
  logspace,
  onesLike,
  zerosLike,
} from './make/fill.ts';
export { fromNpy, toNpy } from './make/npy.ts';
export * from './ops/all.ts';
export * as operations from './ops/all.ts';
export type * from './ops/types.ts';
export {
  apply as applyPrimitive,
  type Interval,
  kernels,
  type Movement,
  type Primitive,
} from './primitive.ts';
export { type ChoiceOptions, Random, type RandomState } from './random/random.ts';
export { announce, isRecording, noGrad } from './recording.ts';
export { byPrimitive, coreName } from './registry.ts';
export {
  type AbstractInput,
  type AbstractTrace,
  isAbstract,
  type TracedStep,
  traceAbstract,
} from './transforms/abstract.ts';
export { checkpoint } from './transforms/checkpoint.ts';
export {
  type CustomGradient,
  customGradient,
  type PrimitiveDefinition,
  primitive,
  type VjpRule,
} from './transforms/custom.ts';
export { grad, valueAndGrad } from './transforms/grad.ts';
export { hessian, hvp, jacobian, laplacian } from './transforms/jacobian.ts';
export { jvp, linearize } from './transforms/jvp.ts';
export { replay } from './transforms/replay.ts';
export { stopGradient } from './transforms/stop-gradient.ts';
export { type TreeLike, type TreeOfValues, toValues } from './transforms/variables.ts';
export { vjp } from './transforms/vjp.ts';
export { type VmapOptions, vmap } from './transforms/vmap.ts';
export {
  checkDepth,
  hidesValues,
  isBranch,
  keysOf,
  mapTree,
  type Tree,
  treeLeaves,
  treeNode,
} from './tree.ts';
export { Value } from './value.ts';
export { type GraphJSON, graphFromJSON, graphToJSON, type NodeJSON } from './write/graph-json.ts';
