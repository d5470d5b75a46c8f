import { compile } from '@chainrule/compile';
import type { Value } from '@chainrule/core';
import * as core from '@chainrule/core';
import { chainCompiled } from '../compiled/chain.ts';
import { cnnBatch, cnnCompiled, mlp, mlpCompiled } from '../compiled/chainrule.ts';
import type { Contender } from '../compiled/contender.ts';
import { cnnForward, forwardCompiled, mlpForward } from '../compiled/forward.ts';
import { GPT, gptBatch, gptCompiled } from '../compiled/gpt.ts';
import { integers } from '../compiled/training.ts';
import { random } from '../numbers.ts';

/** Work by name: sets it up, and returns one round of it, on one thread of WebAssembly. */
export const ROWS: Readonly<Record<string, () => () => unknown>> = {
  'e^x of 100,000': of((x) => core.exp(x), [100_000]),
  'e^x of 100,000, float64': of((x) => core.exp(x), [100_000], 'float64'),
  'sigmoid of 100,000': of((x) => core.sigmoid(x), [100_000]),
  'sigmoid of 100,000, float64': of((x) => core.sigmoid(x), [100_000], 'float64'),
  'cosh of 100,000, float64': of((x) => core.cosh(x), [100_000], 'float64'),
  'softmax of 256 × 1000': of((x) => core.softmax(x), [256, 1000]),
  'softmax of 2048 × 20': of((x) => core.softmax(x), [2048, 20]),
  'sum of 1,000,000': of((x) => core.sum(x), [1_000_000]),
  'sum of 1,000,000, float64': of((x) => core.sum(x), [1_000_000], 'float64'),
  'sums of rows, 1000 × 1000': of((x) => core.sum(x, { axis: 1 }), [1000, 1000]),
  'sums of rows, 20,000 × 20': of((x) => core.sum(x, { axis: 1 }), [20_000, 20]),
  'sums of columns, 1000 × 1000': of((x) => core.sum(x, { axis: 0 }), [1000, 1000]),
  'largest of rows, 1000 × 1000': of((x) => core.max(x, { axis: 1 }), [1000, 1000]),
  'dot product of 16,000': ofTwo(core.dot, [16_000], [16_000]),
  'dot product of 1,000,000': ofTwo(core.dot, [1_000_000], [1_000_000]),
  'row × matrix, 2048': ofTwo(core.matmul, [1, 2048], [2048, 2048]),
  'matrix × column, 512': ofTwo(core.matmul, [512, 512], [512, 1]),
  '64 × 100,000 by 100,000 × 64': ofTwo(core.matmul, [64, 100_000], [100_000, 64]),
  'matrix product 256 × 256': ofTwo(core.matmul, [256, 256], [256, 256]),
  'matrix product 512 × 512': ofTwo(core.matmul, [512, 512], [512, 512]),
  'convolution 8 × 3 × 128 × 128 and its slopes': ofTwo(
    (x, w) => core.grad((both: readonly Value[]) => core.square(core.conv2d(both[0], both[1])).sum())([x, w]),
    [8, 3, 128, 128],
    [16, 3, 3, 3],
  ),
  'average pool, 16 × 16 × 64 × 64': of((x) => core.avgPool2d(x, 2), [16, 16, 64, 64]),
  'bilinear × 2, 8 × 8 × 64 × 64': of(
    (x) => core.interpolate(x, { scaleFactor: 2, mode: 'bilinear' }),
    [8, 8, 64, 64],
  ),
  'slope of 4,096 rows read from 1,000 × 64': rowsRead,
  'network 784-128-64-10, batch 64, SGD step': rounds(() => mlpCompiled(mlp([784, 128, 64, 10], 64), 1)),
  'network 2-16-16-2, batch 100, SGD step': rounds(() => mlpCompiled(mlp([2, 16, 16, 2], 100), 1)),
  'Σ x·tanh(e^(−x²)) of 1,000,000 numbers, with gradient': rounds(() => chainCompiled(1_000_000, 1)),
  'CNN 1-8-16, batch 64, Adam step': rounds(() => cnnCompiled(cnnBatch(64), 1)),
  'GPT, batch 16, AdamW step': rounds(() => gptCompiled(GPT, gptBatch(16, GPT), 1)),
  'network 784-128-64-10, forward': rounds(() => forwardCompiled(mlpForward(mlp([784, 128, 64, 10], 64)), 1)),
  'CNN 1-8-16, forward': rounds(() => forwardCompiled(cnnForward(cnnBatch(64)), 1)),
};

type Float = 'float32' | 'float64';

function numbers(shape: readonly number[], dtype: Float = 'float32', seed = 1): Value {
  const single = random(
    shape.reduce((a, b) => a * b),
    seed,
  );
  return core.fromTypedArray(dtype === 'float32' ? single : Float64Array.from(single), { shape });
}

const compiled = <F extends (...xs: never[]) => unknown>(f: F): F =>
  compile(f, { target: 'webassembly', threads: 1, keepResults: false }) as unknown as F;

function of(f: (x: Value) => Value, shape: readonly number[], dtype?: Float) {
  return () => {
    const [g, x] = [compiled(f), numbers(shape, dtype)];
    return () => g(x);
  };
}

function ofTwo(
  f: (x: Value, y: Value) => unknown,
  ...shapes: readonly [readonly number[], readonly number[]]
) {
  return () => {
    const [x, y] = shapes.map((shape, i) => numbers(shape, 'float32', i + 1));
    const g = compiled(f);
    return () => g(x, y);
  };
}

function rowsRead() {
  const places = core.constant(integers(4096, 1000, 5));
  const slope = compiled(core.grad((w: Value) => core.square(core.take(w, places, { axis: 0 })).sum()));
  const w = numbers([1000, 64]);
  return () => slope(w);
}

function rounds(make: () => Contender) {
  return () => {
    const contender = make();
    return () => contender.round();
  };
}
