/*
 * The table of operations. What is exported here is a function of the package and, its first operand being the
 * object, a method of Value; the laws in the tests hold for each. A method is in every bundle: what is large and seldom
 * written as one stands in functions.ts.
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
} from './activation.ts';
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
} from './arithmetic.ts';
export { cumMax, cumMin, cumProd, cumSum, logCumSumExp } from './cumulative.ts';
export { diag, diagEmbed, diagonal, trace, tril, triu } from './diagonal.ts';
export { div } from './division.ts';
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
} from './exponential.ts';
export { clamp, fmax, fmin, maximum, minimum } from './extremum.ts';
export { gather, indexSelect, take, takeAlongAxis } from './gather.ts';
export { acosh, asinh, atanh, cosh, sinh, tanh } from './hyperbolic.ts';
export { matmul } from './linear-algebra.ts';
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
} from './logic.ts';
export { pad } from './pad.ts';
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
} from './piecewise.ts';
export { addmm, baddbmm, bmm, cross, dot, kron, mm, mv, outer } from './products.ts';
export { median } from './quantile.ts';
export { all, any, countNonzero, logSumExp, nanMean, nanSum, prod, trapezoid } from './reduction.ts';
export { repeat, roll, rot90, tile } from './repeat.ts';
export { ceil, copySign, floor, fmod, frac, remainder, round, trunc } from './rounding.ts';
export { indexAdd, maskedFill, oneHot, scatter, scatterAdd } from './scatter.ts';
export { amax, amin, argMax, argMin, max, min } from './selection.ts';
export {
  astype,
  expandDims,
  flatten,
  moveAxis,
  permute,
  reshape,
  squeeze,
  swapAxes,
  transpose,
} from './shape.ts';
export { flip, narrow, select, slice, unfold } from './slice.ts';
export { glu, logSoftmax, softmax, softmin } from './softmax.ts';
export { argSort, sort, topK } from './sort.ts';
export { digamma, erf, erfc, erfInv, lgamma, polygamma } from './special.ts';
export { chunk, diff, split, unstack } from './split.ts';
export { norm, std, variance } from './statistics.ts';
export { broadcastTo, mean, sum, sumTo } from './sum.ts';
export { acos, asin, atan, atan2, cos, degrees, radians, sin, sinc, tan } from './trigonometric.ts';
