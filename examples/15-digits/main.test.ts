import { Random } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { dealt, sampleDigits } from '../data/digits.ts';
import { Jitter } from './jitter.ts';
import { misread, read } from './main.ts';
import { cnn, mlp } from './networks.ts';

const parts = dealt(sampleDigits(), 1);

describe('of sixty digits at least seven in ten are read after learning from 240 others', () => {
  test.each([
    ['784-128-10', mlp, 20],
    ['convolutions', cnn, 12],
  ])('%s', async (_, make, epochs) => {
    const model = make(new Random(1));
    const history = await read(model, parts, { epochs, learningRate: 0.003, progress: false });
    const right = Number(history.last['validation.accuracy']);
    expect(right).toBeGreaterThanOrEqual(0.7);
    const { images, captions } = misread(model, parts.heldOut);
    expect(images.shape).toEqual([captions.length, 1, 28, 28]);
    expect(captions.length).toBe(Math.round((1 - right) * parts.heldOut.length));
  });
});

test('pictures are moved and turned a little in training, and unchanged otherwise', () => {
  const [images] = parts.heldOut.all();
  const jitter = new Jitter(new Random(2));
  const moved = jitter.forward(images);
  expect(moved.shape).toEqual(images.shape);
  expect(moved.dtype).toBe('float32');
  // They have about as much ink as before, in other places.
  expect(moved.mean().item() / images.mean().item()).toBeCloseTo(1, 0);
  expect(moved.sub(images).abs().mean().item()).toBeGreaterThan(0.02);
  expect(jitter.eval().forward(images)).toBe(images);
});
