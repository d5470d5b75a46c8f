import { Precedence } from '../../../expression/notation.ts';
import type { Piece } from '../../writer.ts';
import type { SpokenCall } from '../spoken-call.ts';
import type { Rendering, Target } from '../target.ts';
import { signs } from '../writer.ts';
import { named } from './python.ts';

/*
 * What PyTorch calls the operations. Axes are `dim` there, and its functions take tensors alone.
 */

const REDUCED = { axis: 'dim', keepDims: 'keepdim' };
const ALONG = { axis: 'dim' };

/** Functions of numbers, by their names in `torch` where these are others. */
const ELEMENTWISE =
  'abs acos acosh asin asinh atan atanh atan2 ceil copySign:copysign cos cosh degrees:rad2deg exp exp2 expm1 floor fmax ' +
  'fmin fmod frac hypot isFinite:isfinite isInf:isinf isNaN:isnan log log10 log1p log2 logAddExp:logaddexp ' +
  'logAddExp2:logaddexp2 logicalAnd:logical_and logicalNot:logical_not logicalOr:logical_or logicalXor:logical_xor ' +
  'maximum minimum radians:deg2rad remainder round rsqrt sigmoid sign sin sinc sinh sqrt tan tanh trunc where erf:special.erf ' +
  'erfc:special.erfc erfInv:special.erfinv erfcx:special.erfcx lgamma digamma besselI0:i0 besselI0e:special.i0e besselI1:special.i1 ' +
  'besselI1e:special.i1e entr:special.entr xlogy:special.xlogy xlog1py:special.xlog1py logit:special.logit lerp outer dot inner ' +
  'vdot kron trace diag bmm mm mv relu selu:nn.functional.selu silu:nn.functional.silu mish:nn.functional.mish ' +
  'softSign:nn.functional.softsign logSigmoid:nn.functional.logsigmoid relu6:nn.functional.relu6 ' +
  'hardSwish:nn.functional.hardswish hardSigmoid:nn.functional.hardsigmoid tanhShrink:nn.functional.tanhshrink ' +
  'gelu:nn.functional.gelu det:linalg.det inverse:linalg.inv pinv:linalg.pinv solve:linalg.solve ' +
  'cholesky:linalg.cholesky svdvals:linalg.svdvals eigvalsh:linalg.eigvalsh matrixExp:linalg.matrix_exp logDet:logdet ' +
  'ndtr:special.ndtr ndtri:special.ndtri logNdtr:special.log_ndtr besselJ0:special.bessel_j0 besselJ1:special.bessel_j1';

const elementwise = Object.fromEntries(
  ELEMENTWISE.split(' ').map((entry) => {
    const [name, own = name] = entry.split(':');
    return [name, named(`torch.${own}`)];
  }),
);

/** A function along the last axis, unless another is said. */
const along =
  (code: string): Rendering =>
  (call) =>
    `${code}(${call.array(0)}, dim=${call.option('axis') ?? '-1'})`;

/** A reduction whose axes may not be left out where its axis is kept. */
const reduced =
  (code: string, several = code): Rendering =>
  (call) => {
    const [x, axis, keepDims] = [call.array(0), call.option('axis'), call.option('keepDims')];
    if (axis === undefined && keepDims === undefined) return `${code}(${x})`;
    const dim = axis ?? allAxes(call);
    return dim === undefined
      ? undefined
      : `${several}(${x}, dim=${dim}${keepDims === undefined ? '' : `, keepdim=${keepDims}`})`;
  };

/** Nobody knows here how many axes there are. */
const allAxes = (_: SpokenCall): string | undefined => undefined;

const power = (text: string): Piece => ({ text, precedence: Precedence.power });

/** The correction is 1 in both. */
const spread =
  (code: string): Rendering =>
  (call) => {
    const [x, axis, keepDims, correction] = [
      call.array(0),
      call.option('axis'),
      call.option('keepDims'),
      call.option('correction'),
    ];
    if (correction !== undefined && correction !== '0' && correction !== '1') return undefined;
    const args = [
      x,
      ...(axis === undefined ? [] : [`dim=${axis}`]),
      ...(correction === '0' ? ['unbiased=False'] : []),
      ...(keepDims === undefined ? [] : [`keepdim=${keepDims}`]),
    ];
    return axis === undefined && keepDims !== undefined ? undefined : `${code}(${args.join(', ')})`;
  };

const withNumbers =
  (code: string): Rendering =>
  (call) => {
    const numbers = call.numbers(1);
    return numbers && `${code}(${call.array(0)}, ${numbers})`;
  };

const joinedAlong =
  (code: string): Rendering =>
  (call) => {
    const [arrays, axis] = [call.arrays(0), call.option('axis')];
    return arrays && `${code}([${arrays.join(', ')}]${axis === undefined ? '' : `, dim=${axis}`})`;
  };

export const torchFunctions: Target['functions'] = {
  ...elementwise,
  sum: reduced('torch.sum'),
  mean: reduced('torch.mean'),
  max: reduced('torch.max', 'torch.amax'),
  min: reduced('torch.min', 'torch.amin'),
  amax: reduced('torch.amax'),
  amin: reduced('torch.amin'),
  logSumExp: (call) => {
    const [axis, keepDims] = [call.option('axis'), call.option('keepDims')];
    if (axis === undefined)
      return keepDims === undefined ? `torch.logsumexp(torch.flatten(${call.array(0)}), dim=0)` : undefined;
    return `torch.logsumexp(${call.array(0)}, dim=${axis}${keepDims === undefined ? '' : `, keepdim=${keepDims}`})`;
  },
  prod: (call) => {
    const axis = call.literal('axis');
    if (axis === undefined) return `torch.prod(${call.array(0)})`;
    return typeof axis === 'number'
      ? named('torch.prod', REDUCED) && `torch.prod(${call.array(0)}, dim=${axis})`
      : undefined;
  },
  variance: spread('torch.var'),
  std: spread('torch.std'),
  norm: named('torch.linalg.vector_norm', { p: 'ord', ...REDUCED }),
  vectorNorm: named('torch.linalg.vector_norm', { p: 'ord', ...REDUCED }),
  argMax: named('torch.argmax', REDUCED),
  argMin: named('torch.argmin', REDUCED),
  cumSum: along('torch.cumsum'),
  cumProd: along('torch.cumprod'),
  softmax: along('torch.softmax'),
  logSoftmax: along('torch.log_softmax'),
  softmin: along('torch.nn.functional.softmin'),
  glu: along('torch.nn.functional.glu'),
  diff: named('torch.diff', { ...ALONG, n: 'n' }),
  cross: (call) =>
    `torch.linalg.cross(${call.array(0)}, ${call.array(1)}, dim=${call.option('axis') ?? '-1'})`,
  sort: (call) =>
    `torch.sort(${call.array(0)}, dim=${call.option('axis') ?? '-1'}, descending=${call.option('descending') ?? 'False'})[0]`,
  softplus: 'torch.nn.functional.softplus(□)',
  elu: named('torch.nn.functional.elu', { alpha: 'alpha' }),
  celu: named('torch.nn.functional.celu', { alpha: 'alpha' }),
  leakyRelu: named('torch.nn.functional.leaky_relu', { negativeSlope: 'negative_slope' }),
  clamp: (call) => {
    const [low, high] = [call.numbers(1), call.count > 2 ? call.numbers(2) : 'None'];
    return low && high && `torch.clamp(${call.array(0)}, ${low}, ${high})`;
  },
  cbrt: (call) => power(`torch.sign(${call.array(0)}) * torch.abs(${call.array(0)}) ** (1 / 3)`),
  transpose: (call) => {
    if (call.count > 1) return withNumbers('torch.permute') && permuted(call);
    const { text, precedence } = call.piece(0);
    return {
      text: `${precedence >= Precedence.postfix ? text : `(${text})`}.T`,
      precedence: Precedence.postfix,
    };
  },
  permute: withNumbers('torch.permute'),
  reshape: withNumbers('torch.reshape'),
  broadcastTo: withNumbers('torch.broadcast_to'),
  tile: withNumbers('torch.tile'),
  matrixPower: withNumbers('torch.linalg.matrix_power'),
  swapAxes: (call) => `torch.swapaxes(${call.array(0)}, ${call.numbers(1)}, ${call.numbers(2)})`,
  moveAxis: (call) => `torch.moveaxis(${call.array(0)}, ${call.numbers(1)}, ${call.numbers(2)})`,
  flatten: 'torch.flatten(□)',
  ravel: 'torch.ravel(□)',
  roll: (call) => {
    const [shift, axis] = [call.numbers(1), call.option('axis')];
    return shift && `torch.roll(${call.array(0)}, ${shift}${axis === undefined ? '' : `, dims=${axis}`})`;
  },
  concat: joinedAlong('torch.cat'),
  stack: joinedAlong('torch.stack'),
  multiDot: (call) => {
    const arrays = call.arrays(0);
    return arrays && `torch.linalg.multi_dot([${arrays.join(', ')}])`;
  },
  diagonal: named('torch.diagonal', { offset: 'offset' }),
  tril: named('torch.tril', { k: 'diagonal' }),
  triu: named('torch.triu', { k: 'diagonal' }),
  all: reduced('torch.all'),
  any: reduced('torch.any'),
  countNonzero: 'torch.count_nonzero(□)',
  nanSum: reduced('torch.nansum'),
  nanMean: reduced('torch.nanmean'),
  asType: (call) => {
    if (call.numbers(1) !== '"float64"') return undefined;
    const { text, precedence } = call.piece(0);
    return `${precedence >= Precedence.postfix ? text : `(${text})`}.to(torch.float64)`;
  },
  addmm: signs('□ + □ @ □', Precedence.sum, Precedence.sum, Precedence.product, Precedence.power),
};

function permuted(call: SpokenCall): string | undefined {
  const order = call.numbers(1);
  return order && `torch.permute(${call.array(0)}, ${order})`;
}
