import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { durationText, type Output, progressOn } from '../../src/fit/progress.ts';
import { History } from '../../src/index.ts';

function output(isTTY: boolean) {
  const stream: Output & { columns?: number } = new PassThrough();
  let text = '';
  stream.on('data', (chunk) => {
    text += chunk;
  });
  // What cli-progress needs of a terminal.
  Object.assign(stream, { isTTY, columns: 100, cursorTo() {}, clearLine() {}, moveCursor() {} });
  return { stream, text: () => text };
}

const step = (batch: number) => ({
  epoch: 1,
  epochs: 3,
  batch,
  batches: 4,
  step: batch,
  loss: 0.123456,
  metrics: () => ({ accuracy: 0.75, table: [[1]] }),
  samplesPerSecond: 1234.5,
  secondsLeft: 75,
});
const epoch = {
  epoch: 1,
  epochs: 3,
  values: { loss: 0.5, 'validation.accuracy': 0.9123456, table: [[1]] },
  improved: true,
  seconds: 2.04,
};
const early = Object.assign(new History(), {
  stopped: 'early',
  best: { monitor: 'validation.loss', value: 0.25, epoch: 2 },
  epochs: [1, 2, 3].map((n) => ({ epoch: n, seconds: 1, values: { loss: n } })),
}) as History;

describe('progress', () => {
  test('is a line for each epoch without a terminal', async () => {
    const { stream, text } = output(false);
    const display = await progressOn(stream);
    display.onStep?.(step(1));
    display.onEpoch?.(epoch);
    display.onEnd?.(early);
    expect(text()).toBe(
      'epoch 1/3  loss 0.5  validation.accuracy 0.9123  2.0 s  best\n' +
        'stopped early after 3 epochs; validation.loss was best in epoch 2: 0.25\n',
    );
  });

  test('is a bar in a terminal, with loss, metrics, speed and time left, and a line after each epoch', async () => {
    const { stream, text } = output(true);
    const display = await progressOn(stream);
    display.onStep?.(step(1));
    display.onStep?.(step(2));
    display.onEpoch?.(epoch);
    expect(text()).toContain('█░');
    expect(text()).toContain('epoch 1/3  2/4');
    expect(text()).toContain('loss 0.1235  accuracy 0.75  1235/s  1:15 left');
    expect(text()).toContain('epoch 1/3  loss 0.5');
    display.onStep?.(step(3));
    display.onEnd?.(new History());
    expect(text()).toContain('3/4');
  });

  test('is nothing without an output', async () => {
    expect(await progressOn(undefined)).toEqual({});
  });

  test.each([
    [0.04, '0.0 s'],
    [59.9, '59.9 s'],
    [61, '1:01'],
    [3723.9, '1:02:03'],
    [Infinity, '?'],
  ])('tells %d seconds as %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});

test('a history prints a line for each epoch', () => {
  expect(String(early)).toBe('epoch 1  loss 1\nepoch 2  loss 2\nepoch 3  loss 3');
});
