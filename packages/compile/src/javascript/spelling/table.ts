import type { DType, Primitive } from '@chainrule/core';
import { CORE_KERNEL, type CoreKernel } from '../../know/core-kernel.ts';
import type { ElementwiseName } from '../../know/elementwise.ts';
import { lookUp } from '../../know/look-up.ts';
import { BINDS, calling, helping, holds, infix, inside, named, type Spelling } from './spelling.ts';

const { any, comparison, sum, product, sign, call, name } = BINDS;

const polygamma = (order: number): Spelling => ({
  ...inside((x) => `polygamma(${order}, ${x})`, 1),
  helper: 'polygamma',
});

const between = named((x, min, max) => `Math.min(Math.max(${x}, ${min}), ${max})`, 3, call);
const bent = named((x, slope) => `${x} > 0 ? ${x} : ${x} * ${slope}`, 2);

/**
 * Core's elementwise primitives as JavaScript: each is the same arithmetic as core's own, so that it gives the same numbers to
 * the last bit. What is left to core is called as a function when a program runs, and refused in a file.
 */
export const spellings = {
  add: infix('+', sum),
  sub: infix('-', sum),
  mul: infix('*', product, calling('Math.imul', 2)),
  div: infix('/', product),
  neg: { write: (x) => `-${x}`, binds: sign, needs: [call] },
  reciprocal: { write: (x) => `1 / ${x}`, binds: product, needs: [sign] },
  square: {
    ...named((x) => `${x} * ${x}`, 1, product),
    integer: named((x) => `Math.imul(${x}, ${x})`, 1, call),
  },
  abs: calling('Math.abs'),
  sign: calling('Math.sign'),

  exp: calling('Math.exp'),
  exp2: { write: (x) => `2 ** ${x}`, binds: any, needs: [call] },
  expm1: calling('Math.expm1'),
  log: calling('Math.log'),
  log2: calling('Math.log2'),
  log10: calling('Math.log10'),
  log1p: calling('Math.log1p'),
  logAddExp: helping('logAddExp', 2),
  logAddExp2: helping('logAddExp2', 2),
  sqrt: calling('Math.sqrt'),
  rsqrt: inside((x) => `1 / Math.sqrt(${x})`, 1, product),
  cbrt: calling('Math.cbrt'),
  pow: helping('pow', 2),
  xlogy: named((x, y) => `${x} === 0 && !Number.isNaN(${y}) ? 0 : ${x} * Math.log(${y})`, 2),
  xlog1py: named((x, y) => `${x} === 0 && !Number.isNaN(${y}) ? 0 : ${x} * Math.log1p(${y})`, 2),
  hypot: calling('Math.hypot', 2),
  entr: helping('entr'),
  ldexp: helping('ldexp', 2),

  sin: calling('Math.sin'),
  cos: calling('Math.cos'),
  tan: calling('Math.tan'),
  asin: calling('Math.asin'),
  acos: calling('Math.acos'),
  atan: calling('Math.atan'),
  atan2: calling('Math.atan2', 2),
  sinc: helping('sinc'),
  sinh: calling('Math.sinh'),
  cosh: calling('Math.cosh'),
  tanh: calling('Math.tanh'),
  asinh: calling('Math.asinh'),
  acosh: calling('Math.acosh'),
  atanh: calling('Math.atanh'),

  sigmoid: helping('sigmoid'),
  logistic: helping('sigmoid'),
  softplus: named((x) => `Math.max(${x}, 0) + Math.log1p(Math.exp(-Math.abs(${x})))`, 1, sum),
  relu: inside((x) => `Math.max(${x}, 0)`, 1),
  relu6: inside((x) => `Math.min(Math.max(${x}, 0), 6)`, 1),
  leakyRelu: bent,
  prelu: bent,
  hardTanh: between,
  clamp: between,
  elu: named((x, alpha, rate) => `${x} > 0 ? ${x} : ${alpha} * Math.expm1(${x} * ${rate})`, 3),
  celu: named((x, alpha, rate) => `${x} > 0 ? ${x} : ${alpha} * Math.expm1(${x} * ${rate})`, 3),
  selu: helping('selu'),

  erf: helping('erf'),
  erfc: helping('erfc'),
  erfInv: helping('erfInv'),
  lgamma: helping('lgamma'),
  digamma: polygamma(0),
  polygamma1: polygamma(1),
  polygamma2: polygamma(2),

  floor: calling('Math.floor'),
  ceil: calling('Math.ceil'),
  round: helping('roundHalfToEven'),
  trunc: calling('Math.trunc'),
  frac: named((x) => `${x} - Math.trunc(${x})`, 1, sum),
  remainder: helping('remainder', 2),
  fmod: infix('%', product),
  copySign: named((a, b) => `${b} < 0 || Object.is(${b}, -0) ? -Math.abs(${a}) : Math.abs(${a})`, 2),
  heaviside: named((x, y) => `${x} < 0 ? 0 : ${x} > 0 ? 1 : ${x} === 0 ? ${y} : Number.NaN`, 2),

  maximum: calling('Math.max', 2),
  minimum: calling('Math.min', 2),
  fmax: named((a, b) => `Number.isNaN(${a}) ? ${b} : Number.isNaN(${b}) ? ${a} : Math.max(${a}, ${b})`, 2),
  fmin: named((a, b) => `Number.isNaN(${a}) ? ${b} : Number.isNaN(${b}) ? ${a} : Math.min(${a}, ${b})`, 2),

  greater: holds((a, b) => `${a} > ${b}`, 2),
  greaterEqual: holds((a, b) => `${a} >= ${b}`, 2),
  less: holds((a, b) => `${a} < ${b}`, 2),
  lessEqual: holds((a, b) => `${a} <= ${b}`, 2),
  equal: holds((a, b) => `${a} === ${b}`, 2),
  notEqual: holds((a, b) => `${a} !== ${b}`, 2),
  logicalAnd: holds((a, b) => `${a} !== 0 && ${b} !== 0`, 2),
  logicalOr: holds((a, b) => `${a} !== 0 || ${b} !== 0`, 2),
  logicalXor: holds((a, b) => `(${a} !== 0) !== (${b} !== 0)`, 2),
  logicalNot: holds((x) => `${x} === 0`, 1),
  isNaN: holds((x) => `Number.isNaN(${x})`, 1, any),
  isFinite: holds((x) => `Number.isFinite(${x})`, 1, any),
  isInf: holds((x) => `Math.abs(${x}) === Infinity`, 1, any),
  picked: { ...holds((x, y) => `${x} === ${y} || Number.isNaN(${x})`, 2), needs: [name, comparison + 1] },
  where: {
    write: (condition, a, b) => `${condition} !== 0 ? ${a} : ${b}`,
    binds: any,
    needs: [comparison + 1, sum, sum],
    chooses: (condition) => (condition !== 0 ? 1 : 2),
  },

  besselJ0: CORE_KERNEL,
  besselJ1: CORE_KERNEL,
  besselY0: CORE_KERNEL,
  besselY1: CORE_KERNEL,
  besselI0: CORE_KERNEL,
  besselI1: CORE_KERNEL,
  besselI0e: CORE_KERNEL,
  besselI1e: CORE_KERNEL,
  besselK0: CORE_KERNEL,
  besselK1: CORE_KERNEL,
  besselK0e: CORE_KERNEL,
  besselK1e: CORE_KERNEL,
  sphericalBesselJ0: CORE_KERNEL,
  betaln: CORE_KERNEL,
  erfcx: CORE_KERNEL,
  ndtr: CORE_KERNEL,
  logNdtr: CORE_KERNEL,
  ndtri: CORE_KERNEL,
  gammaDensity: CORE_KERNEL,
  gammainc: CORE_KERNEL,
  gammaincc: CORE_KERNEL,
  zeta: CORE_KERNEL,
} as const satisfies Readonly<Record<ElementwiseName, Spelling | CoreKernel>>;

/** How an elementwise primitive is written; undefined for one that has its function of numbers alone. */
export function spellingOf(primitive: Primitive): Spelling | undefined {
  const spelling = lookUp<Spelling | CoreKernel>(spellings, primitive);
  return spelling === CORE_KERNEL ? undefined : spelling;
}

/** How a number is rounded to each dtype. */
export const roundings: Readonly<Record<DType, Spelling | undefined>> = {
  float64: undefined,
  float32: calling('Math.fround'),
  int32: { write: (x) => `${x} | 0`, binds: any, needs: [sum] },
  bool: { write: (x) => `${x} !== 0 ? 1 : 0`, binds: any, needs: [comparison + 1] },
};
