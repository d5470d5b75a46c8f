/** Formulas with numbers for their names: the operations that languages call by other names, in what they take. */
export type Case = readonly [formula: string, at: Readonly<Record<string, unknown>>];

const x = [0.3, 0.55, 0.8];
const z = [-0.6, 0.25, 1.4];
const X = [
  [0.3, -0.7, 1.1],
  [0.9, 0.4, -0.2],
];
const A = [
  [2.1, 0.4],
  [0.3, 1.6],
];
const c = [0.5, -1.25, 2];

const of = (names: string, at: readonly number[]): Case[] =>
  names.split(' ').map((name) => [`sum(c*${name}(x))`, { x: at, c }]);

export const ELEMENTWISE: readonly Case[] = [
  ...of('acos asin atanh logit', x),
  ...of('acosh', [1.2, 1.7, 2.5]),
  ...of('log log2 log10 log1p sqrt rsqrt cbrt reciprocal', x),
  ...of('abs asinh atan cos cosh exp exp2 expm1 sin sinh tan tanh square sign radians degrees sinc', z),
  ...of('sigmoid logSigmoid softplus relu silu mish softSign elu leakyRelu', z),
  ['sum(c*softmax(x))', { x: z, c }],
  ['sum(c*logSoftmax(x))', { x: z, c }],
  ['sum(c*atan2(x, y))', { x, y: z, c }],
  ['sum(c*hypot(x, y))', { x, y: z, c }],
  ['sum(c*maximum(x, y)) + sum(minimum(x, 0.5))', { x, y: z, c }],
  ['sum(clamp(x, -0.5, 1)) + sum(c*x)', { x: z, c }],
  ['sum(where(x > 0.5, c*x, x^2))', { x, c }],
  ['sum((x > 0.5) + (y > 0)) * a', { x, y: z, a: 0.7 }],
  ['sum(c*x^y) + 2^a', { x, y: z, c, a: 0.7 }],
  ['a^-2 - (-a)^3 - -a/(b - 3) + (a - b) - (a + b)/(a*b)', { a: 0.7, b: 1.3 }],
];

export const ARRAYS: readonly Case[] = [
  ['sum(X, axis=0) @ c + mean(X) + sum(mean(X, axis=1, keepDims=true)*X)', { X, c }],
  ['variance(X) + sum(std(X, axis=0)) + variance(x, correction=0)', { X, x }],
  ['sum(max(X, axis=1)) + min(X)', { X }],
  ['logsumexp(X) + sum(logsumexp(X, axis=1)) + sum(softmax(X, axis=0)*X)', { X }],
  ['norm(x) + norm(X, p=1) + ‖x - y‖ + norm(z, p=3)', { X, x, y: c, z: x }],
  ["x' @ A @ x + sum(A @ A') + trace(A)", { x: [0.3, 0.8], A }],
  ["sum(X' @ Y) + sum(outer(x, y)*B) + dot(y, y)", { X, Y: X, x: [0.3, 0.8], y: x, B: X }],
  ['det(A) + logDet(A) + sum(inverse(A)*A)', { A }],
  ['x[0]*x[2] + sum(x[1:]) + sum(X[0]) + X[1, 2]^2 + x[-1]', { x, X }],
  ['sum(reshape(X, [3, 2]) @ A) + sum(broadcastTo(x, [2, 3])*X)', { X, A, x }],
  ['sum([a, b, 2]*c) + sum([[1, 2], [3, 4]] @ A)', { a: 0.3, b: 0.7, c, A }],
  ['sum(concat([x, y])^2) + sum(stack([x, y])*X)', { x, y: c, X }],
  ['y = exp(k)*x^k; k = 1/2', { x: 0.7 }],
  ['(W @ v + b) @ (W @ v + b) / 2', { W: X, v: x, b: [0.1, 0.2] }],
];
