import { constant, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../src/index.ts';

const wrong = { bogus: 1 } as never;
const x = constant([[1, 2]]);
const batch = constant([[[1, 2]]]);
const model = () => new nn.Linear(2, 1);
const data = new nn.Dataset([[1, 2, 3, 4]]);
const attention = new nn.MultiheadAttention(2, 1);
const encoder = new nn.TransformerEncoderLayer(2, 1, { dimFeedforward: 2 });
const decoder = new nn.TransformerDecoderLayer(2, 1, { dimFeedforward: 2 });

type Operation = (...given: unknown[]) => unknown;

/** Operations with the same signature, by name. */
const all = (operations: Record<string, unknown>, ...given: unknown[]) =>
  Object.fromEntries(Object.entries(operations).map(([name, f]) => [name, () => (f as Operation)(...given)]));

/** Everything that takes options, with an option that it does not know. */
const calls: Record<string, () => unknown> = {
  Linear: () => new nn.Linear(2, 3, wrong),
  Bilinear: () => new nn.Bilinear(2, 3, 1, wrong),
  Embedding: () => new nn.Embedding(2, 3, wrong),
  embedding: () => nn.embedding([0], [[1]], wrong),
  Conv1d: () => new nn.Conv1d(1, 1, 1, wrong),
  Conv2d: () => new nn.Conv2d(1, 1, 1, wrong),
  ConvTranspose2d: () => new nn.ConvTranspose2d(1, 1, 1, wrong),
  MaxPool1d: () => new nn.MaxPool1d(2, wrong),
  MaxPool2d: () => new nn.MaxPool2d(2, wrong),
  AvgPool1d: () => new nn.AvgPool1d(2, wrong),
  AvgPool2d: () => new nn.AvgPool2d(2, wrong),
  Upsample: () => new nn.Upsample(wrong),
  Flatten: () => new nn.Flatten(wrong),
  Dropout: () => new nn.Dropout(wrong),
  Dropout2d: () => new nn.Dropout2d(wrong),
  dropout: () => nn.dropout([1], wrong),
  dropout2d: () => nn.dropout2d(batch, wrong),
  PReLU: () => new nn.PReLU(wrong),
  BatchNorm1d: () => new nn.BatchNorm1d(2, wrong),
  BatchNorm2d: () => new nn.BatchNorm2d(2, wrong),
  batchNorm: () => nn.batchNorm(x, wrong),
  InstanceNorm1d: () => new nn.InstanceNorm1d(2, wrong),
  InstanceNorm2d: () => new nn.InstanceNorm2d(2, wrong),
  instanceNorm: () => nn.instanceNorm(batch, wrong),
  LayerNorm: () => new nn.LayerNorm(2, wrong),
  layerNorm: () => nn.layerNorm(x, 2, wrong),
  RMSNorm: () => new nn.RMSNorm(2, wrong),
  rmsNorm: () => nn.rmsNorm(x, 2, wrong),
  GroupNorm: () => new nn.GroupNorm(1, 2, wrong),
  groupNorm: () => nn.groupNorm(x, 1, wrong),
  RNN: () => new nn.RNN(1, 1, wrong),
  LSTM: () => new nn.LSTM(1, 1, wrong),
  GRU: () => new nn.GRU(1, 1, wrong),
  RNNCell: () => new nn.RNNCell(1, 1, wrong),
  LSTMCell: () => new nn.LSTMCell(1, 1, wrong),
  GRUCell: () => new nn.GRUCell(1, 1, wrong),
  MultiheadAttention: () => new nn.MultiheadAttention(2, 1, wrong),
  'MultiheadAttention ': () => attention.forward(x, x, x, wrong),
  scaledDotProductAttention: () => nn.scaledDotProductAttention(x, x, x, wrong),
  TransformerEncoderLayer: () => new nn.TransformerEncoderLayer(2, 1, wrong),
  'TransformerEncoderLayer ': () => encoder.forward(x, wrong),
  TransformerDecoderLayer: () => new nn.TransformerDecoderLayer(2, 1, wrong),
  'TransformerDecoderLayer ': () => decoder.forward(x, x, wrong),
  PositionalEncoding: () => new nn.PositionalEncoding(2, wrong),
  positionalEncoding: () => nn.positionalEncoding(2, 2, wrong),
  RotaryEmbedding: () => new nn.RotaryEmbedding(2, wrong),
  rotaryEmbedding: () => nn.rotaryEmbedding(x, wrong),
  Parallel: () => new nn.Parallel([nn.tanh], wrong),
  Residual: () => new nn.Residual(nn.tanh, wrong),
  ...all(
    {
      sgd: nn.sgd,
      adam: nn.adam,
      adamW: nn.adamW,
      adamax: nn.adamax,
      nadam: nn.nadam,
      radam: nn.radam,
      adagrad: nn.adagrad,
      adadelta: nn.adadelta,
      rmsprop: nn.rmsprop,
      rprop: nn.rprop,
      lion: nn.lion,
      lamb: nn.lamb,
      muon: nn.muon,
      scaleByAdam: nn.scaleByAdam,
      scaleByAdamax: nn.scaleByAdamax,
      scaleByNadam: nn.scaleByNadam,
      scaleByRadam: nn.scaleByRadam,
      scaleByAdagrad: nn.scaleByAdagrad,
      scaleByAdadelta: nn.scaleByAdadelta,
      scaleByRms: nn.scaleByRms,
      scaleByLion: nn.scaleByLion,
    },
    wrong,
  ),
  heavyBall: () => nn.heavyBall(0.9, wrong),
  LBFGS: () => new nn.LBFGS(model(), wrong),
  WeightAverage: () => new nn.WeightAverage(model(), wrong),
  stepDecay: () => nn.stepDecay(1, wrong),
  exponentialDecay: () => nn.exponentialDecay(1, wrong),
  polynomialDecay: () => nn.polynomialDecay(1, wrong),
  cosineDecay: () => nn.cosineDecay(1, wrong),
  cosineRestarts: () => nn.cosineRestarts(1, wrong),
  linearRate: () => nn.linearRate(0, 1, wrong),
  warmUp: () => nn.warmUp(1, wrong),
  oneCycle: () => nn.oneCycle(1, wrong),
  ReduceOnPlateau: () => new nn.ReduceOnPlateau(new nn.Optimizer(model(), nn.adam()), wrong),
  findLearningRate: () => nn.findLearningRate(model(), (m) => m.weight.sum(), wrong),
  ...all(
    {
      mse: nn.mse,
      l1: nn.l1,
      huber: nn.huber,
      smoothL1: nn.smoothL1,
      hinge: nn.hinge,
      hingeEmbedding: nn.hingeEmbedding,
      bce: nn.bce,
      bceWithLogits: nn.bceWithLogits,
      klDiv: nn.klDiv,
      poissonNll: nn.poissonNll,
      crossEntropy: nn.crossEntropy,
      nll: nn.nll,
      multiMargin: nn.multiMargin,
    },
    x,
    x,
    wrong,
  ),
  gaussianNll: () => nn.gaussianNll(x, x, x, wrong),
  marginRanking: () => nn.marginRanking(x, x, x, wrong),
  cosineEmbedding: () => nn.cosineEmbedding(x, x, [1], wrong),
  tripletMargin: () => nn.tripletMargin(x, x, x, wrong),
  ctc: () => nn.ctc(x, [1], 1, 1, wrong),
  accuracy: () => nn.accuracy(wrong),
  confusionMatrix: () => nn.confusionMatrix(wrong),
  precision: () => nn.precision(wrong),
  recall: () => nn.recall(wrong),
  f1Score: () => nn.f1Score(wrong),
  ...all(
    {
      kaimingUniform: nn.kaimingUniform,
      kaimingNormal: nn.kaimingNormal,
      xavierUniform: nn.xavierUniform,
      xavierNormal: nn.xavierNormal,
      lecunUniform: nn.lecunUniform,
      lecunNormal: nn.lecunNormal,
      truncatedNormal: nn.truncatedNormal,
      orthogonal: nn.orthogonal,
      sparse: nn.sparse,
    },
    [2, 2],
    wrong,
  ),
  dirac: () => nn.dirac([1, 1, 1], wrong),
  randomSplit: () => nn.randomSplit(data, [0.5, 0.5], wrong),
  kFold: () => nn.kFold(data, 2, wrong).next(),
  DataLoader: () => new nn.DataLoader(data, wrong),
  toNpz: () => nn.toNpz({}, wrong),
  fromCsv: () => nn.fromCsv('a\n1', wrong),
  minimize: () => nn.minimize((p: Value) => p.square().sum(), [1], wrong),
  leastSquares: () => nn.leastSquares((p: Value) => p, [1], wrong),
  saveModel: () => nn.saveModel(model(), 'nowhere', wrong),
  loadModel: () => nn.loadModel(model(), 'nowhere', wrong),
  stateDict: () => model().stateDict(wrong),
  loadStateDict: () => model().loadStateDict({}, wrong),
  summary: () => nn.summary(model(), [1, 2], wrong),
  fit: () => nn.fit(model(), data, wrong),
};

describe('an unknown option is refused by', () => {
  test.each(Object.entries(calls))('%s', async (name, act) => {
    const started = async () => act();
    await expect(started()).rejects.toThrow(`${name.trim()}: there is no option bogus: the options are `);
  });
});

describe('the message', () => {
  test.each<[string, () => unknown, string]>([
    [
      'says which name was probably meant',
      () => new nn.Linear(2, 3, { biass: false } as never),
      'Linear: there is no option biass, did you mean bias? The options are weight, bias, random, dtype',
    ],
    [
      'and knows names in snake case',
      () => nn.adam({ weight_decay: 0.1 } as never),
      'adam: there is no option weight_decay, did you mean weightDecay? The options are learningRate, betas',
    ],
    [
      'says how options are written, where there are none',
      () => nn.sgd(undefined as never),
      'sgd: options: expected an object, such as { learningRate: … }, got undefined; the options are learningRate',
    ],
    [
      'and where a number was given',
      () => new nn.Dropout(0.1 as never),
      'Dropout: options: expected an object, such as { p: … }, got 0.1; the options are p, random',
    ],
    [
      'of a required option',
      () => nn.cosineDecay(0.1, undefined as never),
      'cosineDecay: options: expected an object, such as { steps: … }, got undefined',
    ],
    [
      'of neither of two',
      () => nn.stepDecay(0.1, {} as never),
      'stepDecay: every: expected a number, or milestones',
    ],
    [
      'tells a text from a number',
      () => nn.sgd({ learningRate: '0.1' } as never),
      'sgd: learningRate: expected a number above 0, got the string "0.1"',
    ],
    [
      'and a Value',
      () => nn.sgd({ learningRate: value(0.1) } as never),
      'sgd: learningRate: expected a number above 0, got a Value of shape []',
    ],
    [
      'in a list too',
      () => nn.adam({ betas: ['0.9', 0.999] } as never),
      'scaleByAdam: betas: expected two numbers in [0, 1)',
    ],
    [
      'of a probability',
      () => new nn.Dropout({ p: '0.1' } as never),
      'Dropout: p: expected a number, got the string "0.1"',
    ],
    [
      'of a size',
      () => new nn.Linear('2' as never, 3),
      'Linear: inFeatures: expected a whole number above zero, got the string "2"',
    ],
    [
      'of what is true or false',
      () => new nn.LSTM(1, 1, { bidirectional: 'yes' } as never),
      'LSTM: bidirectional: expected true or false, got the string "yes"',
    ],
    [
      'of a seed',
      () => new nn.Linear(1, 1, { random: '7' } as never),
      'Linear: random: expected a Random or a seed, got the string "7"',
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test('does not come for an option that is undefined, but for a name that there is not', () => {
    expect(new nn.Linear(2, 1, { bias: undefined }).bias).toBeDefined();
    const misspelt = { biass: undefined } as never;
    expect(() => new nn.Linear(2, 1, misspelt)).toThrow('there is no option biass, did you mean bias?');
  });
});

describe('an option that another one makes ineffective is refused:', () => {
  const batches = () => new nn.DataLoader(data);
  const fitted = (options: object, given: unknown = data) =>
    nn.fit(
      model(),
      given as nn.DataLoader<unknown>,
      {
        optimizer: nn.adam(),
        loss: nn.mse,
        epochs: 0,
        progress: false,
        ...options,
      } as never,
    );
  const wished = { optimizer: nn.adam(), epochs: 0 };
  test.each<[string, () => unknown]>([
    ['sgd: nesterov', () => nn.sgd({ learningRate: 0.1, nesterov: true })],
    ['sgd: nesterov', () => nn.sgd({ learningRate: 0.1, momentum: 0.9, dampening: 0.1, nesterov: true })],
    ['crossEntropy: ignoreIndex', () => nn.crossEntropy([[1, 2]], [[0.5, 0.5]], { ignoreIndex: 1 })],
    ['batchNorm: runningVar', () => nn.batchNorm([[1], [2]], { runningMean: [0] })],
    ['batchNorm: runningMean', () => nn.batchNorm([[1], [2]], { runningVar: [1] })],
    ['Parallel: axis', () => new nn.Parallel([nn.tanh], { combine: 'sum', axis: 1 })],
    ['minimize: learningRate', () => nn.minimize((p: Value) => p.square(), 1, { learningRate: 0.1 })],
    [
      'minimize: historySize',
      () => nn.minimize((p: Value) => p.square(), 1, { method: 'adam', historySize: 3 }),
    ],
    ['stepDecay: milestones', () => nn.stepDecay(1, { every: 3, milestones: [2] } as never)],
    ['fit: batchSize', () => fitted({ ...wished, batchSize: 2 }, batches())],
    ['fit: batchSize', () => fitted({ ...wished, batchSize: 2, validation: batches() }, batches())],
    ['fit: shuffle', () => fitted({ ...wished, shuffle: true, validation: data }, batches())],
  ])('%s', async (expected, act) => {
    await expect((async () => act())()).rejects.toThrow(`${expected}: expected `);
  });

  test('but not one that affects some of the data', async () => {
    const history = await fitted({ ...wished, batchSize: 2, validation: data }, batches());
    expect(history.stopped).toBe('finished');
  });

  test('nor an ignored index that is not a class', () => {
    expect(nn.crossEntropy([[1, 1]], [[0.5, 0.5]], { ignoreIndex: -100 }).item()).toBeCloseTo(Math.log(2));
  });
});

describe('an unknown value of an option is refused:', () => {
  const plateau = (options: object) => () =>
    new nn.ReduceOnPlateau(new nn.Optimizer(model(), nn.adam()), options);
  test.each<[string, () => unknown]>([
    ['ReduceOnPlateau: mode: expected min or max', plateau({ mode: 'maximum' })],
    ['ReduceOnPlateau: thresholdMode: expected relative or', plateau({ thresholdMode: 'abs' })],
    ['oneCycle: shape: expected cosine or linear', () => nn.oneCycle(1, { steps: 3, shape: 'cos' as never })],
    ...[true, null, 'x', [1]].map((random): [string, () => unknown] => [
      'randomSplit: random: expected a Random, a seed or false',
      () => nn.randomSplit(data, [0.5, 0.5], { random: random as never }),
    ]),
    ...[0, false, ''].map((stratify): [string, () => unknown] => [
      'kFold: stratify: expected a label for each',
      () => nn.kFold(data, 2, { stratify: stratify as never }).next(),
    ]),
    ...(
      [
        ['callbacks[0].onEpochEnd', { onEpochEnd: () => {} }],
        ['callbacks[0]', 3],
      ] as const
    ).map(([place, callback]): [string, () => unknown] => [
      `fit: ${place}: expected `,
      () =>
        nn.fit(model(), data, {
          optimizer: nn.adam(),
          loss: nn.mse,
          epochs: 0,
          callbacks: [callback as unknown as nn.FitCallback],
        }),
    ]),
    [
      'fit: signal: expected an AbortSignal',
      () => nn.fit(model(), data, { optimizer: nn.adam(), loss: nn.mse, epochs: 0, signal: 'stop' as never }),
    ],
  ])('%s', async (expected, act) => {
    await expect((async () => act())()).rejects.toThrow(expected);
  });
});

describe('what is not a layer or a rule is refused at construction', () => {
  test.each<[string, () => unknown, string]>([
    [
      'layers one by one',
      () => new (nn.Sequential as new (...layers: unknown[]) => unknown)(model(), model()),
      'Sequential: layers: expected an array of layers, [a, b], got an object (Linear)',
    ],
    [
      'the name of a layer',
      () => new nn.Sequential([model(), 'relu' as never]),
      'Sequential: layers[1]: expected a module or a function of Values, got the string "relu"',
    ],
    [
      'the class of a layer',
      () => new nn.Parallel([nn.Flatten as never]),
      'Parallel: layers[0]: expected a module, made by new Flatten(…), got a function (Flatten)',
    ],
    [
      'a shortcut',
      () => new nn.Residual(nn.tanh, { shortcut: 3 as never }),
      'Residual: shortcut: expected a module',
    ],
    [
      'a rule that was not called',
      () => new nn.Optimizer(model(), nn.adam as never),
      'Optimizer: rule: expected a rule, such as adam({ learningRate: 1e-3 }), got a function (adam): call it, adam(…)',
    ],
    ['no rule', () => new nn.Optimizer(model(), undefined as never), 'Optimizer: rule: expected a rule'],
    ['a rule in a chain', () => nn.chain(nn.adam as never), 'chain: transforms[0]: expected a rule'],
    [
      'a rule to accumulate for',
      () => nn.accumulate(2, nn.adam as never),
      'accumulate: rule: expected a rule',
    ],
    [
      'a rule of a group',
      () => nn.groups([{ parameters: /bias/, rule: nn.adam as never }], nn.adam()),
      'groups: [0].rule: expected a rule',
    ],
    [
      'an option of a group',
      () => nn.groups([{ parameters: /bias/, rule: nn.adam(), lr: 1 } as never], nn.adam()),
      'groups, [0]: there is no option lr: the options are parameters, rule',
    ],
    [
      'a group without a name for its parameters',
      () => nn.groups([{ parameters: 'bias' as never, rule: nn.adam() }], nn.adam()),
      'groups: [0].parameters: expected a RegExp or a function of a name, got the string "bias"',
    ],
    [
      'a group that is no list',
      () => nn.groups({ parameters: /bias/, rule: nn.adam() } as never, nn.adam()),
      'groups: list: expected an array of groups',
    ],
    [
      'a schedule of plain numbers',
      () => nn.sgd({ learningRate: ((step: number) => 0.1 / (1 + step)) as never }),
      'sgd: learningRate: expected a schedule that returns a Value for a Value, such as cosineDecay(0.1, { steps: 100 })',
    ],
    [
      'a schedule of plain numbers after a warm-up',
      () => nn.warmUp((() => 0.1) as never, { steps: 3 }),
      'warmUp: after: expected a schedule',
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test.each<[string, () => unknown, string]>([
    [
      'heavyBall',
      () => nn.heavyBall(Number.NaN),
      'heavyBall: momentum: expected a number in [0, 1), got NaN',
    ],
    ['heavyBall, as sgd', () => nn.heavyBall({ momentum: 0.9 } as never), 'heavyBall: momentum: expected'],
    ['scale', () => nn.scale('x' as never), 'scale: factor: expected a finite number, got the string "x"'],
    ['scaleByLearningRate', () => nn.scaleByLearningRate(Number.NaN), 'scaleByLearningRate: learningRate:'],
    ['scaleOverTime', () => nn.scaleOverTime('x' as never), 'scaleOverTime: factor: expected a function'],
    ['schedule', () => nn.schedule(3 as never), 'schedule: f: expected a function, got 3'],
    ['warmUp', () => nn.warmUp([1] as never, { steps: 2 }), 'warmUp: after: expected a schedule'],
    ['joinSchedules', () => nn.joinSchedules(3 as never, []), 'joinSchedules: schedules: expected an array'],
    ['of boundaries', () => nn.joinSchedules([1, 2], 3 as never), 'joinSchedules: boundaries: expected an'],
    [
      'of a boundary',
      () => nn.joinSchedules([1, 2], ['x'] as never),
      'joinSchedules: boundaries: expected 1 r',
    ],
    [
      'chainSchedules',
      () => nn.chainSchedules(null as never),
      'chainSchedules: schedules: expected an array',
    ],
    [
      'of a schedule',
      () => nn.chainSchedules([1, '2'] as never),
      'chainSchedules: schedules[1]: expected a sc',
    ],
    ['Lambda', () => new nn.Lambda(null as never), 'Lambda: f: expected a function, got null'],
    ['of a name', () => new nn.Lambda(nn.relu, 3 as never), 'Lambda: name: expected a string, got 3'],
  ])('an argument of %s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test('a model without a file', async () => {
    await expect(nn.saveModel(model(), undefined as never)).rejects.toThrow(
      'saveModel: path: expected the path of a file, got undefined',
    );
    await expect(nn.loadModel(model(), 3 as never)).rejects.toThrow(
      'loadModel: source: expected the path of a file, or its bytes, got 3',
    );
  });
});

test.each([[{ learningRate: 0.1 }], ['x'], [null], [[0.1]]])('%j is not a rate', (rate) => {
  expect(() => nn.scaleByLearningRate(rate as never)).toThrow(
    /^scaleByLearningRate: learningRate: expected a schedule/,
  );
});
