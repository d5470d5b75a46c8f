import { compile } from '@chainrule/compile';
import { AnomalyError, constant, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import {
  accuracy,
  type Compiler,
  confusionMatrix,
  cosineDecay,
  DataLoader,
  Dataset,
  type EpochInfo,
  fit,
  Linear,
  mse,
  Optimizer,
  type StepInfo,
  sgd,
} from '../../src/index.ts';
import { loader, network, numbersOf, options, points } from './setting.ts';

const line = () =>
  new Dataset([
    [[0], [1], [2], [3], [4]],
    [[1], [3], [5], [7], [9]],
  ]);
const quiet = { progress: false, loss: mse, optimizer: sgd({ learningRate: 0.02 }) };

describe('fit', () => {
  test('takes the steps of a hand-written loop', async () => {
    const [model, byHand] = [new Linear(1, 1, { random: 4 }), new Linear(1, 1, { random: 4 })];
    const history = await fit(model, new DataLoader(line(), { batchSize: 2 }), { ...quiet, epochs: 3 });
    const optimizer = new Optimizer(byHand, sgd({ learningRate: 0.02 }));
    const means = Array.from({ length: 3 }, () => {
      let sum = 0;
      for (const [x, y] of new DataLoader(line(), { batchSize: 2 })) {
        const loss = mse(byHand.forward(x), y);
        optimizer.step(loss.backward());
        sum += loss.item() * x.shape[0];
      }
      return sum / 5;
    });
    expect(model.weight.toArray()).toEqual(byHand.weight.toArray());
    expect(history.of('loss')).toEqual(means);
    expect(history.stopped).toBe('finished');
    expect(history.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  });

  test('makes shuffled batches of 32 from a dataset, and uses the given optimiser', async () => {
    const model = new Linear(3, 3, { random: 1 });
    const optimizer = new Optimizer(model, sgd({ learningRate: 0.1, momentum: 0.5 }));
    const sizes: number[] = [];
    const objective = (m: Linear, [x]: [Value, Value]) => {
      sizes.push(x.shape[0]);
      return m.forward(x).square().mean();
    };
    await fit(model, points(), { objective, optimizer, epochs: 2, progress: false });
    expect(sizes).toEqual([32, 32, 26, 32, 32, 26]);
    expect(optimizer.state).not.toEqual(new Optimizer(model, optimizer.rule).state);
  });

  test('evaluates validation data in evaluation mode, and leaves the model in it', async () => {
    const model = network();
    const confusion = confusionMatrix();
    const history = await fit(model, loader(), { ...options(), metrics: [accuracy(), confusion], epochs: 1 });
    expect(model.training).toBe(false);
    const right = accuracy();
    const [x, y] = points().take([...Array(90).keys()]);
    right.update(model.forward(x), y);
    expect(history.last['validation.accuracy']).toBe(right.result());
    const counts = history.last['validation.confusionMatrix'] as number[][];
    expect(counts.flat().reduce((sum, n) => sum + n, 0)).toBe(90);
    expect(Object.keys(history.last)).toEqual([
      'loss',
      'accuracy',
      'confusionMatrix',
      'validation.loss',
      'validation.accuracy',
      'validation.confusionMatrix',
    ]);
  });

  test('sets the mode of modules wherever they are in a tree', async () => {
    const model = { parts: [network()] };
    const modes: boolean[] = [];
    const objective = ({ parts: [net] }: typeof model, [x]: [Value, Value]) => {
      modes.push(net.training);
      return net.forward(x).square().mean();
    };
    const { optimizer, validation } = options();
    await fit(model, loader(), { objective, optimizer, validation, epochs: 1, progress: false });
    expect(modes).toEqual([...Array(6).fill(true), ...Array(3).fill(false)]);
    expect(model.parts[0].training).toBe(false);
  });

  test('trains any tree of Values with an objective', async () => {
    const model = { w: value(5) };
    const objective = ({ w }: typeof model, { t }: { t: Value }) => w.sub(t).square().mean();
    await fit(model, new Dataset({ t: [1, 3] }), { ...quiet, loss: undefined, objective, epochs: 500 });
    expect(model.w.item()).toBeCloseTo(2, 5);
  });

  test('multiplies the rate by a schedule, step by step', async () => {
    const model = { w: value(0) };
    const objective = ({ w }: typeof model, [x]: Value[]) => w.mul(x.sum());
    const schedule = cosineDecay(1, { steps: 4 });
    await fit(model, new Dataset([[1, 1, 1, 1]]), {
      objective,
      optimizer: sgd({ learningRate: 0.5 }),
      schedule,
      batchSize: 1,
      epochs: 1,
      progress: false,
    });
    const total = [0, 1, 2, 3].reduce((sum, t) => sum + schedule(t), 0);
    expect(model.w.item()).toBeCloseTo(-0.5 * total, 12);
  });

  test('reduces the rate if the monitored figure stops improving', async () => {
    const model = new Linear(1, 1, { random: 1 });
    const optimizer = new Optimizer(model, sgd({ learningRate: 1e-9 }));
    await fit(model, line(), {
      ...quiet,
      optimizer,
      schedule: { factor: 0.5, patience: 1, threshold: 0.5 },
      epochs: 6,
    });
    expect(optimizer.learningRateFactor?.item()).toBe(0.25);
  });

  test.each([
    ['eager', undefined],
    ['compiled', compile as Compiler],
  ])('stops early, with the numbers that were best: %s', async (_, compiler) => {
    // A step that keeps growing: the loss falls until the minimum is passed, and then rises.
    const model = { w: value(0) };
    const seen: number[] = [];
    const objective = ({ w }: typeof model) => w.sub(2.4).square();
    const rule = { init: () => undefined, update: () => ({ updates: { w: constant(1) }, state: undefined }) };
    const history = await fit(model, new Dataset([[1]]), {
      objective,
      optimizer: rule,
      epochs: 100,
      progress: false,
      earlyStopping: { patience: 2 },
      ...(compiler ? { compile: compiler } : {}),
      callbacks: [{ onEpoch: () => seen.push(model.w.item()) }],
    });
    expect(history.stopped).toBe('early');
    expect(history.best).toEqual({ monitor: 'loss', value: (2 - 2.4) ** 2, epoch: 3 });
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    expect(model.w.item()).toBe(3);
  });

  test('calls callbacks after every step and epoch', async () => {
    const steps: StepInfo[] = [];
    const epochs: EpochInfo[] = [];
    let ended = 0;
    await fit(network(), loader(), {
      ...options(),
      epochs: 2,
      callbacks: [
        { onStep: (info) => steps.push(info), onEpoch: (info) => epochs.push(info), onEnd: () => ended++ },
      ],
    });
    expect(steps.map(({ epoch, batch }) => [epoch, batch])).toEqual(
      [1, 2].flatMap((epoch) => [1, 2, 3, 4, 5, 6].map((batch) => [epoch, batch])),
    );
    expect(steps[11]).toMatchObject({ step: 12, batches: 6, epochs: 2, secondsLeft: 0 });
    expect(epochs.map(({ epoch, epochs: all }) => [epoch, all])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(ended).toBe(1);
  });
});

describe('compiled', () => {
  test('steps give the results of eager ones', async () => {
    const run = async (compiler: Compiler | undefined) => {
      const model = network();
      const history = await fit(model, loader(), { ...options(), compile: compiler });
      return { numbers: numbersOf(model).flat(9) as (string | number)[], losses: history.of('loss') };
    };
    const [eager, compiled] = [await run(undefined), await run(compile)];
    compiled.losses.forEach((loss, i) => {
      expect(loss).toBeCloseTo(eager.losses[i], 9);
    });
    compiled.numbers.forEach((x, i) => {
      if (typeof x === 'number') expect(x).toBeCloseTo(eager.numbers[i] as number, 8);
      else expect(x).toBe(eager.numbers[i]);
    });
  });

  test('the compiler gets the model and the optimiser', async () => {
    const states: unknown[] = [];
    const model = new Linear(1, 1);
    const optimizer = new Optimizer(model, sgd({ learningRate: 0.1 }));
    const compiler: Compiler = (f, { state }) => {
      states.push(state);
      return f;
    };
    await fit(model, line(), { ...quiet, optimizer, compile: compiler, epochs: 1 });
    expect(states).toEqual([[model, optimizer], model]);
    expect((states[0] as unknown[])[0]).toBe(model);
  });
});

describe('a loss that is not finite', () => {
  const failing = (compiler?: Compiler) => {
    const model = { w: value(4, { name: 'w' }) };
    const seen: number[] = [];
    // Down by 1 a step: at 0 the loss is still finite, its derivative is not, and the next loss is NaN.
    const objective = ({ w }: typeof model, [x]: Value[]) => w.sqrt().named('root').mul(x.mean());
    const rule = {
      init: () => undefined,
      update: (g: unknown) => ({
        updates: { w: (g as { w: Value }).w.mul(0).sub(1) },
        state: undefined,
      }),
    };
    const run = fit(model, new Dataset([[1, 1, 1, 1, 1, 1, 1, 1]]), {
      objective,
      optimizer: rule,
      batchSize: 1,
      epochs: 2,
      progress: false,
      ...(compiler ? { compile: compiler } : {}),
      callbacks: [{ onStep: ({ loss }) => seen.push(loss) }],
    });
    return { run, model, seen };
  };

  test.each([
    ['eager', undefined],
    ['compiled', compile as Compiler],
  ])(
    'ends the training with the operation that made it, and the model as it was before: %s',
    async (_, compiler) => {
      const { run, model, seen } = failing(compiler);
      const error: AnomalyError = await run.catch((e) => e);
      expect(error).toBeInstanceOf(AnomalyError);
      expect(error.message).toContain('fit: the loss is NaN in epoch 1, batch 6');
      expect(error.message).toContain('in the derivative of root');
      expect(seen).toHaveLength(5);
      expect(model.w.item()).toBe(0);
    },
  );

  test.each<[string, (x: Value) => Value]>([
    ['sigmoid', (x) => x.sigmoid()],
    ['exp', (x) => x.neg().exp()],
    ['softmax', (x) => x.softmax().square()],
    ['cosh', (x) => x.cosh().reciprocal()],
    ['the largest', (x) => x.relu().max()],
  ])('is NaN compiled too where it comes through %s', async (_, through) => {
    const messages: string[] = [];
    // Enough numbers for the kernels, all but one of them ordinary.
    const numbers = Float32Array.from({ length: 37 }, (_, i) => (i === 18 ? -1 : 1));
    for (const compiler of [undefined, compile as Compiler]) {
      const model = { w: value(numbers, { name: 'w' }) };
      const training = fit(model, new Dataset([[1, 1]]), {
        ...quiet,
        loss: undefined,
        objective: ({ w }: typeof model, [x]: Value[]) => through(w.mul(x.mean()).log()).mean(),
        batchSize: 1,
        epochs: 1,
        ...(compiler ? { compile: compiler } : {}),
      });
      const error = await training.then(
        () => undefined,
        (e) => e,
      );
      expect(error).toBeInstanceOf(AnomalyError);
      messages.push(error.message);
    }
    expect(messages[0]).toContain('the loss is NaN in epoch 1, batch 1');
    expect(messages[1]).toBe(messages[0]);
  });

  test('is found in a loader that was left in the middle of an earlier epoch', async () => {
    const x = [1, 2, 3, 0, 4];
    const source = new DataLoader(new Dataset([x]), { shuffle: true, random: 1 });
    for (const _ of source) break;
    const objective = ({ w }: { w: Value }, [each]: Value[]) => w.div(each).square().sum();
    const run = fit({ w: value(1) }, source, {
      objective,
      optimizer: quiet.optimizer,
      epochs: 1,
      progress: false,
    });
    const other = new DataLoader(new Dataset([x]), { shuffle: true, random: 1 });
    for (const _ of other) break;
    const batch = [...other].findIndex(([each]) => each.item() === 0) + 1;
    await expect(run).rejects.toThrow(`the loss is Infinity in epoch 1, batch ${batch}\ndetectAnomaly: div`);
  });

  test('that comes from the data is reported as such', async () => {
    const data = new Dataset([
      [[1], [Number.NaN]],
      [[1], [2]],
    ]);
    await expect(fit(new Linear(1, 1), data, { ...quiet, epochs: 1 })).rejects.toThrow(
      'fit: the loss is NaN in epoch 1, batch 1, and no operation in it creates such a number from finite ones: check the data',
    );
  });
});

test.each<[string, () => Promise<unknown>, string]>([
  [
    'epochs that are no count',
    () => fit(new Linear(1, 1), line(), { ...quiet, epochs: 1.5 }),
    'fit: epochs: expected a non-negative whole number',
  ],
  [
    'no loss',
    () => fit(new Linear(1, 1), line(), { ...quiet, loss: undefined as never, epochs: 1 }),
    'fit: loss: expected a function of prediction and target, got undefined',
  ],
  [
    'batches that are no pairs',
    () => fit(new Linear(1, 1), new Dataset([[[1]]]), { ...quiet, epochs: 1 }),
    'fit: batch: expected a pair of Values',
  ],
  [
    'a model that is no function',
    () => fit({ w: value(1) }, line(), { ...quiet, epochs: 1 }),
    'fit: objective: expected a function',
  ],
  [
    'no batch',
    () =>
      fit(new Linear(1, 1), new DataLoader(line(), { batchSize: 9, dropLast: true }), {
        ...quiet,
        epochs: 1,
      }),
    'fit: data: expected at least one batch',
  ],
  [
    'a figure that there is not',
    () => fit(new Linear(1, 1), line(), { ...quiet, epochs: 1, monitor: 'x' }),
    'fit: monitor: expected one of the numbers loss, got x',
  ],
  [
    'metrics of no prediction',
    () =>
      fit({ w: value(1) }, line(), {
        objective: ({ w }) => w,
        optimizer: quiet.optimizer,
        metrics: [accuracy()],
        epochs: 1,
        progress: false,
      }),
    'fit: objective: expected prediction and target beside the loss',
  ],
  [
    'resuming from nowhere',
    () => fit(new Linear(1, 1), line(), { ...quiet, epochs: 1, resume: true }),
    'fit: resume: expected a checkpoint to resume from',
  ],
  [
    'patience below zero',
    () => fit(new Linear(1, 1), line(), { ...quiet, epochs: 1, earlyStopping: { patience: -1 } }),
    'fit: earlyStopping: expected patience and minDelta not below zero, got -1',
  ],
])('refuses %s', async (_, run, message) => {
  await expect(run()).rejects.toThrow(message);
});

test('a NaN in the data stops the training, and leaves the model as it was before that step', async () => {
  const model = new Linear(2, 1, { random: 3 });
  const before = model.forward(constant([[1, 2]])).toArray();
  const data = new Dataset([
    constant([
      [1, 2],
      [Number.NaN, 1],
    ]),
    constant([[1], [2]]),
  ]);
  const options = {
    loss: mse,
    optimizer: sgd({ learningRate: 0.1 }),
    epochs: 1,
    batchSize: 2,
    progress: false,
  };
  await expect(fit(model, data, options)).rejects.toThrow('check the data');
  expect(model.forward(constant([[1, 2]])).toArray()).toEqual(before);
});
