import { call, type Expression, number } from '../../../expression/expression.ts';
import type { Dialect, Rule } from '../dialect.ts';
import { programErrors } from '../errors.ts';
import { chosen, entrywise, itself, reversed, sizeOf, table } from '../rules.ts';
import type { Translator } from '../translator.ts';
import type { BinaryTerm, MemberTerm, Term, UnaryTerm } from '../tree.ts';
import { length } from './functions.ts';
import { indexed, stored } from './index-of.ts';
import { ACTIVATIONS, CONSTANTS, libraryFunction, libraryNames, METHODS } from './libraries.ts';

const MODULES: ReadonlyMap<string, string> = new Map([
  ['np', 'numpy'],
  ['numpy', 'numpy'],
  ['torch', 'torch'],
  ['F', 'torch.nn.functional'],
  ['nn', 'torch.nn'],
  ['jnp', 'jax.numpy'],
  ['jax', 'jax'],
  ['math', 'math'],
  ['scipy', 'scipy'],
]);

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'div'],
  ['%', 'remainder'],
  ['**', 'pow'],
  ['@', 'matmul'],
  ['<', 'less'],
  ['<=', 'lessEqual'],
  ['>', 'greater'],
  ['>=', 'greaterEqual'],
  ['==', 'equal'],
  ['!=', 'notEqual'],
  ['&', 'logicalAnd'],
  ['|', 'logicalOr'],
]);

/** Operators that a formula does not have, and what to write. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['^', 'it is exclusive or in Python: write ** for a power'],
  ['and', 'write (a < b) & (b < c)'],
  ['or', 'write (a < b) | (b < c)'],
  ['not', 'write ~(a < b)'],
  ['<<', 'write * 2**n'],
  ['>>', 'write // 2**n'],
]);

/** sum, max and min of Python itself go along the first axis. */
const builtin =
  (operation: string, binary: string | undefined): Rule =>
  (given) => {
    if (binary !== undefined && given.count === 2) return ofNumbers(binary)(given);
    const x = given.operand('iterable');
    given.end();
    return given.notation(operation, [x], ([{ shape, expression }]) => {
      if (shape.length > 1 && binary !== undefined)
        throw programErrors.shapes(
          given.translator.source,
          given.at,
          `${operation} of Python: expected a vector (np.${operation} takes any array)`,
          [shape],
        );
      return call(operation, [expression], shape.length > 1 ? { axis: 0 } : undefined, given.at);
    });
  };

/** max(a, b) of Python compares as a whole. */
const ofNumbers =
  (operation: string): Rule =>
  (given) => {
    const found = [given.operand('a'), given.operand('b')];
    given.end();
    return given.notation(operation, found, (operands) => {
      if (operands.some(({ shape }) => shape.length > 0))
        throw programErrors.shapes(
          given.translator.source,
          given.at,
          `${given.written} of Python: expected numbers (np.${operation} takes arrays)`,
          operands.map(({ shape }) => shape),
        );
      return call(
        operation,
        operands.map(({ expression }) => expression),
        undefined,
        given.at,
      );
    });
  };

const BUILTINS: ReadonlyMap<string, Rule> = new Map([
  ...ACTIVATIONS,
  ['sum', builtin('sum', undefined)],
  ['max', builtin('max', 'maximum')],
  ['min', builtin('min', 'minimum')],
  ...table('abs', () => entrywise('abs', 1)),
  ...table('pow', () => entrywise('pow', 2)),
  ['float', itself],
  ['len', length],
]);

/** The library whose methods a text calls: of `x.var()` it decides what is meant. */
export type Library = 'NumPy' | 'PyTorch' | 'JAX' | 'Python';

/** Python, with the meaning of methods that one of the libraries gives. */
export function pythonDialect(language: Library): Dialect {
  return {
    language,
    modules: MODULES,
    columns: false,
    callsIndex: false,
    constantOf: (path) => CONSTANTS.get(path),
    functionOf: (path) => (path.includes('.') ? libraryFunction(path) : BUILTINS.get(path)),
    methodOf: (name) => METHODS.get(name),
    names: () => [...libraryNames(), ...BUILTINS.keys(), 'T', 'shape'],
    unary,
    binary,
    member,
    index: indexed,
    assigned: stored,
    list: (items, at, translator) =>
      translator.list(
        items.map((item) => translator.expression(item)),
        at,
      ),
    part: (value, k) =>
      isShape(value)
        ? { kind: 'index', of: value, entries: [{ kind: 'number', value: k, at: value.at }], at: value.at }
        : undefined,
    choice: chosen,
  };
}

const isShape = (term: Term) => term.kind === 'member' && term.name === 'shape';

function unary({ operator, operand, at }: UnaryTerm, translator: Translator): Expression {
  const x = translator.expression(operand);
  if (operator === '-')
    return x.kind === 'number' && operand.kind === 'number'
      ? number(-x.value, at)
      : translator.make('neg', [x], at);
  if (operator === '+') return x;
  if (operator === '~') return translator.make('logicalNot', [x], at);
  throw programErrors.cannotSay(
    translator.source,
    at,
    operator,
    OTHERS.get(operator) ?? 'write it otherwise',
  );
}

function binary({ operator, operatorAt, left, right, at }: BinaryTerm, translator: Translator): Expression {
  const operation = OPERATORS.get(operator);
  if (!operation && operator !== '//')
    throw programErrors.cannotSay(
      translator.source,
      operatorAt,
      operator,
      OTHERS.get(operator) ?? 'write it as a function of arrays',
    );
  const operands = [translator.expression(left), translator.expression(right)];
  if (operation) return translator.make(operation, operands, at);
  return translator.make('floor', [translator.make('div', operands, at)], at);
}

/** `x.T`, `x.size`, `x.max(1).values`. */
function member({ of, name, at }: MemberTerm, translator: Translator): Expression | undefined {
  switch (name) {
    case 'T':
      return translator.notation('transpose', [translator.expression(of)], at, reversed());
    case 'mT':
      return translator.make('swapAxes', [translator.expression(of), number(-1), number(-2)], at);
    case 'size':
      return sizeOf({ translator, at }, translator.expression(of), (shape) =>
        shape.reduce((a, b) => a * b, 1),
      );
    case 'values':
      return of.kind === 'call' ? translator.expression(of, 'values') : undefined;
    case 'shape':
      throw programErrors.cannotSay(
        translator.source,
        at,
        'a whole shape',
        'write the length of an axis, x.shape[0]',
      );
    default:
      return undefined;
  }
}
