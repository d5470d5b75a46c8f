import type { HelperName } from './helpers.ts';

/** How tightly a text binds, from nothing to a name: what binds less than its place asks for is put in parentheses. */
export const BINDS = { any: 0, comparison: 1, sum: 2, product: 3, sign: 4, call: 5, name: 6 } as const;

/** An operation on numbers as a text. */
export interface Spelling {
  /** The text, given that of the operands. */
  readonly write: (...operands: string[]) => string;
  /** How tightly the text binds. */
  readonly binds: number;
  /** How tightly each operand must bind; `BINDS.name` where it is written more than once, and so must be a name. */
  readonly needs: readonly number[];
  /** The helper that the text calls. */
  readonly helper?: HelperName;
  /** Which operand it comes to, where the first is known. */
  readonly chooses?: (first: number) => number;
  /** The same for integers, which wrap around, where rounding the result of the text would not do. */
  readonly integer?: Spelling;
}

const { any, comparison, sum, product, sign, call, name } = BINDS;

const infix = (operator: string, binds: number, integer?: Spelling): Spelling => ({
  write: (a, b) => `${a} ${operator} ${b}`,
  binds,
  needs: [binds, binds + 1],
  ...(integer && { integer }),
});

const calling = (f: string, arity = 1): Spelling => ({
  write: (...operands) => `${f}(${operands.join(', ')})`,
  binds: call,
  needs: Array<number>(arity).fill(any),
});

const helping = (helper: HelperName, arity = 1): Spelling => ({ ...calling(helper, arity), helper });

/** A text with operands between marks that keep them apart. */
const inside = (write: Spelling['write'], arity: number, binds: number = call): Spelling => ({
  write,
  binds,
  needs: Array<number>(arity).fill(any),
});

const polygamma = (order: number): Spelling => ({
  ...inside((x) => `polygamma(${order}, ${x})`, 1),
  helper: 'polygamma',
});

/** A text in which operands stand more than once, or in a place that asks for a name. */
const named = (write: Spelling['write'], arity: number, binds: number = any): Spelling => ({
  write,
  binds,
  needs: Array<number>(arity).fill(name),
});

/** 1 or 0, as a condition on the operands holds or not. */
const holds = (condition: Spelling['write'], arity: number, needs: number = comparison + 1): Spelling => ({
  write: (...operands) => `${condition(...operands)} ? 1 : 0`,
  binds: any,
  needs: Array<number>(arity).fill(needs),
});

const between = named((x, min, max) => `Math.min(Math.max(${x}, ${min}), ${max})`, 3, call);
const bent = named((x, slope) => `${x} > 0 ? ${x} : ${x} * ${slope}`, 2);

/**
 * Operations on numbers as JavaScript, by the name of their primitive: each is the same arithmetic as core's own, so that
 * it gives the same numbers to the last bit. What is not here is called as a function where a program is run, and is
 * refused where a file is written.
 */
export const spellings: Readonly<Record<string, Spelling>> = {
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
};

/** How a number of this dtype is made of a number. */
export const roundings: Readonly<Record<string, Spelling | undefined>> = {
  float64: undefined,
  float32: calling('Math.fround'),
  int32: { write: (x) => `${x} | 0`, binds: any, needs: [sum] },
  bool: { write: (x) => `${x} !== 0 ? 1 : 0`, binds: any, needs: [comparison + 1] },
};

/** A text fit for a place that asks for something that binds so tightly. */
export const fitted = (text: string, binds: number, needs: number): string =>
  binds < needs ? `(${text})` : text;

const CONSTANTS: readonly (readonly [number, string])[] = (
  ['PI', 'E', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'SQRT2', 'SQRT1_2'] as const
).flatMap((name) => [
  [Math[name], `Math.${name}`],
  [-Math[name], `-Math.${name}`],
]);

/** A number as a text that reads back as itself. */
export function literal(x: number): string {
  if (Number.isNaN(x)) return 'Number.NaN';
  if (Object.is(x, -0)) return '-0';
  return CONSTANTS.find(([value]) => value === x)?.[1] ?? String(x);
}

/** A literal, in parentheses where it begins with a sign. */
export const operandOf = (x: number): string =>
  fitted(literal(x), x < 0 || Object.is(x, -0) ? sum : name, name);
