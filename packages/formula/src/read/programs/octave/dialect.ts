import { call, type Expression, number, type Span } from '../../../expression/expression.ts';
import { isSquare } from '../../shapes.ts';
import type { Dialect } from '../dialect.ts';
import { programErrors } from '../errors.ts';
import { chosen } from '../rules.ts';
import type { Translator } from '../translator.ts';
import type { BinaryTerm, ListTerm, Term, UnaryTerm } from '../tree.ts';
import { aligned, product, transposed } from './columns.ts';
import { beside, FUNCTIONS } from './functions.ts';
import { indexed, stored } from './index-of.ts';

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
  ['Inf', Infinity],
  ['inf', Infinity],
  ['NaN', NaN],
  ['nan', NaN],
  ['eps', Number.EPSILON],
]);

/** Operators that work entry by entry. */
const ENTRYWISE: ReadonlyMap<string, string> = new Map([
  ['+', 'add'],
  ['-', 'sub'],
  ['.*', 'mul'],
  ['./', 'div'],
  ['.^', 'pow'],
  ['<', 'less'],
  ['<=', 'lessEqual'],
  ['>', 'greater'],
  ['>=', 'greaterEqual'],
  ['==', 'equal'],
  ['!=', 'notEqual'],
  ['&', 'logicalAnd'],
  ['|', 'logicalOr'],
]);

/** Octave and MATLAB. */
export const OCTAVE: Dialect = {
  language: 'Octave',
  modules: new Map(),
  columns: true,
  callsIndex: true,
  constantOf: (path) => CONSTANTS.get(path),
  functionOf: (path) => FUNCTIONS.get(path),
  methodOf: () => undefined,
  names: () => [...FUNCTIONS.keys()],
  unary,
  binary,
  member: (term, translator) => {
    throw programErrors.cannotSay(
      translator.source,
      term.at,
      'a field of a structure',
      `write ${term.name} alone`,
    );
  },
  index: indexed,
  assigned: stored,
  list: matrix,
  part: (value, k) => {
    if (value.kind !== 'call' || value.callee.kind !== 'name' || value.callee.name !== 'size')
      return undefined;
    const dimension: Term = { kind: 'number', value: k + 1, at: value.at };
    return { ...value, arguments: [...value.arguments, { value: dimension }] };
  },
  choice: chosen,
};

function unary({ operator, operand, at }: UnaryTerm, translator: Translator): Expression {
  const x = translator.expression(operand);
  switch (operator) {
    case '-':
      return x.kind === 'number' && operand.kind === 'number'
        ? number(-x.value, at)
        : translator.make('neg', [x], at);
    case '+':
      return x;
    case '!':
      return translator.make('logicalNot', [x], at);
    case ".'":
      return translator.notation('transpose', [x], at, (operands) => transposed(operands, at));
    default:
      throw programErrors.cannotSay(translator.source, at, operator, 'write x = x + 1 on a line of its own');
  }
}

function binary({ operator, operatorAt, left, right, at }: BinaryTerm, translator: Translator): Expression {
  const operation = ENTRYWISE.get(operator);
  const operands = [translator.expression(left), translator.expression(right)];
  if (operation) return entrywise(operation, operands, at, translator);
  switch (operator) {
    case '*':
      return translator.notation('matmul', operands, at, (each) => product(each, at, translator));
    case '.\\':
      return entrywise('div', [operands[1], operands[0]], at, translator);
    case '/':
      return translator.notation('div', operands, at, ([a, b]) => {
        if (b.shape.length === 0) return call('div', [a.expression, b.expression], undefined, at);
        const [above, below] = [transposed([a], at), transposed([b], at)];
        return call('transpose', [call(solver(b.shape), [below, above], undefined, at)], undefined, at);
      });
    case '\\':
      return translator.notation('solve', operands, at, ([a, b]) => {
        if (a.shape.length === 0) return call('div', [b.expression, a.expression], undefined, at);
        return call(solver(a.shape), [a.expression, b.expression], undefined, at);
      });
    case '^':
      return translator.notation('pow', operands, at, ([a, b]) => {
        if (a.shape.length === 0 && b.shape.length === 0)
          return call('pow', [a.expression, b.expression], undefined, at);
        if (isSquare(a.shape) && Number.isInteger(b.value))
          return call('matrixPower', [a.expression, b.expression], undefined, at);
        throw programErrors.shapes(
          translator.source,
          at,
          '^ is a power of a matrix: expected a square one and a whole number (.^ is entry by entry)',
          [a.shape, b.shape],
        );
      });
    default:
      throw programErrors.cannotSay(translator.source, operatorAt, operator, 'write & or | for arrays');
  }
}

const solver = (shape: readonly number[]) => (isSquare(shape) ? 'solve' : 'lstsq');

/** With numbers or arrays of one shape it is the plain operation; a column beside a matrix goes along its rows. */
function entrywise(
  operation: string,
  operands: readonly Expression[],
  at: Span,
  translator: Translator,
): Expression {
  const isPlain = operands.some((each) => each.kind === 'number');
  if (isPlain || operands.every(translator.isSize)) return translator.make(operation, operands, at);
  return translator.notation(operation, operands, at, (each) =>
    call(operation, aligned(each, at), undefined, at),
  );
}

/** Rows of entries: `[1 2; 3 4]`, `[ones(m, 1) X]`. */
function matrix(rows: readonly Term[], at: Span, translator: Translator): Expression {
  const lines = rows.map((row) => (row as ListTerm).items.map((item) => translator.expression(item)));
  if (lines.length === 0)
    throw programErrors.cannotSay(translator.source, at, 'an empty matrix', 'leave it out');
  const [first] = lines;
  if (lines.length === 1 && first.length === 1) return first[0];
  if (lines.every((line) => line.every(({ kind }) => kind === 'number')))
    return translator.list(
      lines.map((line) => translator.list(line, at)),
      at,
    );
  const wide = lines.map((line) =>
    line.length === 1 ? line[0] : translator.notation('concat', line, at, (each) => beside(each, 1, at)),
  );
  return wide.length === 1 ? wide[0] : translator.notation('concat', wide, at, (each) => beside(each, 0, at));
}
