import {
  backward,
  eye,
  type Operand,
  ones,
  operations,
  type Primitive,
  Value,
  value,
  zeros,
} from '@chainrule/core';

/** An operation of core, called with what a formula's operands are: Values, numbers, arrays, options. */
export type AnyOperation = (...operands: readonly unknown[]) => unknown;

/** Other names under which mathematics and programs know an operation. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['ln', 'log'],
  ['lg', 'log10'],
  ['σ', 'sigmoid'],
  ['Σ', 'sum'],
  ['√', 'sqrt'],
  ['arcsin', 'asin'],
  ['arccos', 'acos'],
  ['arctan', 'atan'],
  ['arsinh', 'asinh'],
  ['arcosh', 'acosh'],
  ['artanh', 'atanh'],
  ['sgn', 'sign'],
  ['sigma', 'sigmoid'],
  ['logsumexp', 'logSumExp'],
  ['argmax', 'argMax'],
  ['argmin', 'argMin'],
  ['var', 'variance'],
  ['tr', 'trace'],
  ['Tr', 'trace'],
  ['Var', 'variance'],
  ['ReLU', 'relu'],
  ['ELU', 'elu'],
  ['GELU', 'gelu'],
  ['SELU', 'selu'],
  ['SiLU', 'silu'],
]);

/** Of two or more operands the largest and the smallest. */
const OF_SEVERAL: ReadonlyMap<string, string> = new Map([
  ['max', 'maximum'],
  ['min', 'minimum'],
]);

/** The operation that is called by this name over so many operands; undefined where there is none. */
export function functionNamed(name: string, operands = 1): string | undefined {
  if (name.endsWith("'")) {
    const base = functionNamed(name.slice(0, -1));
    return operands === 1 && base !== undefined ? `${base}'` : undefined;
  }
  const alias = ALIASES.get(name) ?? name;
  if (operands === 2 && OF_SEVERAL.has(alias)) return OF_SEVERAL.get(alias);
  return operationNamed(alias) ? alias : undefined;
}

export const isAlias = (name: string) => ALIASES.has(name);

/** An operation of core by its own name, and nothing that an object has besides. */
export function operationNamed(name: string): AnyOperation | undefined {
  if (name.endsWith("'")) {
    const base = operationNamed(name.slice(0, -1));
    return base && ((operand) => slopeOf(base, operand as Operand));
  }
  if (Object.hasOwn(operations, name)) return operations[name as keyof typeof operations] as AnyOperation;
  return ARRAYS.get(name);
}

/** Arrays that are made of sizes alone: `eye(n)`, `ones(m, n)`, `zeros(n)`. */
const ARRAYS: ReadonlyMap<string, AnyOperation> = new Map<string, AnyOperation>([
  ['eye', (n) => eye(n as number)],
  ['ones', (m, ...n) => ones([m, ...n] as number[])],
  ['zeros', (m, ...n) => zeros([m, ...n] as number[])],
]);

/** f′ of each entry, for a function that works entry by entry: σ′(z), a graph over z. */
function slopeOf(operation: AnyOperation, operand: Operand): Value {
  const given = operand instanceof Value ? operand : value(operand);
  const x = given.wantsGradient ? given : Value.of(given, true);
  const y = operation(x) as Value;
  return backward(y, { seed: ones(y.shape), createGraph: true }).of(x);
}

/** Functions of each entry alone that are made of several operations. */
const ENTRYWISE = new Set(
  (
    'silu gelu elu celu mish leakyRelu hardSigmoid hardSwish hardTanh logSigmoid logit tanhShrink softSign hardShrink ' +
    'softShrink clamp threshold radians degrees beta'
  ).split(' '),
);

/** The names of those that are one operation, which computes with plain numbers; found when first asked for. */
let entrywise: ReadonlySet<string> | undefined;

/** Whether an operation acts on each entry alone. */
export function isEntrywise(name: string): boolean {
  entrywise ??= new Set(
    Object.entries(operations).flatMap(([each, operation]) => {
      const { primitive } = operation as { readonly primitive?: Primitive };
      return primitive?.onNumbers === undefined ? [] : [each];
    }),
  );
  const base = name.endsWith("'") ? name.slice(0, name.indexOf("'")) : name;
  return entrywise.has(base) || ENTRYWISE.has(base);
}

export const functionNames = (): string[] => [
  ...Object.keys(operations),
  ...ARRAYS.keys(),
  ...ALIASES.keys(),
];

/** Operations whose first operand is a list of Values. */
const ON_LISTS = new Set([
  'blockDiagonal',
  'cartesianProduct',
  'columnStack',
  'concat',
  'dstack',
  'hstack',
  'meshgrid',
  'multiDot',
  'stack',
  'vstack',
]);

export const takesList = (name: string) => ON_LISTS.has(name);

/** Operands beyond what the length of a function says. */
const MORE_OPERANDS: ReadonlyMap<string, number> = new Map([
  ['einsum', 30],
  ['ones', 10],
  ['zeros', 10],
  ['rot90', 2],
]);

/** How many operands an operation takes at most; the options are not counted. */
export const mostOperands = (name: string) => MORE_OPERANDS.get(name) ?? operationNamed(name)!.length;
