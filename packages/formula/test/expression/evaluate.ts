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

/** What is 0 for another reason than that the exact number is too small for a double. */
const VANISH = new Set(['add', 'sub', 'log', 'neg', 'sqrt']);

/** Whether a result is too large or too small for a double though the operands are not. */
function leavesTheRange(operation: string, operands: readonly number[], x: number): boolean {
  if (x === 0) return !VANISH.has(operation) && !operands.includes(0);
  return !Number.isFinite(x) || Math.abs(x) < 1e-300;
}

/**
 * The number that an expression is, with these numbers for its names. NaN where any part of it leaves the range of doubles:
 * another form of the same may not.
 */
export function evaluate(expression: Expression, names: Readonly<Record<string, number>>): number {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return names[expression.name];
    case 'call': {
      const operands = expression.operands.map((operand) => evaluate(operand, names));
      const x = OPERATIONS[expression.name](...operands);
      return leavesTheRange(expression.name, operands, x) ? Number.NaN : x;
    }
    default:
      throw new Error(`no number: ${expression.kind}`);
  }
}
