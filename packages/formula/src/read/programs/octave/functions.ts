import { call, type Expression, number, type OperandAt } from '../../../expression/expression.ts';
import type { Call } from '../call.ts';
import type { Rule } from '../dialect.ts';
import { programErrors } from '../errors.ts';
import { filled, plainNumber, sizeOf, table } from '../rules.ts';
import type { Term } from '../tree.ts';
import { aligned, asMatrix, list, matrixShape, product, reduced, reshape, transposed } from './columns.ts';

/** On each entry; vectors are columns beside matrices. */
const entrywise =
  (operation: string, operands: number): Rule =>
  (given) => {
    const found = Array.from({ length: operands }, (_, k) => given.operand('xyz'[k]));
    given.end();
    if (operands === 1) return given.make(operation, found);
    return given.notation(operation, found, (each) =>
      call(operation, aligned(each, given.at), undefined, given.at),
    );
  };

const reduces =
  (operation: string): Rule =>
  (given) => {
    const x = given.operand('x');
    const dimension = given.literal('dim');
    given.end();
    return given.notation(operation, [x], ([each]) =>
      reduced(operation, each, typeof dimension === 'number' ? dimension : undefined, {}, given.at),
    );
  };

/** max(x), max(a, b), max(A, [], dim) */
const extreme =
  (operation: string, binary: string): Rule =>
  (given) => {
    const x = given.operand('x');
    const second = given.term('y');
    const isEmpty = second?.kind === 'list' && second.items.length === 0;
    if (second && !isEmpty) {
      const y = given.translator.expression(second);
      given.end();
      return given.notation(binary, [x, y], (each) =>
        call(binary, aligned(each, given.at), undefined, given.at),
      );
    }
    const dimension = given.literal('dim');
    given.end();
    return given.notation(operation, [x], ([each]) =>
      reduced(operation, each, typeof dimension === 'number' ? dimension : undefined, {}, given.at),
    );
  };

/** var and std divide by n − 1; by n where they are told 1. */
const spread =
  (operation: string): Rule =>
  (given) => {
    const x = given.operand('x');
    const told = given.literal('opt');
    const dimension = given.literal('dim');
    given.end();
    const correction = told === 1 ? 0 : 1;
    return given.notation(operation, [x], ([each]) =>
      reduced(
        operation,
        each,
        typeof dimension === 'number' ? dimension : undefined,
        { correction },
        given.at,
      ),
    );
  };

const sumOfSquares: Rule = (given) => {
  const x = given.make('square', [given.operand('x')]);
  const dimension = given.literal('dim');
  given.end();
  return given.notation('sum', [x], ([each]) =>
    reduced('sum', each, typeof dimension === 'number' ? dimension : undefined, {}, given.at),
  );
};

/** The norm of a vector; of a matrix only the root of the sum of squares. */
const norm: Rule = (given) => {
  const x = given.operand('x');
  const order = given.literal('p') ?? 2;
  given.end();
  return given.notation('norm', [x], ([{ expression, shape }]) => {
    const isVector = matrixShape(shape).includes(1);
    if (order === 'fro' || (isVector && order === 2)) return call('norm', [expression], undefined, given.at);
    if (typeof order !== 'number' || !isVector)
      throw programErrors.shapes(
        given.translator.source,
        given.at,
        "norm: expected a vector (of a matrix it is the largest singular value: norm(A, 'fro') is the root of the sum of squares)",
        [shape],
      );
    return call('norm', [expression], { p: order }, given.at);
  });
};

const dot: Rule = (given) => {
  const found = [given.operand('x'), given.operand('y')];
  given.end();
  return given.notation('dot', found, (each) => {
    const [[a, b], [c, d]] = each.map(({ shape }) => matrixShape(shape));
    if (Math.min(a, b) !== 1 || Math.min(c, d) !== 1 || a * b !== c * d)
      throw programErrors.shapes(
        given.translator.source,
        given.at,
        'dot: expected two vectors of one length',
        [
          [a, b],
          [c, d],
        ],
      );
    const flat = each.map(({ expression, shape }) =>
      shape.length === 1 ? expression : reshape(expression, [a * b], given.at),
    );
    return call('dot', flat, undefined, given.at);
  });
};

/** size(X, 1), numel(x), length(x), rows(X) */
const size: Rule = (given) => {
  const x = given.operand('x');
  const dimension = given.literal('dim');
  given.end();
  if (dimension !== 1 && dimension !== 2)
    throw given.cannotSay('write size(X, 1) for its rows, or size(X, 2) for its columns');
  return sizeOf(given, x, (shape) => matrixShape(shape)[dimension - 1]);
};

const measured =
  (of: (rows: number, columns: number) => number): Rule =>
  (given) => {
    const x = given.operand('x');
    given.end();
    return sizeOf(given, x, (shape) => of(...matrixShape(shape)));
  };

/** ones(m, 1), zeros(size(X)); a column is a vector. */
const constantOf =
  (fill: number): Rule =>
  (given) => {
    const first = given.term('rows');
    if (!first) return number(fill, given.at);
    const like = sizedLike(first);
    if (like) {
      given.end();
      return given.notation('broadcastTo', [given.translator.expression(like)], ([{ shape }]) =>
        shape.length === 0
          ? number(fill)
          : call('broadcastTo', [number(fill), list(shape)], undefined, given.at),
      );
    }
    const rows = given.translator.expression(first);
    const columns = given.optional('columns') ?? rows;
    given.end();
    const made = filled(given, number(fill), [rows, columns]);
    return given.notation('reshape', [made], ([each]) => collapsed(each, given));
  };

/** The array of `size(X)`. */
const sizedLike = (term: Term): Term | undefined => {
  if (term.kind !== 'call' || term.callee.kind !== 'name' || term.callee.name !== 'size') return undefined;
  const [{ value }, more] = term.arguments;
  return more || value.kind === 'range' || value.kind === 'ellipsis' ? undefined : value;
};

/** A matrix of one entry as its number, one of one column as a vector. */
const collapsed = ({ expression, shape: [rows, columns] }: OperandAt, given: Call): Expression => {
  if (columns !== 1) return expression;
  return reshape(expression, rows === 1 ? [] : [rows], given.at);
};

const eye: Rule = (given) => {
  const n = given.operand('n');
  given.end();
  return given.make('diag', [filled(given, number(1), [n])]);
};

/** Octave fills columns first. */
const reshaped: Rule = (given) => {
  const x = given.operand('x');
  const [rows, columns] = [given.operand('rows'), given.operand('columns')];
  given.end();
  return given.notation('reshape', [x, rows, columns], ([each, m, n]) => {
    const [a, b] = [m, n].map(({ value }) => plainNumber(value));
    const flipped = each.shape.length === 2 ? call('transpose', [each.expression]) : each.expression;
    return call('transpose', [reshape(flipped, [b, a], given.at)], undefined, given.at);
  });
};

const joined =
  (axis: 0 | 1): Rule =>
  (given) => {
    const found: Expression[] = [];
    while (found.length < given.count) found.push(given.operand('x'));
    given.end();
    return given.notation('concat', found, (each) => beside(each, axis, given.at));
  };

/** Matrices side by side, or one above the other. */
export function beside(operands: readonly OperandAt[], axis: 0 | 1, at: Call['at']): Expression {
  if (operands.length === 1) return operands[0].expression;
  const matrices = operands.map((each) => asMatrix(each, at));
  return call('concat', [{ kind: 'list', items: matrices }], { axis }, at);
}

const HANDLES: ReadonlyMap<string, string> = new Map([
  ['plus', 'add'],
  ['minus', 'sub'],
  ['times', 'mul'],
  ['rdivide', 'div'],
  ['power', 'pow'],
  ['max', 'maximum'],
  ['min', 'minimum'],
]);

/** bsxfun(@minus, X, mu), which is what the operator does. */
const bsxfun: Rule = (given) => {
  const handle = given.literal('f');
  const operation = typeof handle === 'string' ? HANDLES.get(handle) : undefined;
  if (!operation) throw given.expected(given.at, '@plus, @minus, @times, @rdivide or @power');
  const found = [given.operand('x'), given.operand('y')];
  given.end();
  return given.notation(operation, found, (each) =>
    call(operation, aligned(each, given.at), undefined, given.at),
  );
};

const itself: Rule = (given) => {
  const x = given.operand('x');
  given.end();
  return x;
};

/** σ(z) (1 − σ(z)), by the name that a well-known course gives it. */
const sigmoidGradient: Rule = (given) => {
  const s = given.make('sigmoid', [given.operand('z')]);
  given.end();
  return given.make('mul', [s, given.make('sub', [number(1), s])]);
};

const UNARY = `exp log log2 log10 log1p expm1 sqrt abs sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sign floor
  ceil fix=trunc cbrt erf erfc gammaln=lgamma lgamma sigmoid relu inv=inverse det trace pinv triu tril`;

const BINARY = `mod=remainder rem=fmod power=pow plus=add minus=sub times=mul rdivide=div atan2 hypot and=logicalAnd
  or=logicalOr lt=less le=lessEqual gt=greater ge=greaterEqual eq=equal ne=notEqual`;

export const FUNCTIONS: ReadonlyMap<string, Rule> = new Map([
  ...table(UNARY, (operation) => entrywise(operation, 1)),
  ...table(BINARY, (operation) => entrywise(operation, 2)),
  ...table('sum mean prod any all median', reduces),
  ['max', extreme('max', 'maximum')],
  ['min', extreme('min', 'minimum')],
  ...table('var=variance std', spread),
  ['sumsq', sumOfSquares],
  ['norm', norm],
  ['dot', dot],
  ...table('mtimes', () => (given: Call) => {
    const found = [given.operand('x'), given.operand('y')];
    given.end();
    return given.notation('matmul', found, (each) => product(each, given.at, given.translator));
  }),
  ...table('transpose ctranspose', () => (given: Call) => {
    const x = given.operand('x');
    given.end();
    return given.notation('transpose', [x], (each) => transposed(each, given.at));
  }),
  ['not', entrywise('logicalNot', 1)],
  ['size', size],
  ['rows', measured((rows) => rows)],
  ['columns', measured((_, columns) => columns)],
  ['numel', measured((rows, columns) => rows * columns)],
  ['length', measured(Math.max)],
  ['ones', constantOf(1)],
  ['zeros', constantOf(0)],
  ['eye', eye],
  ['reshape', reshaped],
  ['horzcat', joined(1)],
  ['vertcat', joined(0)],
  ['bsxfun', bsxfun],
  ['double', itself],
  ['logical', itself],
  ['sigmoidGradient', sigmoidGradient],
  ['isnan', entrywise('isNaN', 1)],
]);
