import { Precedence } from '../../../expression/notation.ts';
import type { Piece } from '../../writer.ts';
import type { Rendering, Target } from '../target.ts';
import { signs } from '../writer.ts';
import { named } from './python.ts';

/*
 * NumPy, and JAX in its place: what both call by the same names.
 */

const REDUCED = { axis: 'axis', keepDims: 'keepdims' };
const ALONG = { axis: 'axis' };

/** Functions of numbers, by their names in NumPy where these are others. */
const ELEMENTWISE =
  'abs acos:arccos acosh:arccosh asin:arcsin asinh:arcsinh atan:arctan atanh:arctanh atan2:arctan2 cbrt ceil ' +
  'copySign:copysign cos cosh degrees exp exp2 expm1 floor fmax fmin fmod hypot isFinite:isfinite isInf:isinf isNaN:isnan ' +
  'log log10 log1p log2 logAddExp:logaddexp logAddExp2:logaddexp2 logicalAnd:logical_and logicalNot:logical_not ' +
  'logicalOr:logical_or logicalXor:logical_xor maximum minimum radians round sign sin sinh sqrt tan tanh trunc where ' +
  'outer dot inner vdot kron trace diag';

/** Functions of an array along axes. */
const REDUCTIONS = 'sum mean prod max min amax:max amin:min all any nanSum:nansum nanMean:nanmean';

const words = (table: string, code: (own: string) => Rendering): Record<string, Rendering> =>
  Object.fromEntries(
    table.split(' ').map((entry) => {
      const [name, own = name] = entry.split(':');
      return [name, code(own)];
    }),
  );

/** Axes that are counted from 0 unless they are said. */
const lastAxis =
  (code: string): Rendering =>
  (call) =>
    `${code}(${call.array(0)}, axis=${call.option('axis') ?? '-1'})`;

/** The functions of NumPy under this name. */
export const arrayFunctions = (np: string): Target['functions'] => ({
  ...words(ELEMENTWISE, (own) => named(`${np}.${own}`)),
  ...words(REDUCTIONS, (own) => named(`${np}.${own}`, REDUCED)),
  rsqrt: signs(`1 / ${np}.sqrt(□)`, Precedence.product, Precedence.enclosed),
  remainder: named(`${np}.mod`),
  frac: (call) => `${np}.modf(${call.array(0)})[0]`,
  clamp: (call) =>
    call.count === 3 ? `${np}.clip(${call.array(0)}, ${call.array(1)}, ${call.array(2)})` : undefined,
  sinc: named(`${np}.sinc`),
  variance: spread(`${np}.var`),
  std: spread(`${np}.std`),
  argMax: named(`${np}.argmax`, REDUCED),
  argMin: named(`${np}.argmin`, REDUCED),
  countNonzero: named(`${np}.count_nonzero`, REDUCED),
  cumSum: lastAxis(`${np}.cumsum`),
  cumProd: lastAxis(`${np}.cumprod`),
  sort: (call) =>
    call.literal('descending')
      ? undefined
      : `${np}.sort(${call.array(0)}, axis=${call.option('axis') ?? '-1'})`,
  diff: named(`${np}.diff`, { axis: 'axis', n: 'n' }),
  norm: (call) =>
    norm(
      np,
      call.array(0),
      call.literal('p'),
      call.option('p'),
      axisArguments(call.option('axis'), call.option('keepDims')),
    ),
  vectorNorm: (call) =>
    norm(
      np,
      call.array(0),
      call.literal('p'),
      call.option('p'),
      axisArguments(call.option('axis'), call.option('keepDims')),
    ),
  cross: named(`${np}.cross`, ALONG),
  diagonal: named(`${np}.diagonal`, { offset: 'offset' }),
  diagEmbed: (call) => `${np}.diag(${call.array(0)})`,
  tril: (call) => `${np}.tril(${call.array(0)}${option(', k=', call.option('k'))})`,
  triu: (call) => `${np}.triu(${call.array(0)}${option(', k=', call.option('k'))})`,
  transpose: (call) => {
    const order = call.count > 1 ? call.numbers(1) : undefined;
    if (call.count > 1) return order && `${np}.transpose(${call.array(0)}, ${order})`;
    return transposed(call.piece(0));
  },
  permute: (call) => `${np}.transpose(${call.array(0)}, ${call.numbers(1)})`,
  swapAxes: (call) => `${np}.swapaxes(${call.array(0)}, ${call.numbers(1)}, ${call.numbers(2)})`,
  moveAxis: (call) => `${np}.moveaxis(${call.array(0)}, ${call.numbers(1)}, ${call.numbers(2)})`,
  reshape: (call) => withShape(`${np}.reshape`, call.array(0), call.numbers(1)),
  broadcastTo: (call) => withShape(`${np}.broadcast_to`, call.array(0), call.numbers(1)),
  flatten: (call) => `${np}.ravel(${call.array(0)})`,
  ravel: (call) => `${np}.ravel(${call.array(0)})`,
  pad: (call) => {
    const widths = call.numbers(1);
    return widths && `${np}.pad(${call.array(0)}, ${widths})`;
  },
  roll: (call) => {
    const shift = call.numbers(1);
    return shift && `${np}.roll(${call.array(0)}, ${shift}${option(', axis=', call.option('axis'))})`;
  },
  tile: (call) => withShape(`${np}.tile`, call.array(0), call.numbers(1)),
  concat: (call) => joinedAlong(`${np}.concatenate`, call.arrays(0), call.option('axis')),
  stack: (call) => joinedAlong(`${np}.stack`, call.arrays(0), call.option('axis')),
  multiDot: (call) => joinedAlong(`${np}.linalg.multi_dot`, call.arrays(0), undefined),
  det: named(`${np}.linalg.det`),
  logDet: (call) => `${np}.linalg.slogdet(${call.array(0)})[1]`,
  inverse: named(`${np}.linalg.inv`),
  pinv: named(`${np}.linalg.pinv`),
  solve: named(`${np}.linalg.solve`),
  cholesky: named(`${np}.linalg.cholesky`),
  svdvals: (call) => `${np}.linalg.svd(${call.array(0)}, compute_uv=False)`,
  eigvalsh: named(`${np}.linalg.eigvalsh`),
  matrixPower: (call) => {
    const exponent = call.numbers(1);
    return exponent && `${np}.linalg.matrix_power(${call.array(0)}, ${exponent})`;
  },
  mm: signs('□ @ □', Precedence.product, Precedence.product, Precedence.power),
  mv: signs('□ @ □', Precedence.product, Precedence.product, Precedence.power),
  bmm: signs('□ @ □', Precedence.product, Precedence.product, Precedence.power),
  asType: (call) =>
    call.numbers(1) === '"float64"' ? `${np}.asarray(${call.array(0)}, dtype=float)` : undefined,
});

const option = (prefix: string, given: string | undefined) => (given === undefined ? '' : prefix + given);

const withShape = (code: string, array: string, shape: string | undefined) =>
  shape && `${code}(${array}, ${shape})`;

const transposed = ({ text, precedence }: Piece): Piece => ({
  text: precedence >= Precedence.postfix ? `${text}.T` : `(${text}).T`,
  precedence: Precedence.postfix,
});

const joinedAlong = (code: string, arrays: readonly string[] | undefined, axis: string | undefined) =>
  arrays && `${code}([${arrays.join(', ')}]${option(', axis=', axis)})`;

/** The correction is 1 in core and 0 in NumPy. */
function spread(code: string): Rendering {
  return (call) => {
    const correction = call.option('correction') ?? '1';
    return `${code}(${call.array(0)}${axisArguments(call.option('axis'), call.option('keepDims'))}${correction === '0' ? '' : `, ddof=${correction}`})`;
  };
}

const axisArguments = (axis: string | undefined, keepDims: string | undefined) =>
  option(', axis=', axis) + option(', keepdims=', keepDims);

/** NumPy's norm of a matrix is of another kind for other powers than 2. */
function norm(
  np: string,
  array: string,
  p: unknown,
  power: string | undefined,
  along: string,
): string | Piece {
  if (p === undefined || p === 2) return `${np}.sqrt(${np}.sum(${np}.square(${array})${along}))`;
  if (p === 1) return `${np}.sum(${np}.abs(${array})${along})`;
  if (p === Infinity) return `${np}.max(${np}.abs(${array})${along})`;
  if (p === -Infinity) return `${np}.min(${np}.abs(${array})${along})`;
  return signed(`${np}.sum(${np}.abs(${array}) ** ${power}${along}) ** (1 / ${power})`);
}

const signed = (text: string): Piece => ({ text, precedence: Precedence.power });
