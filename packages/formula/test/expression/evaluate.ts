import { exp, log, sigmoid, sqrt, type Value } from '@chainrule/core';
import type { Expression } from '../../src/expression/expression.ts';

const scalar = (f: (x: number) => Value) => (x: number) => f(x).item();

/** Operations on numbers, by their definitions and by core. */
const OPERATIONS: Readonly<Record<string, (...xs: number[]) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  pow: (a, b) => a ** b,
  square: (a) => a ** 2,
  reciprocal: (a) => 1 / a,
  rsqrt: (a) => 1 / Math.sqrt(a),
  exp: scalar(exp),
  log: scalar(log),
  sqrt: scalar(sqrt),
  sigmoid: scalar(sigmoid),
};

/** The number that an expression is, with these numbers for its names. */
export function evaluate(expression: Expression, names: Readonly<Record<string, number>>): number {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return names[expression.name];
    case 'call':
      return OPERATIONS[expression.name](...expression.operands.map((operand) => evaluate(operand, names)));
    default:
      throw new Error(`no number: ${expression.kind}`);
  }
}
