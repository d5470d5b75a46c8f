import { specialFunctions } from './special-functions.ts';

/*
 * Functions that generated source calls, as TypeScript; without the types they are JavaScript. Each does the arithmetic of core's
 * own function, operation for operation.
 */

const sources = {
  ...specialFunctions,
  sigmoid: `function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}`,
  pow: `function pow(a: number, b: number): number {
  return a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b;
}`,
  logAddExp: `function logAddExp(a: number, b: number): number {
  return a === b ? a + Math.log1p(1) : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}`,
  logAddExp2: `function logAddExp2(a: number, b: number): number {
  if (a === b) return a + Math.log1p(1) * Math.LOG2E;
  return Math.max(a, b) + Math.log1p(2 ** -Math.abs(a - b)) * Math.LOG2E;
}`,
  entr: `function entr(x: number): number {
  return x > 0 ? -x * Math.log(x) : x === 0 ? 0 : x < 0 ? -Infinity : Number.NaN;
}`,
  ldexp: `function ldexp(x: number, n: number): number {
  let y = x;
  let rest = Math.max(-2200, Math.min(n, 2200));
  for (; rest > 1000; rest -= 1000) y *= 2 ** 1000;
  for (; rest < -1000; rest += 1000) y *= 2 ** -1000;
  return y * 2 ** rest;
}`,
  sinc: `function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}`,
  selu: `function selu(x: number): number {
  return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
}`,
  roundHalfToEven: `function roundHalfToEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return x - down < 0.5 ? down : Math.ceil(x);
  return down % 2 === 0 ? down : Math.ceil(x);
}`,
  remainder: `function remainder(a: number, b: number): number {
  const r = a % b;
  return r !== 0 && r < 0 !== b < 0 ? r + b : r;
}`,
} as const;

export type HelperName = keyof typeof sources;

/** The text of a helper, with or without types. */
export const helperSource = (name: HelperName, typed: boolean): string =>
  typed ? sources[name] : sources[name].replaceAll(': number', '').replaceAll('<number>', '');

/** Names that are reserved in generated source. */
export const helperNames: readonly string[] = Object.keys(sources);
