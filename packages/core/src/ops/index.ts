/*
 * The table of operations. What is exported here is a function of the package and, its first operand being the
 * object, a method of Value; the laws in the tests hold for each.
 */

export { elu, leakyRelu, relu, sigmoid, silu, softplus } from './activation.ts';
export { abs, add, div, maximum, minimum, mul, neg, reciprocal, sign, square, sub } from './arithmetic.ts';
export { exp, expm1, log, log1p, pow, sqrt } from './exponential.ts';
export { matmul } from './linear-algebra.ts';
export { equal, greater, greaterEqual, less, lessEqual, notEqual, where } from './logic.ts';
export { astype, reshape, transpose } from './shape.ts';
export { broadcastTo, mean, sum, sumTo } from './sum.ts';
export { cos, sin, tanh } from './trigonometric.ts';
