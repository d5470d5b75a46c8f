/*
 * The table of operations. What is exported here is a function of the package and a method of Value, whose first operand is
 * the object. The laws in the tests hold for each. A method is in every bundle, so what is large and rarely used as a method
 * is in functions.ts.
 */

export {
  celu,
  elu,
  gelu,
  logSigmoid,
  mish,
  selu,
  sigmoid,
  silu,
  softplus,
  softSign,
  tanhShrink,
} from './elementwise/activation.ts';
export {
  abs,
  add,
  addcdiv,
  addcmul,
  lerp,
  mul,
  neg,
  reciprocal,
  sign,
  square,
  sub,
} from './elementwise/arithmetic.ts';
export { div } from './elementwise/division.ts';
export {
  cbrt,
  exp,
  exp2,
  expm1,
  hypot,
  log,
  log1p,
  log2,
  log10,
  logAddExp,
  logAddExp2,
  logit,
  pow,
  rsqrt,
  sqrt,
  xlogy,
} from './elementwise/exponential.ts';
export { clamp, fmax, fmin, maximum, minimum } from './elementwise/extremum.ts';
export { acosh, asinh, atanh, cosh, sinh, tanh } from './elementwise/hyperbolic.ts';
export {
  equal,
  greater,
  greaterEqual,
  isFinite,
  isInf,
  isNaN,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  nanToNum,
  notEqual,
  where,
} from './elementwise/logic.ts';
export {
  hardShrink,
  hardSigmoid,
  hardSwish,
  hardTanh,
  leakyRelu,
  prelu,
  relu,
  relu6,
  softShrink,
  threshold,
} from './elementwise/piecewise.ts';
export { ceil, copySign, floor, fmod, frac, remainder, round, trunc } from './elementwise/rounding.ts';
export { digamma, erf, erfc, erfInv, lgamma, polygamma } from './elementwise/special.ts';
export {
  acos,
  asin,
  atan,
  atan2,
  cos,
  degrees,
  radians,
  sin,
  sinc,
  tan,
} from './elementwise/trigonometric.ts';
export { gather, indexSelect, take, takeAlongAxis } from './indexing/gather.ts';
export { indexAdd, maskedFill, oneHot, scatter, scatterAdd } from './indexing/scatter.ts';
export { matmul } from './linalg/matmul.ts';
export { addmm, baddbmm, bmm, cross, dot, kron, mm, mv, outer } from './linalg/products.ts';
export { cumMax, cumMin, cumProd, cumSum, logCumSumExp } from './reduce/cumulative.ts';
export { median } from './reduce/quantile.ts';
export { all, any, countNonzero, logSumExp, nanMean, nanSum, prod, trapezoid } from './reduce/reduction.ts';
export { amax, amin, argMax, argMin, max, min } from './reduce/selection.ts';
export { glu, logSoftmax, softmax, softmin } from './reduce/softmax.ts';
export { argSort, sort, topK } from './reduce/sort.ts';
export { norm, std, variance } from './reduce/statistics.ts';
export { broadcastTo, mean, sum, sumTo } from './reduce/sum.ts';
export { diag, diagEmbed, diagonal, trace, tril, triu } from './shape/diagonal.ts';
export { pad } from './shape/pad.ts';
export { repeat, roll, rot90, tile } from './shape/repeat.ts';
export {
  asType,
  expandDims,
  flatten,
  moveAxis,
  permute,
  reshape,
  squeeze,
  swapAxes,
  transpose,
} from './shape/shape.ts';
export { flip, narrow, select, slice, unfold } from './shape/slice.ts';
export { chunk, diff, split, unstack } from './shape/split.ts';
