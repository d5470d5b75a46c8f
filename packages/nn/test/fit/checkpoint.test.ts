import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '@chainrule/compile';
import { relu } from '@chainrule/core';
import { describe, expect, test, vi } from 'vitest';
import {
  type Compiler,
  fit,
  fromSafetensors,
  type History,
  Linear,
  memoryStore,
  Optimizer,
  Sequential,
  sgd,
  topKAccuracy,
  toSafetensors,
} from '../../src/index.ts';
import { loader, network, numbersOf, options } from './setting.ts';

const figures = (history: History) => history.epochs.map(({ epoch, values }) => ({ epoch, values }));

/** A training that is interrupted after this many steps and resumed in a model with other initial weights. */
async function interruptedAfter(step: number, compiler: Compiler | undefined) {
  const store = memoryStore();
  const controller = new AbortController();
  const stop = {
    onStep: (info: { step: number }) => {
      if (info.step === step) controller.abort();
    },
  };
  const first = await fit(network(), loader(), {
    ...options(),
    compile: compiler,
    checkpoint: store,
    signal: controller.signal,
    callbacks: [stop],
  });
  expect(first.stopped).toBe('interrupted');
  const model = network(77);
  const history = await fit(model, loader(99), {
    ...options(),
    compile: compiler,
    checkpoint: store,
    resume: true,
  });
  return { model, history, store };
}

describe.each<[string, Compiler | undefined]>([
  ['eager', undefined],
  ['compiled', compile],
])('resuming, %s', (_, compiler) => {
  test('gives exactly the same, wherever the training was interrupted', async () => {
    const model = network();
    const whole = await fit(model, loader(), { ...options(), compile: compiler });
    for (const step of [1, 6, 9, 18, 23]) {
      const resumed = await interruptedAfter(step, compiler);
      expect(numbersOf(resumed.model)).toEqual(numbersOf(model));
      expect(figures(resumed.history)).toEqual(figures(whole));
      expect(resumed.history.best).toEqual(whole.best);
    }
  });
});

describe('checkpoints', () => {
  test('hold the last state and the best', async () => {
    const store = memoryStore();
    const model = network();
    const history = await fit(model, loader(), { ...options(), checkpoint: { store, everyEpochs: 2 } });
    const weight = async (name: string) =>
      fromSafetensors((await store.read(name))!).tensors['model.layers.0.weight'].toArray();
    expect(await weight('last.safetensors')).toEqual(model.layers[0] && numbersOf(model)[0][1]);
    const again = network();
    await fit(again, loader(), { ...options(), epochs: history.best!.epoch });
    expect(await weight('best.safetensors')).toEqual(numbersOf(again)[0][1]);
  });

  test('are also saved every few steps', async () => {
    const names: string[] = [];
    const store = { read: async () => undefined, write: async (name: string) => void names.push(name) };
    await fit(network(), loader(), {
      ...options(),
      epochs: 1,
      checkpoint: { store, everySteps: 2, everyEpochs: 5 },
    });
    // After steps 2, 4 and 6 and at the end.
    expect(names).toEqual([...Array(3).fill('last.safetensors'), 'best.safetensors', 'last.safetensors']);
  });

  test('of a finished training are only read; with more epochs it continues', async () => {
    const store = memoryStore();
    await fit(network(), loader(), { ...options(), epochs: 2, checkpoint: store });
    const done = network(50);
    const history = await fit(done, loader(), { ...options(), epochs: 2, checkpoint: store, resume: true });
    expect(history.epochs).toHaveLength(2);
    await fit(done, loader(), { ...options(), epochs: 4, checkpoint: store, resume: true });
    const whole = network();
    await fit(whole, loader(), options());
    expect(numbersOf(done)).toEqual(numbersOf(whole));
  });

  test('of a training that stopped early restore the best weights', async () => {
    const store = memoryStore();
    const stopping = {
      ...options(),
      optimizer: sgd({ learningRate: 1e-12 }),
      earlyStopping: { patience: 0, minDelta: 9 },
    };
    const first = network();
    await fit(first, loader(), { ...stopping, checkpoint: store, epochs: 9 });
    const second = network(8);
    const history = await fit(second, loader(), { ...stopping, checkpoint: store, resume: true, epochs: 9 });
    expect(history.stopped).toBe('early');
    expect(numbersOf(second)).toEqual(numbersOf(first));
  });

  test('remember the rate, and for how long there was no improvement', async () => {
    const store = memoryStore();
    const run = async (epochs: number, resume: boolean) => {
      const model = network();
      const optimizer = new Optimizer(model, sgd({ learningRate: 1e-9 }));
      const schedule = { factor: 0.5, patience: 2, threshold: 0.9 };
      await fit(model, loader(), {
        ...options(),
        optimizer,
        schedule,
        epochs,
        ...(resume ? { checkpoint: store, resume } : {}),
      });
      return optimizer.learningRateFactor?.item();
    };
    expect(await run(3, true)).toBe(1);
    expect(await run(5, true)).toBe(0.5);
    expect(await run(8, true)).toBe(await run(8, false));
  });

  test('that are damaged or from another training are errors, and change nothing', async () => {
    const store = memoryStore();
    await fit(network(), loader(), { ...options(), epochs: 1, checkpoint: store });
    const bytes = (await store.read('last.safetensors'))!;
    const { tensors, metadata } = fromSafetensors(bytes);
    const unsealed = (texts: Record<string, string>, version: number) => ({
      'chainrule.training': texts['chainrule.training'].replace('"version":2', `"version":${version}`),
    });
    const without = Object.fromEntries(
      Object.entries(tensors).filter(([name]) => !name.includes('layers.4')),
    );
    const cases: [Uint8Array, string][] = [
      [
        bytes.subarray(0, bytes.length - 1),
        'fit: the checkpoint last.safetensors is damaged: fromSafetensors: data: expected',
      ],
      [
        toSafetensors(tensors),
        'checkpoint: metadata: expected the state of a training under chainrule.training, got none',
      ],
      [
        toSafetensors(tensors, { 'chainrule.training': '{"version":3}' }),
        'checkpoint: version: expected 1 or 2, got 3',
      ],
      [toSafetensors(tensors, unsealed(metadata, 2)), 'checkpoint: checksum: expected a CRC-32, got none'],
      [toSafetensors(without, unsealed(metadata, 1)), 'layers.4.weight'],
      [
        toSafetensors(tensors, { 'chainrule.training': '{"version":1,"data":{"branch":null}}' }),
        'checkpoint: training',
      ],
      [
        toSafetensors(tensors, { 'chainrule.training': '{"version":1,"data":{"branch":{}}}' }),
        'checkpoint: training.optimizer',
      ],
    ];
    const [, ...others] = network().layers;
    const other = new Sequential([new Linear(3, 8), ...others.with(2, relu)]);
    await expect(fit(other, loader(), { ...options(), checkpoint: store, resume: true })).rejects.toThrow(
      'checkpoint: generators of random numbers: expected none, got layers.3.random',
    );
    for (const [broken, message] of cases) {
      const model = network(50);
      const before = numbersOf(model);
      const file = { write: async () => {}, read: async () => broken };
      await expect(fit(model, loader(), { ...options(), checkpoint: file, resume: true })).rejects.toThrow(
        message,
      );
      expect(numbersOf(model)).toEqual(before);
    }
  });

  test('of the version before, without a checksum, are still read', async () => {
    const store = memoryStore();
    await fit(network(), loader(), { ...options(), epochs: 1, checkpoint: store });
    const { tensors, metadata } = fromSafetensors((await store.read('last.safetensors'))!);
    const text = metadata['chainrule.training'].replace('"version":2', '"version":1');
    await store.write('last.safetensors', toSafetensors(tensors, { 'chainrule.training': text }));
    const history = await fit(network(), loader(), {
      ...options(),
      epochs: 2,
      checkpoint: store,
      resume: true,
    });
    expect(history.epochs).toHaveLength(2);
  });

  test('with any byte changed are detected', async () => {
    const store = memoryStore();
    await fit(network(), loader(), { ...options(), epochs: 1, checkpoint: store });
    const bytes = (await store.read('last.safetensors'))!;
    for (let at = 0; at < bytes.length; at += 41) {
      const damaged = bytes.slice();
      damaged[at] ^= 1 << (at % 8);
      await store.write('last.safetensors', damaged);
      const resumed = fit(network(), loader(), { ...options(), epochs: 1, checkpoint: store, resume: true });
      await expect(resumed, `byte ${at}`).rejects.toThrow(/last\.safetensors is damaged/);
    }
  });

  test('that are damaged name those to resume from, which work', async () => {
    const store = memoryStore();
    const given = { ...options(), epochs: 3, checkpoint: store };
    await fit(network(), loader(), given);
    for (const name of ['last.safetensors', 'best.safetensors']) await store.write(name, new Uint8Array(3));
    await expect(fit(network(), loader(), { ...given, resume: true })).rejects.toThrow(
      "Resume from previous.safetensors with resume: 'previous'",
    );
    const model = network(50);
    expect((await fit(model, loader(), { ...given, resume: 'previous' })).epochs).toHaveLength(3);
    const whole = network();
    await fit(whole, loader(), { ...options(), epochs: 3 });
    expect(numbersOf(model)).toEqual(numbersOf(whole));
    for (const name of ['last.safetensors', 'previous.safetensors', 'best.safetensors'])
      await store.write(name, new Uint8Array(3));
    await expect(fit(model, loader(), { ...given, resume: 'last' })).rejects.toThrow(
      'start again, without resume',
    );
    await expect(
      fit(model, loader(), { ...given, checkpoint: memoryStore(), resume: 'best' }),
    ).rejects.toThrow('resume: expected a checkpoint best.safetensors, got none');
    await expect(fit(model, loader(), { ...given, resume: 'first' as 'last' })).rejects.toThrow(
      'fit: resume: expected',
    );
  });

  test('resume with other metrics at the end of an epoch, and refuse them in the middle', async () => {
    const store = memoryStore();
    const given = { ...options(), metrics: [], checkpoint: { store, everySteps: 4, everyEpochs: 9 } };
    const stop = new AbortController();
    const onStep = ({ step }: { step: number }) => step === 4 && stop.abort();
    await fit(network(), loader(), { ...given, signal: stop.signal, callbacks: [{ onStep }] });
    const model = network();
    const before = numbersOf(model);
    const other = { ...given, metrics: [topKAccuracy(2)], resume: true };
    await expect(fit(model, loader(), other)).rejects.toThrow(
      'fit: metrics: the checkpoint was written in the middle of an epoch with no metrics, and top2Accuracy would',
    );
    expect(numbersOf(model)).toEqual(before);
    await fit(network(), loader(), { ...given, epochs: 1, resume: true });
    const history = await fit(network(), loader(), { ...other, epochs: 2 });
    expect(Object.keys(history.epochs[1].values)).toContain('top2Accuracy');
  });

  test('with a folder in their place name those to resume from', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chainrule-fit-'));
    const given = { ...options(), epochs: 2, checkpoint: folder };
    await fit(network(), loader(), given);
    rmSync(join(folder, 'last.safetensors'));
    mkdirSync(join(folder, 'last.safetensors'));
    await expect(fit(network(), loader(), { ...given, resume: true })).rejects.toThrow(
      /EISDIR.*Resume from .*best/,
    );
    rmSync(folder, { recursive: true });
  });

  test('that cannot be written cause a warning, and an error at the end if none could be written', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    let writes = 0;
    const store = (broken: (write: number) => boolean) => {
      writes = 0;
      const kept = memoryStore();
      return {
        ...kept,
        write: (name: string, bytes: Uint8Array) =>
          broken(writes++) ? Promise.reject(full) : kept.write(name, bytes),
      };
    };
    const history = await fit(network(), loader(), { ...options(), checkpoint: store((n) => n < 4) });
    expect(history.stopped).toBe('finished');
    expect(warn).toHaveBeenCalledTimes(2);
    const model = network();
    await expect(fit(model, loader(), { ...options(), checkpoint: store(() => true) })).rejects.toThrow(
      /^fit: the checkpoint \w+\.safetensors was not written \(ENOSPC\)/,
    );
    const whole = network();
    await fit(whole, loader(), options());
    expect(numbersOf(model)).toEqual(numbersOf(whole));
    warn.mockRestore();
  });

  test('of two trainings in one folder: the second is refused while the first runs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chainrule-fit-'));
    const given = { ...options(), epochs: 1, checkpoint: folder };
    const [first, second] = await Promise.allSettled([
      fit(network(), loader(), given),
      fit(network(), loader(), given),
    ]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    await fit(network(), loader(), { ...given, epochs: 2, resume: true });
    expect(readdirSync(folder).sort()).toEqual([
      'best.safetensors',
      'last.safetensors',
      'previous.safetensors',
    ]);
    rmSync(folder, { recursive: true });
  });
});
