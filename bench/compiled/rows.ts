import { registerLoop } from '../peers/register-loop.ts';
import { chainCompiled, chainWithJax, chainWithPyTorch, chainWithTensorFlow } from './chain.ts';
import { cnnBatch, cnnCompiled, mlp, mlpCompiled, productCompiled } from './chainrule.ts';
import { cnnForward, forwardCompiled, forwardWithOnnx, mlpForward } from './forward.ts';
import { GPT, gptBatch, gptCompiled, gptCompileTime, gptWithPyTorch } from './gpt.ts';
import { mlpWithJax, productWithJax } from './jax.ts';
import { packageSize } from './package-size.ts';
import type { Figure, Goal, Pairing } from './pairing.ts';
import { type Common, jax, pairings, tensorFlow, threaded } from './pairings.ts';
import { cnnWithPyTorch, mlpWithPyTorch, productWithPyTorch } from './pytorch.ts';
import { hasRelaxedSimd } from './relaxed-simd.ts';
import { scalarNetworkByHand, scalarNetworkCompiled, scalarNetworkWithMicrograd } from './scalar-network.ts';
import { cnnWithTensorFlow, mlpWithTensorFlow, productWithTensorFlow } from './tensorflow.ts';
import {
  tutorialCompiled,
  tutorialHandWritten,
  tutorialWithJax,
  tutorialWithPyTorch,
  tutorialWithTensorFlow,
} from './tutorial.ts';

const NO_GOAL: Goal = {};
const TRAINING = { tolerance: 2e-5, rounds: 5 };

function tutorialRow(rounds: number): Pairing[] {
  const common: Common = {
    row: 'tutorial',
    title: `2-2-2 logistic network, ${rounds.toLocaleString('en')} rounds`,
    own: () => tutorialCompiled(rounds),
    tolerance: 1e-12,
    rounds: 1,
  };
  const far = { bar: 200, stretch: 500 };
  // The others use float32, where 10,000 roundings add up; PyTorch uses doubles here.
  const single = { ...common, tolerance: 1e-3 };
  return [
    ...pairings(common, {
      'by hand, plain JS': [{ bar: 1 / 1.5, stretch: 1 / 1.1 }, () => tutorialHandWritten(rounds)],
      PyTorch: [far, () => tutorialWithPyTorch(rounds, 1)],
    }),
    ...pairings(single, {
      'TensorFlow.js wasm': [far, () => tensorFlow('wasm', (tf) => tutorialWithTensorFlow(rounds, tf))],
      'TensorFlow.js cpu': [far, () => tensorFlow('cpu', (tf) => tutorialWithTensorFlow(rounds, tf))],
      'jax-js': [far, () => jax((jax) => tutorialWithJax(rounds, jax))],
    }),
  ];
}

function scalarNetworkRow(samples: number): Pairing[] {
  const common: Common = {
    row: 'scalars',
    title: `2-16-16-1 network of scalars, ${samples} samples, one step`,
    own: () => scalarNetworkCompiled(samples),
    tolerance: 1e-12,
    rounds: 1,
  };
  return pairings(common, {
    'micrograd port': [{ bar: 20, stretch: 100 }, () => scalarNetworkWithMicrograd(samples)],
    'by hand, plain JS': [NO_GOAL, () => scalarNetworkByHand(samples)],
  });
}

function productRow(size: number): Pairing[] {
  const common: Common = {
    row: `product-${size}`,
    title: `matrix product ${size} × ${size}`,
    own: (threads) => productCompiled(size, threads),
    tolerance: 1e-5,
    rounds: 1,
  };
  const goal = { bar: 1.4, stretch: 2 };
  const besidePeers = (common: Common) =>
    pairings(common, {
      'TensorFlow.js wasm': [goal, () => tensorFlow('wasm', (tf) => productWithTensorFlow(size, tf))],
      'jax-js': [goal, () => jax((jax) => productWithJax(size, jax))],
    });
  const relaxed: Common = {
    ...common,
    row: `${common.row}-relaxed`,
    title: `${common.title}, relaxed SIMD`,
    flags: hasRelaxedSimd() ? [] : ['--experimental-wasm-relaxed-simd'],
  };
  const [ceiling] = pairings(common, {
    'SIMD loop on registers': [{ bar: 0.7, stretch: 0.85 }, () => registerLoop(size)],
  });
  return [
    { ...ceiling, tolerance: undefined },
    ...besidePeers(common),
    ...besidePeers(relaxed),
    ...pairings(common, { PyTorch: [NO_GOAL, () => productWithPyTorch(size, 1)] }),
    ...(size < 512 ? [] : [threaded(common)]),
  ];
}

interface MlpGoals {
  readonly tensorFlow: Goal;
  readonly jax: Goal;
  readonly pytorch: Goal;
  readonly threads: boolean;
}

function mlpRow(sizes: readonly number[], batch: number, goals: MlpGoals): Pairing[] {
  const problem = mlp(sizes, batch);
  const common: Common = {
    row: `mlp-${sizes.join('-')}`,
    title: `network ${sizes.join('-')}, batch ${batch}, SGD step`,
    own: (threads) => mlpCompiled(problem, threads),
    ...TRAINING,
  };
  return [
    ...pairings(common, {
      'TensorFlow.js wasm': [
        goals.tensorFlow,
        () => tensorFlow('wasm', (tf) => mlpWithTensorFlow(problem, tf)),
      ],
      'jax-js': [goals.jax, () => jax((jax) => mlpWithJax(problem, jax))],
      // It is fastest with one thread; chainrule uses as many as there are cores.
      'jax-js beside 2 threads': [goals.jax, () => jax((jax) => mlpWithJax(problem, jax))],
      PyTorch: [goals.pytorch, () => mlpWithPyTorch(problem, 1)],
    }),
    ...(goals.threads
      ? [
          ...pairings(common, { 'PyTorch, 2 threads': [goals.pytorch, () => mlpWithPyTorch(problem, 2)] }),
          threaded(common),
        ]
      : []),
  ];
}

function chainRow(count: number): Pairing[] {
  const common: Common = {
    row: 'chain',
    title: `Σ x·tanh(e^(−x²)) of ${count.toLocaleString('en')} numbers, with gradient`,
    own: (threads) => chainCompiled(count, threads),
    // Some add a million numbers sequentially in single precision.
    tolerance: 1e-4,
    rounds: 1,
  };
  const goal = { bar: 3 };
  return [
    ...pairings(common, {
      'TensorFlow.js wasm': [goal, () => tensorFlow('wasm', (tf) => chainWithTensorFlow(count, tf))],
      'jax-js': [goal, () => jax((jax) => chainWithJax(count, jax))],
      PyTorch: [{ stretch: 1 }, () => chainWithPyTorch(count, 1)],
      'PyTorch, 2 threads': [{ stretch: 1 }, () => chainWithPyTorch(count, 2)],
    }),
    threaded(common),
  ];
}

function cnnRow(size: number): Pairing[] {
  const batch = cnnBatch(size);
  const common: Common = {
    row: 'cnn',
    title: `CNN 1-8-16 with pooling, batch ${size} of 28 × 28, Adam step`,
    own: (threads) => cnnCompiled(batch, threads),
    ...TRAINING,
  };
  const goal = { bar: 0.25, stretch: 1 };
  return [
    ...pairings(common, {
      'TensorFlow.js cpu': [{ bar: 100 }, () => tensorFlow('cpu', (tf) => cnnWithTensorFlow(batch, tf))],
      PyTorch: [goal, () => cnnWithPyTorch(batch, 1)],
      'PyTorch, 2 threads': [goal, () => cnnWithPyTorch(batch, 2)],
    }),
    threaded(common),
  ];
}

function gptRow(count: number): (Pairing | Figure)[] {
  const batch = gptBatch(count, GPT);
  const common: Common = {
    row: 'gpt',
    title: `GPT ${GPT.blocks} blocks × ${GPT.size}, batch ${count} × ${GPT.length}, AdamW step`,
    own: (threads) => gptCompiled(GPT, batch, threads),
    ...TRAINING,
  };
  const goal = { bar: 1 / 3, stretch: 1 };
  return [
    ...pairings(common, {
      PyTorch: [goal, () => gptWithPyTorch(GPT, batch, 1)],
      'PyTorch, 2 threads': [goal, () => gptWithPyTorch(GPT, batch, 2)],
    }),
    threaded(common),
    {
      row: 'gpt-compile',
      title: 'time to compile that GPT step',
      unit: 's',
      bar: 1,
      stretch: 0.2,
      measure: () => gptCompileTime(GPT, batch) / 1000,
    },
  ];
}

function forwardRows(): Pairing[] {
  const problems = {
    mlp: ['network 784-128-64-10', mlpForward(mlp([784, 128, 64, 10], 64))],
    cnn: ['CNN 1-8-16', cnnForward(cnnBatch(64))],
  } as const;
  return Object.entries(problems).flatMap(([short, [name, problem]]) =>
    pairings(
      {
        row: `forward-${short}`,
        title: `${name}, batch 64, forward only`,
        own: (threads) => forwardCompiled(problem, threads),
        tolerance: 1e-5,
        rounds: 1,
      },
      { onnxruntime: [NO_GOAL, () => forwardWithOnnx(problem, 1)] },
    ),
  );
}

const SIZE: Figure = {
  row: 'size',
  title: '@chainrule/compile, minified and gzipped, kernels included',
  unit: 'kB',
  bar: 80,
  stretch: 50,
  measure: packageSize,
};

/** Every row, in the order of the report. */
export const ROWS: readonly (Pairing | Figure)[] = [
  ...tutorialRow(10_000),
  ...scalarNetworkRow(100),
  ...[256, 512, 1024].flatMap(productRow),
  ...mlpRow([784, 128, 64, 10], 64, {
    tensorFlow: { bar: 8 },
    jax: { bar: 2.5 },
    pytorch: { stretch: 1 },
    threads: false,
  }),
  ...mlpRow([784, 512, 512, 10], 128, {
    tensorFlow: NO_GOAL,
    jax: { bar: 2.5 },
    pytorch: { stretch: 0.5 },
    threads: true,
  }),
  ...mlpRow([2, 16, 16, 2], 100, {
    tensorFlow: NO_GOAL,
    jax: NO_GOAL,
    pytorch: { bar: 3, stretch: 10 },
    threads: false,
  }),
  ...chainRow(1_000_000),
  ...cnnRow(64),
  ...gptRow(16),
  ...forwardRows(),
  SIZE,
];

/** The name of a row's entry on the command line. */
export const labelOf = (entry: Pairing | Figure) =>
  'peer' in entry ? `${entry.row} · ${entry.peer}` : entry.row;
