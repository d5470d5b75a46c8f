import { constant, Random } from '@chainrule/core';
import { expect, test } from 'vitest';
import { dealt, sampleDigits } from '../data/digits.ts';
import { drawnPlane, learn, lossOfMean, ownKind, placesOf } from './main.ts';
import { divergence, Vae } from './vae.ts';

test('two numbers describe a digit better than the mean picture, and are close to those of the same kind', async () => {
  const parts = dealt(sampleDigits(), 1);
  const { model, history } = await learn(parts, {
    hidden: 64,
    epochs: 60,
    learningRate: 0.005,
    progress: false,
  });
  const places = placesOf(model, parts.heldOut.all());
  expect(history.last['validation.loss']).toBeLessThan(lossOfMean(parts) - 10);
  expect(ownKind(places, placesOf(model, parts.training.all()))).toBeGreaterThan(0.2);
  expect(drawnPlane(model)).toContain('data:image/png;base64,');
});

test('the divergence is the integral of q ln(q/p)', () => {
  const [mean, variance] = [0.7, 0.3];
  const density = (x: number, m: number, v: number) =>
    Math.exp(-((x - m) ** 2) / (2 * v)) / Math.sqrt(2 * Math.PI * v);
  let integral = 0;
  for (let x = -10; x < 10; x += 1e-3) {
    const q = density(x, mean, variance);
    if (q > 0) integral += 1e-3 * q * Math.log(q / density(x, 0, 1));
  }
  const found = divergence(constant([[mean]]), constant([[Math.log(variance)]]));
  expect(found.item()).toBeCloseTo(integral, 6);
});

test('a picture is drawn for every point, from paper to ink', () => {
  const model = new Vae({ pixels: 9, hidden: 8, random: new Random(1) });
  const drawn = model.draw(
    constant(
      [
        [0, 0],
        [9, -9],
      ],
      { dtype: 'float32' },
    ),
  );
  expect(drawn.shape).toEqual([2, 9]);
  expect([drawn.min().item() > 0, drawn.max().item() < 1]).toEqual([true, true]);
});
