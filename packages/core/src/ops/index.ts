/*
 * The table of operations. What is exported here is a function of the package and, its first operand being the
 * object, a method of Value; the laws in the tests hold for each.
 */

export { elu, leakyRelu, relu, sigmoid, silu, softplus } from './activation.ts';
export {
  abs,
  add,
  addcdiv,
  addcmul,
  div,
  lerp,
  mul,
  neg,
  reciprocal,
  sign,
  square,
  sub,
} from './arithmetic.ts';
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
export { ceil, copySign, floor, fmod, frac, remainder, round, trunc } from './rounding.ts';
export { astype, reshape, transpose } from './shape.ts';
export { digamma, erf, erfc, erfInv, lgamma, polygamma } from './special.ts';
export { broadcastTo, mean, sum, sumTo } from './sum.ts';
export { acos, asin, atan, atan2, cos, degrees, radians, sin, sinc, tan } from './trigonometric.ts';
