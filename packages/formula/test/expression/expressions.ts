import fc from 'fast-check';
import { call, derivative, type Expression, name, number } from '../../src/expression/expression.ts';

type Short = Expression | string | number;

const long = (short: Short): Expression =>
  typeof short === 'string' ? name(short) : typeof short === 'number' ? number(short) : short;

/** A call of names, numbers and calls: `c('add', 'a', 1)`. */
export const c = (operation: string, ...operands: Short[]): Expression => call(operation, operands.map(long));

/** ∂of/∂wrt of two names. */
export const d = (of: string, wrt: string) => derivative(name(of), name(wrt));

export const NAMES = ['a', 'b', 'x', 'w5', 'out_h1'];

const LITERALS = [0, 1, 2, 3, -1, -2, 0.5, 0.25, 0.1, 0.3, -0.75, 1.5, 10, 0.593269992, Math.PI];

const BINARY = ['add', 'sub', 'mul', 'div', 'add', 'sub', 'mul'];
const UNARY = ['neg', 'square', 'reciprocal', 'exp', 'log', 'sqrt', 'rsqrt', 'sigmoid', 'neg'];

/** Random formulas of numbers, names and the operations that are written with signs. */
export const formulas: fc.Arbitrary<Expression> = fc.letrec<{ formula: Expression; leaf: Expression }>(
  (tie) => ({
    leaf: fc.oneof(
      fc.constantFrom(...NAMES).map((text) => name(text)),
      fc.constantFrom(...LITERALS).map((x) => number(x)),
    ),
    formula: fc.oneof(
      { maxDepth: 6, depthIdentifier: 'formula' },
      tie('leaf'),
      fc
        .tuple(fc.constantFrom(...BINARY), tie('formula'), tie('formula'))
        .map(([operation, a, b]) => call(operation, [a, b])),
      fc.tuple(fc.constantFrom(...UNARY), tie('formula')).map(([operation, a]) => call(operation, [a])),
      fc
        .tuple(tie('formula'), fc.constantFrom(0, 1, 2, 3, -1, -2, 0.5))
        .map(([a, k]) => call('pow', [a, number(k)])),
    ),
  }),
).formula;
