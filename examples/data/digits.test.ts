import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allDigits, type Digits, dealt, SAMPLE, sampleDigits } from './digits.ts';

const INSTALLED = existsSync(join(dirname(SAMPLE), 'node_modules'));

/** The share of ink in the pictures of a class. */
function ink({ images, labels }: Digits, digit: number): number {
  const places = (labels.toArray() as number[]).flatMap((label, i) => (label === digit ? [i] : []));
  return images.take(places, { axis: 0 }).mean().item();
}

test('the sample has thirty digits of each class, from paper to ink', () => {
  const { images, labels } = sampleDigits();
  expect([images.shape, images.dtype]).toEqual([[300, 1, 28, 28], 'float32']);
  expect(labels.toArray()).toEqual(Array.from({ length: 300 }, (_, i) => Math.floor(i / 30)));
  expect([images.min().item(), images.max().item()]).toEqual([0, 1]);
  // A one takes the least ink, a zero the most.
  const inks = Array.from({ length: 10 }, (_, digit) => ink({ images, labels }, digit));
  expect(inks.indexOf(Math.min(...inks))).toBe(1);
  expect(inks.indexOf(Math.max(...inks))).toBe(0);
});

test('a fifth of the digits is held out, as many of each class', () => {
  const { training, heldOut } = dealt(sampleDigits(), 1);
  expect([training.length, heldOut.length]).toEqual([240, 60]);
  const [, labels] = heldOut.all();
  const counts = Array.from({ length: 10 }, () => 0);
  for (const label of labels.toArray() as number[]) counts[label]++;
  expect(counts).toEqual(Array.from({ length: 10 }, () => 6));
});

describe.runIf(INSTALLED)('where the data are installed', () => {
  test('there are 10,000 digits, the first of each class being those of the sample', () => {
    const { images, labels } = allDigits();
    expect([images.shape, labels.shape]).toEqual([[10_000, 1, 28, 28], [10_000]]);
    const ones = images.take([1001], { axis: 0 });
    expect(
      ones
        .sub(sampleDigits().images.take([30], { axis: 0 }))
        .abs()
        .max()
        .item(),
    ).toBeLessThan(2 / 255);
  });
});
