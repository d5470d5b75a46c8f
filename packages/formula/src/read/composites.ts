import { type Expression, type Literal, number } from '../expression/expression.ts';

/** Makes the call of an operation. */
type Caller = (
  operation: string,
  operands: readonly Expression[],
  options?: Record<string, Literal>,
) => Expression;

interface Composite {
  readonly operands: number;
  readonly of: (call: Caller, ...operands: readonly Expression[]) => Expression;
}

/** One over another function. */
const over = (name: string): Composite => ({
  operands: 1,
  of: (call, x) => call('reciprocal', [call(name, [x])]),
});

/** The inverse of one over another function: the inverse of that one at 1/x. */
const inverseOver = (name: string): Composite => ({
  operands: 1,
  of: (call, x) => call(name, [call('reciprocal', [x])]),
});

/** Up to here a factorial is a whole number in double precision. */
const LARGEST_FACTORIAL = 18;

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** Γ, whose sign changes at each whole number below zero. */
function gamma(call: Caller, x: Expression): Expression {
  const turns = call('cos', [call('mul', [number(Math.PI, x.at), call('floor', [x])])]);
  const sign = call('where', [call('less', [x, number(0, x.at)]), turns, number(1, x.at)]);
  return call('mul', [sign, call('exp', [call('lgamma', [x])])]);
}

function factorialOf(call: Caller, n: Expression): Expression {
  const isSmall =
    n.kind === 'number' && Number.isInteger(n.value) && n.value >= 0 && n.value <= LARGEST_FACTORIAL;
  return isSmall ? number(factorial(n.value), n.at) : gamma(call, call('add', [n, number(1, n.at)]));
}

/** Functions that mathematics has a name for and that are written with two operations here. */
const COMPOSITES: ReadonlyMap<string, Composite> = new Map<string, Composite>([
  ['cot', over('tan')],
  ['sec', over('cos')],
  ['csc', over('sin')],
  ['coth', over('tanh')],
  ['sech', over('cosh')],
  ['csch', over('sinh')],
  ['arcsec', inverseOver('acos')],
  ['arccsc', inverseOver('asin')],
  ['arsech', inverseOver('acosh')],
  ['arcsch', inverseOver('asinh')],
  ['arcoth', inverseOver('atanh')],
  ['Γ', { operands: 1, of: gamma }],
  ['factorial', { operands: 1, of: factorialOf }],
  [
    'binomial',
    {
      operands: 2,
      of: (call, n, k) =>
        call('div', [
          factorialOf(call, n),
          call('mul', [factorialOf(call, k), factorialOf(call, call('sub', [n, k]))]),
        ]),
    },
  ],
]);

export const isComposite = (name: string) => COMPOSITES.has(name);

export const compositeNames = () => COMPOSITES.keys();

/** A composite function over its operands; undefined where there is none of this name over so many. */
export function compositeOf(
  name: string,
  operands: readonly Expression[],
  call: Caller,
): Expression | undefined {
  const composite = COMPOSITES.get(name);
  return composite?.operands === operands.length ? composite.of(call, ...operands) : undefined;
}
