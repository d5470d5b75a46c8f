import * as core from '@chainrule/core';
import { constant, type DType, type Tree, type Value, value } from '@chainrule/core';

/** A function of Values, and numbers to try it on. */
export interface Case {
  readonly title: string;
  readonly inputs: readonly Value[];
  readonly f: (xs: Value[]) => Tree;
  /** Whether it has no form as text, so that no file can be written of it. */
  readonly unwritten?: boolean;
}

/** Numbers in (−1.5, 1.5), irregular and the same every time. */
export const numbers = (count: number, seed = 1): number[] =>
  Array.from({ length: count }, (_, i) => 1.5 * Math.sin(12.9898 * (i + 1) * seed + 0.3 * seed));

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

export const array = (shape: readonly number[], seed = 1, dtype: DType = 'float64'): Value =>
  value(numbers(size(shape), seed), { shape, dtype });

const positive = (shape: readonly number[], seed = 1) =>
  value(numbers(size(shape), seed).map(Math.abs), { shape });

/** f and the gradient of its sum. */
const withGradient =
  (f: (...xs: Value[]) => Value) =>
  (xs: Value[]): Tree => {
    const y = f(...xs);
    const gradients = y
      .mul(constant(numbers(y.size, 7), { shape: y.shape }))
      .sum()
      .backward();
    return [y, ...xs.filter((x) => x.wantsGradient).map((x) => gradients.of(x))];
  };

type Unary = (x: Value) => Value;

const UNARY = [
  'neg', 'square', 'abs', 'sign', 'exp', 'exp2', 'expm1', 'sin', 'cos', 'tan', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'sinc',
  'sigmoid', 'softplus', 'logSigmoid', 'relu', 'relu6', 'silu', 'mish', 'selu', 'elu', 'celu', 'leakyRelu', 'hardTanh',
  'hardSigmoid', 'hardSwish', 'hardShrink', 'softShrink', 'softSign', 'tanhShrink', 'floor', 'ceil', 'round', 'trunc', 'frac',
  'cbrt', 'reciprocal',
] as const; // biome-ignore format: a list of names

const POSITIVE = ['log', 'log2', 'log10', 'log1p', 'sqrt', 'rsqrt', 'entr'] as const;

const BINARY = [
  'add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'fmax', 'fmin', 'atan2', 'hypot', 'logAddExp', 'logAddExp2', 'copySign',
  'remainder', 'fmod', 'ldexp', 'heaviside',
] as const; // biome-ignore format: a list of names

const COMPARING = ['greater', 'greaterEqual', 'less', 'lessEqual', 'equal', 'notEqual', 'logicalAnd', 'logicalOr', 'logicalXor'] as const; // biome-ignore format: a list of names

/** Small arrays, which are written out, and larger ones, which are loops. */
const SHAPES = [[], [2, 3], [9, 11]] as const;

const functions = core as unknown as Record<string, (...xs: unknown[]) => Value>;

function elementwise(): Case[] {
  return SHAPES.flatMap((shape) => {
    const kind = `[${shape.join(', ')}]`;
    const unary = (name: string, x: Value): Case => ({
      title: `${name} ${kind}`,
      inputs: [x],
      f: withGradient(functions[name] as Unary),
    });
    return [
      ...UNARY.map((name) => unary(name, array(shape))),
      ...POSITIVE.map((name) => unary(name, positive(shape))),
      ...BINARY.map((name) => ({
        title: `${name} ${kind}`,
        inputs: [array(shape), array(shape, 2)],
        f: withGradient((a, b) => functions[name](a, b)),
      })),
      ...COMPARING.map((name) => ({
        title: `${name} ${kind}`,
        inputs: [array(shape), array(shape, 2)],
        f: ([a, b]: Value[]) => [functions[name](a, b), functions[name](a, a), functions[name](a, 0)],
      })),
      {
        title: `pow ${kind}`,
        inputs: [positive(shape), array(shape, 2)],
        f: withGradient((a, b) => a.pow(b).add(a.pow(2)).add(a.pow(-0.5))),
      },
      {
        title: `where, clamp, xlogy, isNaN ${kind}`,
        inputs: [positive(shape), array(shape, 2)],
        f: withGradient((a, b) =>
          core
            .where(b.greater(0), a, b.clamp(-0.5, 1))
            .add(core.xlogy(b, a))
            .add(core.where(b.isNaN(), 1, 2)),
        ),
      },
      {
        title: `the error functions and gelu ${kind}`,
        inputs: [array(shape)],
        f: withGradient((a) =>
          core
            .erf(a)
            .add(core.gelu(a))
            .add(core.erfc(a))
            .add(core.erfInv(a.div(2))),
        ),
      },
      {
        title: `the gamma functions ${kind}`,
        inputs: [positive(shape)],
        f: withGradient((a) =>
          core
            .lgamma(a)
            .add(core.digamma(a.add(1)))
            .add(core.polygamma(a, 1)),
        ),
      },
      {
        title: `the normal distribution, which is called ${kind}`,
        inputs: [array(shape)],
        f: withGradient((a) => core.ndtr(a)),
        unwritten: true,
      },
    ];
  });
}

const whole = (count: number) =>
  constant(
    Array.from({ length: count }, (_, i) => (i * 7919) % 13),
    { dtype: 'int32' },
  );

function arrays(): Case[] {
  return [4, 20].flatMap((n): Case[] => {
    const x = array([n, 5]);
    const on = (title: string, f: (x: Value) => Value, of = x): Case => ({
      title: `${title}, ${of.shape.join(' × ')}`,
      inputs: [of],
      f: withGradient(f),
    });
    return [
      on('sum of all', (x) => x.sum()),
      on('sum along an axis', (x) => x.sum({ axis: 0 })),
      on('sum kept', (x) => x.sum({ axis: 1, keepDims: true })),
      on('sum of middle axes', (x) => x.reshape([2, n / 2, 5]).sum({ axis: [0, 2] })),
      on('mean and variance', (x) => x.mean({ axis: 1 }).add(x.variance({ axis: 1 }))),
      on('max', (x) => x.max({ axis: 1 })),
      on('min', (x) => x.min({ axis: 0, keepDims: true })),
      { ...on('prod', (x) => x.prod({ axis: 1 })), f: ([x]) => x.prod({ axis: 1 }) },
      { ...on('prod with its gradient', (x) => x.prod({ axis: 1 })), unwritten: true },
      on('softmax', (x) => x.softmax()),
      on('logSoftmax', (x) => x.logSoftmax({ axis: 0 })),
      on('logSumExp', (x) => x.logSumExp({ axis: 1 })),
      on('transpose', (x) => x.transpose().mul(2)),
      on('broadcast', (x) => core.broadcastTo(x.reshape([n, 1, 5]), [n, 2, 5]).tanh()),
      on('reshape and flatten', (x) => x.flatten().exp().reshape([5, n])),
      on('slices', (x) => x.slice([[1, n, 2], [0, 3]]).sin()), // biome-ignore format: ranges
      on('flip and diagonal', (x) => x.flip({ axis: 1 }).diagonal()),
      on('pad', (x) => core.pad(x, [[1, 0], [2, 1]]).exp()), // biome-ignore format: pads
      on('concat', (x) => core.concat([x, x.mul(2), x.exp()], { axis: 1 })),
      on('stack', (x) => core.stack([x, x.neg()], { axis: 1 })),
      on('take', (x) => x.take([2, 0, 0, 1], { axis: 0 })),
      on('roll and tile', (x) => x.roll(1, { axis: 0 }).tile([2, 1])),
      on('unfold', (x) => core.unfold(x, { axis: 0, size: 3, step: 1 })),
      {
        title: `matmul ${n}`,
        inputs: [array([n, 3]), array([3, n], 2)],
        f: withGradient((a, b) => a.matmul(b)),
      },
      {
        title: `batched matmul ${n}`,
        inputs: [array([2, 1, 3, 2]), array([n, 2, 2], 2)],
        f: withGradient((a, b) => a.matmul(b)),
      },
      {
        title: `a layer ${n}`,
        inputs: [array([n, 3]), array([3], 2), array([3, 2], 3)],
        f: withGradient((x, b, W) => x.add(b).tanh().matmul(W).sigmoid()),
      },
      {
        title: `integers and booleans ${n}`,
        inputs: [whole(n), whole(n)],
        f: ([a, b]) => [
          a.add(b), a.mul(b).mul(123456789).mul(b), a.square(), a.sum(), a.prod(), a.max(), a.div(3), a.neg(), a.greater(b).sum(),
          a.greater(3).all(), a.greater(3).any(), a.asType('float32').div(3), a.div(2).asType('int32'), a.asType('bool'),
          a.maximum(b), core.matmul(a, b), a.remainder(5), a.sub(20).abs(),
        ], // biome-ignore format: a list
      },
    ];
  });
}

function kernels(): Case[] {
  return [3, 10].map((n) => ({
    title: `cumulative sums, sorting and convolution by core's kernels, ${n}`,
    inputs: [array([1, 2, n, n]), array([3, 2, 2, 2], 2)],
    f: withGradient((x, w) =>
      core
        .conv2d(core.cumSum(x, { axis: 2 }), w)
        .sort({ axis: -1 })
        .exp(),
    ),
    unwritten: true,
  }));
}

/** The cases of every kind, on float64; `asFloat32` makes float32 of them. */
export const cases: readonly Case[] = [...elementwise(), ...arrays(), ...kernels()];

export const asFloat32 = (given: Case): Case => ({
  ...given,
  title: `${given.title}, float32`,
  inputs: given.inputs.map((x) => {
    if (x.dtype !== 'float64') return x;
    const numbers = x.toArray();
    return value(numbers, { dtype: 'float32' });
  }),
});
