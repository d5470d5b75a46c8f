import { call, type Expression, number } from '../../../expression/expression.ts';
import type { Call } from '../call.ts';
import type { Rule } from '../dialect.ts';
import { programErrors } from '../errors.ts';
import {
  dotted,
  entrywise,
  filled,
  filledLike,
  itself,
  options,
  plainNumber,
  reversed,
  sizeOf,
  table,
  text,
} from '../rules.ts';
import type { Term } from '../tree.ts';
import { hotRows } from './index-of.ts';

/*
 * Functions that NumPy, PyTorch and JAX have in common, by the names that any of them gives.
 */

const AXIS = ['axis', 'dim'] as const;
const KEEP = ['keepdims', 'keepdim'] as const;

/** sum, mean and others: over all entries, or along an axis. */
export const reduces =
  (operation: string): Rule =>
  (given) => {
    const x = given.operand('a', 'input', 'x');
    const axis = given.axis(...AXIS);
    if (given.count < 3) given.ignore('dtype');
    const keepDims = given.flag(...KEEP);
    given.ignore('dtype', 'out').end();
    return given.make(operation, [x], options({ axis, keepDims }));
  };

/** The operation needs an axis to run along. */
export const along =
  (operation: string, otherwise: number | undefined): Rule =>
  (given) => {
    const x = given.operand('x', 'input', 'a', 'tensors', 'arrays');
    const axis = given.axis(...AXIS) ?? otherwise;
    given.ignore('dtype').end();
    if (axis === undefined) throw given.expected(given.at, 'an axis, as in dim=1');
    return given.make(operation, [x], { axis });
  };

/** Running sums along an axis, or over all entries in their order. */
const running =
  (operation: string): Rule =>
  (given) => {
    if (given.count > 1 || given.has(...AXIS)) return along(operation, undefined)(given);
    const x = given.operand('a', 'input');
    given.end();
    return given.notation(operation, [x], ([{ shape, expression }]) =>
      call(operation, [shape.length > 1 ? call('ravel', [expression]) : expression], undefined, given.at),
    );
  };

/** The largest or the smallest; in PyTorch of two arrays too. */
export const extreme =
  (reduction: string, binary: string): Rule =>
  (given) => {
    const x = given.operand('a', 'input');
    const other = given.count === 2 && isArray(given) ? given.operand('other') : undefined;
    if (other) {
      given.end();
      return given.make(binary, [x, other]);
    }
    const axis = given.axis(...AXIS);
    const keepDims = given.flag(...KEEP);
    given.end();
    const isPair = axis !== undefined && given.translator.dialect.language === 'PyTorch';
    if (isPair && given.use !== 'values')
      throw programErrors.cannotSay(
        given.translator.source,
        given.at,
        'a pair of values and indices',
        `write ${given.written}(…).values`,
      );
    return given.make(reduction, [x], options({ axis, keepDims }));
  };

/** In PyTorch the second argument of max is an array or an axis: an axis is a whole number. */
const isArray = (given: Call) => given.translator.dialect.language === 'PyTorch' && !given.hasLiteral(1);

/** var and std: NumPy divides by n − ddof, which is n, and PyTorch by n − 1. */
export const spread =
  (operation: string, qualified: 'numpy' | 'pytorch' | undefined): Rule =>
  (given) => {
    const { source, dialect } = given.translator;
    const x = given.operand('a', 'input');
    const axis = given.axis(...AXIS);
    const library = qualified ?? { NumPy: 'numpy', JAX: 'numpy', PyTorch: 'pytorch' }[dialect.language];
    const told = ['ddof', 'correction'].find((name) => given.has(name));
    let correction = library === 'pytorch' ? 1 : 0;
    if (told !== undefined) correction = given.number(0, told);
    else if (given.has('unbiased')) correction = given.flag('unbiased') ? 1 : 0;
    else if (library === undefined)
      throw programErrors.ambiguous(
        source,
        given.at,
        `${given.written} divides by n in NumPy and by n − 1 in PyTorch`,
        `np.${operation === 'std' ? 'std' : 'var'}(…)`,
        `torch.${operation === 'std' ? 'std' : 'var'}(…)`,
      );
    const keepDims = given.flag(...KEEP);
    given.ignore('dtype').end();
    return given.make(operation, [x], { correction, ...options({ axis, keepDims }) });
  };

const norm: Rule = (given) => {
  const x = given.operand('x', 'input');
  const order = given.literal('ord', 'p') ?? undefined;
  const axis = given.axis(...AXIS);
  const keepDims = given.flag(...KEEP);
  given.end();
  if (order === 'fro' || order === 2 || order === undefined || order === null) {
    const made = given.make('norm', [x], options({ axis, keepDims }));
    return order === 2 && axis === undefined ? ofVectors(given, x, made) : made;
  }
  if (typeof order !== 'number') throw given.expected(given.at, "a number or 'fro' as ord");
  const made = given.make('norm', [x], { p: order, ...options({ axis, keepDims }) });
  return axis === undefined ? ofVectors(given, x, made) : made;
};

/** Of a matrix, NumPy takes another norm by the same order. */
const ofVectors = (given: Call, x: Expression, made: Expression): Expression =>
  given.notation('norm', [x], ([{ shape, expression }]) => {
    if (shape.length > 1)
      throw programErrors.shapes(
        given.translator.source,
        given.at,
        `${given.written}: expected a vector where an order is given (without one it is the root of the sum of squares)`,
        [shape],
      );
    return made.kind === 'call' ? { ...made, operands: [expression] } : made;
  });

/** The shape that a reshape is told: numbers in a row or in brackets. */
const reshaped: Rule = (given) => {
  const x = given.operand('a', 'input');
  const shape: Term[] = [];
  for (let next = given.term('shape', 'newshape'); next; next = given.term('shape')) shape.push(next);
  given.ignore('order').end();
  const items = shape.length === 1 && shape[0].kind === 'list' ? shape[0].items : shape;
  return toShape(given, x, items);
};

/** Numbers and sizes: `x.reshape(x.shape[0], -1)`. */
function toShape(given: Call, x: Expression, items: readonly Term[]): Expression {
  const { translator } = given;
  const lengths = items.map((item) => translator.expression(item));
  return given.notation('reshape', [x, ...lengths], ([array, ...sizes]) => {
    const numbers = sizes.map(({ value }) => plainNumber(value));
    if (!numbers.every(Number.isInteger)) throw given.expected(given.at, 'whole numbers as a shape');
    const shape = numbers.map((n) => number(n, given.at));
    return call('reshape', [array.expression, translator.list(shape, given.at)], undefined, given.at);
  });
}

const transposed: Rule = (given) => {
  const x = given.operand('a', 'input');
  const axes: Term[] = [];
  for (let next = given.term('axes', 'dim0', 'dims'); next; next = given.term('axes', 'dim1'))
    axes.push(next);
  given.end();
  const items = axes.length === 1 && axes[0].kind === 'list' ? axes[0].items : axes;
  if (items.length === 0) return given.notation('transpose', [x], reversed());
  const numbers = items.map((item) => given.translator.literal(item));
  if (!numbers.every((each) => typeof each === 'number')) throw given.expected(given.at, 'numbers as axes');
  const list = given.translator.list(
    numbers.map((each) => number(each as number)),
    given.at,
  );
  const swaps = given.translator.dialect.language === 'PyTorch' && given.written.endsWith('transpose');
  if (!swaps) return given.make('permute', [x, list]);
  return given.make('swapAxes', [x, ...numbers.map((each) => number(each as number))]);
};

/** `np.zeros((m, 1))`, `torch.ones(m, 1)`. */
const constantOf =
  (fill: number): Rule =>
  (given) => {
    const shape: Term[] = [];
    for (let next = given.term('shape', 'size'); next; next = given.term('shape')) shape.push(next);
    given.ignore('dtype', 'requires_grad', 'device').end();
    const [first] = shape;
    if (shape.length === 1 && first.kind === 'member' && first.name === 'shape') {
      const like = given.translator.expression(first.of);
      return given.notation('broadcastTo', [like], ([{ shape: found }]) =>
        call(
          'broadcastTo',
          [
            number(fill),
            given.translator.list(
              found.map((n) => number(n)),
              given.at,
            ),
          ],
          undefined,
          given.at,
        ),
      );
    }
    const items = shape.length === 1 && first.kind === 'list' ? first.items : shape;
    return filled(
      given,
      number(fill),
      items.map((item) => given.translator.expression(item)),
    );
  };

/** Arrays one after another: `np.hstack((a, b))`, `torch.cat([a, b], dim=1)`. */
const joined =
  (operation: string, hasAxis: boolean): Rule =>
  (given) => {
    const parts = given.term('tensors', 'arrays', 'tup');
    if (parts?.kind !== 'list') throw given.expected(given.at, 'arrays in brackets');
    const list = given.translator.list(
      parts.items.map((item) => given.translator.expression(item)),
      parts.at,
    );
    const axis = hasAxis ? (given.axis(...AXIS) ?? 0) : undefined;
    given.end();
    return given.make(operation, [list], options({ axis }));
  };

const where: Rule = (given) => {
  if (given.count < 3) throw given.cannotSay('write the three arguments, where(condition, a, b)');
  const found = [given.operand('condition'), given.operand('x'), given.operand('y')];
  given.end();
  return given.make('where', found);
};

const clipped: Rule = (given) => {
  const x = given.operand('a', 'input');
  const low = given.optional('min', 'a_min') ?? number(-Infinity, given.at);
  const high = given.optional('max', 'a_max') ?? number(Infinity, given.at);
  given.end();
  return given.make('clamp', [x, low, high]);
};

const dot: Rule = (given) => {
  const found = [given.operand('a', 'input'), given.operand('b', 'other')];
  given.end();
  return given.notation('matmul', found, dotted(given));
};

const einsum: Rule = (given) => {
  const equation = given.literal('equation');
  if (typeof equation !== 'string') throw given.expected(given.at, "an equation such as 'ij,jk->ik'");
  const found: Expression[] = [];
  while (found.length < given.count - 1) found.push(given.operand('operand'));
  given.ignore('optimize').end();
  return given.make('einsum', [text(equation.replaceAll(' ', '')), ...found]);
};

const expanded: Rule = (given) => {
  const x = given.operand('a', 'input');
  const axis = given.number(0, ...AXIS);
  given.end();
  return given.make('expandDims', [x, number(axis, given.at)]);
};

const squeezed: Rule = (given) => {
  const x = given.operand('a', 'input');
  const axis = given.axis(...AXIS);
  given.end();
  return given.make('squeeze', [x], options({ axis }));
};

/** A comparison as 0 and 1, or numbers as they are. */
const asNumbers: Rule = (given) => {
  const x = given.operand('x');
  given.term('dtype');
  given.ignore('dtype', 'copy').end();
  return x.kind === 'call' && COMPARISONS.has(x.name) ? given.make('where', [x, number(1), number(0)]) : x;
};

const COMPARISONS = new Set(['less', 'lessEqual', 'greater', 'greaterEqual', 'equal', 'notEqual']);

const whole: Rule = (given) => {
  const x = asNumbers(given);
  return x.kind === 'call' && x.name === 'where' ? x : given.make('trunc', [x]);
};

/** Numbers as they are, in brackets or not. */
const array: Rule = (given) => {
  const x = given.operand('object', 'data');
  given.ignore('dtype', 'requires_grad', 'device', 'copy', 'ndmin').end();
  return x;
};

const eye: Rule = (given) => {
  const n = given.operand('N', 'n');
  given.ignore('dtype').end();
  return given.make('diag', [filled(given, number(1), [n])]);
};

const oneHot: Rule = (given) => {
  const found = [given.operand('tensor', 'x'), given.operand('num_classes')] as const;
  given.ignore('dtype').end();
  return hotRows(...found, given.at, given.translator);
};

const size: Rule = (given) => {
  const x = given.operand('a');
  const axis = given.literal(...AXIS);
  given.end();
  return sizeOf(given, x, (shape) =>
    typeof axis === 'number' ? (shape.at(axis) ?? 1) : shape.reduce((a, b) => a * b, 1),
  );
};

export const length: Rule = (given) => {
  const x = given.operand('x');
  given.end();
  return sizeOf(given, x, ([first = 1]) => first);
};

const dropped: Rule = (given) => {
  throw given.cannotSay('it is random: leave it out, or give the mask as an input');
};

const UNARY = `exp log log2 log10 log1p expm1 exp2 sqrt rsqrt abs absolute=abs fabs=abs sin cos tan arcsin=asin arccos=acos
  arctan=atan asin acos atan sinh cosh tanh arcsinh=asinh arccosh=acosh arctanh=atanh asinh acosh atanh sign square
  reciprocal negative=neg neg floor ceil trunc cbrt erf erfc sinc sigmoid relu relu6 silu selu mish lgamma digamma
  logit softsign=softSign hardtanh=hardTanh logsigmoid=logSigmoid log_sigmoid=logSigmoid i0 deg2rad=radians rad2deg=degrees
  expit=sigmoid swish=silu logical_not=logicalNot`;

const BINARY = `add subtract=sub sub multiply=mul mul divide=div true_divide=div div power=pow pow float_power=pow maximum
  minimum fmax fmin hypot arctan2=atan2 atan2 logaddexp=logAddExp logaddexp2=logAddExp2 mod=remainder remainder fmod
  outer inner kron greater greater_equal=greaterEqual less less_equal=lessEqual equal not_equal=notEqual gt=greater
  ge=greaterEqual lt=less le=lessEqual eq=equal ne=notEqual logical_and=logicalAnd logical_or=logicalOr
  logical_xor=logicalXor heaviside matmul mm=matmul bmm=matmul mv=matmul vdot cross solve xlogy xlog1py`;

const REDUCED = `sum mean prod any all amax=max amin=min nansum=nanSum nanmean=nanMean logsumexp=logSumExp argmax=argMax
  argmin=argMin median`;

/** Functions of a module, `np.sum(x)`, and methods of an array, `x.sum()`, alike. */
export const COMMON: ReadonlyMap<string, Rule> = new Map([
  ...table(UNARY, (operation) => entrywise(operation, 1)),
  ...table(BINARY, (operation) => entrywise(operation, 2)),
  ...table(REDUCED, reduces),
  ...table('softmax log_softmax=logSoftmax softmin', (operation) => along(operation, undefined)),
  ...table('cumsum=cumSum cumprod=cumProd', running),
  ...table('inv=inverse det trace diag pinv triu tril ravel flatten diagonal', (operation) =>
    entrywise(operation, 1),
  ),
  ...table('dot', () => dot),
  ...table('reshape view', () => reshaped),
  ...table('transpose permute swapaxes t', () => transposed),
  ...table('copy clone item contiguous cpu numpy double float tolist requires_grad_', () => itself),
  ...table('astype type', () => asNumbers),
  ...table('int int32 int64 long', () => whole),
  ...table('where', () => where),
  ...table('clip clamp', () => clipped),
  ...table('norm', () => norm),
  ...table('expand_dims unsqueeze', () => expanded),
  ...table('squeeze', () => squeezed),
  ...table('numel', () => size),
]);

/** Functions of a module alone. */
export const OF_MODULES: ReadonlyMap<string, Rule> = new Map([
  ...COMMON,
  ...table('array asarray tensor as_tensor atleast_1d float32 float64 FloatTensor Tensor', () => array),
  ...table('zeros', () => constantOf(0)),
  ...table('ones', () => constantOf(1)),
  ...table('zeros_like', () => filledLike(0)),
  ...table('ones_like', () => filledLike(1)),
  ...table('eye identity', () => eye),
  ...table('one_hot', () => oneHot),
  ...table('concatenate=concat cat=concat concat stack', (operation) => joined(operation, true)),
  ...table('hstack vstack column_stack=columnStack row_stack=vstack', (operation) =>
    joined(operation, false),
  ),
  ...table('einsum', () => einsum),
  ...table('size', () => size),
  ...table('dropout', () => dropped),
]);
