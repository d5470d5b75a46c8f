/**
 * A small symbolic language of its own, so that what the set calls right owes nothing to the package that it tests.
 */
export type Term = number | string | Operation;

export interface Operation {
  readonly op: Op;
  readonly args: readonly Term[];
}

/** The operations by their names in core's table, each on numbers. */
export const ON_NUMBERS = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  pow: (a, b) => a ** b,
  exp: (a) => Math.exp(a),
  log: (a) => Math.log(a),
  sqrt: (a) => Math.sqrt(a),
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  tanh: (a) => Math.tanh(a),
  softplus: (a) => Math.log1p(Math.exp(a)),
} satisfies Record<string, (...xs: number[]) => number>;

export type Op = keyof typeof ON_NUMBERS;

export const term = (op: Op, ...args: Term[]): Operation => ({ op, args });

export const add = (a: Term, b: Term) => term('add', a, b);
export const sub = (a: Term, b: Term) => term('sub', a, b);
export const mul = (a: Term, b: Term) => term('mul', a, b);
export const div = (a: Term, b: Term) => term('div', a, b);
export const neg = (a: Term) => term('neg', a);
export const pow = (a: Term, n: number) => term('pow', a, n);

/** The sum of terms, as it is read from the left. */
export const sum = (terms: readonly Term[]): Term => (terms.length === 0 ? 0 : terms.reduce(add));

/** The product of factors; a factor 1 is not written. */
export function product(factors: readonly Term[]): Term {
  const written = factors.filter((each) => each !== 1);
  return written.length === 0 ? 1 : written.reduce(mul);
}

export const isOperation = <Name extends Op>(
  each: Term,
  ...ops: Name[]
): each is Operation & { readonly op: Name } =>
  typeof each === 'object' && (ops as readonly Op[]).includes(each.op);

/** Numbers by name. */
export type Scope = Readonly<Record<string, number>>;

export function evaluate(each: Term, scope: Scope): number {
  if (typeof each === 'number') return each;
  if (typeof each === 'string') return scope[each];
  const [a, b] = each.args.map((arg) => evaluate(arg, scope));
  return (ON_NUMBERS[each.op] as (...xs: number[]) => number)(a, b);
}

/** A term with others in the places of names; undefined leaves a name as it is. */
export function substitute(each: Term, replacement: (name: string) => Term | undefined): Term {
  if (typeof each === 'number') return each;
  if (typeof each === 'string') return replacement(each) ?? each;
  return term(each.op, ...each.args.map((arg) => substitute(arg, replacement)));
}

/** Whether a name stands in a term. */
export const mentions = (each: Term, name: string): boolean =>
  typeof each === 'object' ? each.args.some((arg) => mentions(arg, name)) : each === name;

/** How many operations a term holds. */
export const sizeOf = (each: Term): number =>
  typeof each === 'object' ? each.args.reduce<number>((total, arg) => total + sizeOf(arg), 1) : 0;
