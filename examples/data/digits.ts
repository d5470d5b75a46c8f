import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromTypedArray, type Value } from '@chainrule/core';
import { Dataset, fromIdx, randomSplit } from '@chainrule/nn';
import { installedJson } from './installed.ts';

/** The height and the width of a picture. */
export const SIDE = 28;
const PIXELS = SIDE * SIDE;

/** Pictures of handwritten digits, [n, 1, 28, 28] in float32 from 0 for paper to 1 for ink, and their classes, [n] in int32. */
export interface Digits {
  readonly images: Value;
  readonly labels: Value;
}

/** The 10,000 digits of the package `mnist`, in order of their classes; they are the first of MNIST's training set. */
export function allDigits(): Digits {
  const classes = Array.from({ length: 10 }, (_, digit) => {
    const { data } = installedJson(`mnist/src/digits/${digit}.json`) as { data: number[] };
    return data;
  });
  return digitsOf(classes);
}

/** The sample of 300 that is kept here, 30 of each class. */
export function sampleDigits(): Digits {
  const { data, shape } = fromIdx(readFileSync(SAMPLE));
  const perClass = shape[1] * PIXELS;
  const shades = Array.from(data, (byte) => byte / 255);
  return digitsOf(Array.from({ length: 10 }, (_, k) => shades.slice(k * perClass, (k + 1) * perClass)));
}

/** Digits to learn from, and those that are held out. */
export type Parts = ReturnType<typeof dealt>;

/** A fifth of the digits, with as many of each class, is held out. */
export function dealt({ images, labels }: Digits, seed: number) {
  const data = new Dataset([images, labels]);
  const [training, heldOut] = randomSplit(data, [0.8, 0.2], { random: seed, stratify: labels });
  return { training, heldOut };
}

/** The file of the sample: an IDX file as MNIST's own, of bytes [10, 30, 28, 28]. */
export const SAMPLE = join(import.meta.dirname, 'digits-sample.idx.gz');

/** Digits from the pixels of each class, one picture after the other. */
function digitsOf(classes: readonly (readonly number[])[]): Digits {
  const counts = classes.map(({ length }) => length / PIXELS);
  const n = counts.reduce((sum, count) => sum + count, 0);
  const pixels = new Float32Array(n * PIXELS);
  const labels = new Int32Array(n);
  let done = 0;
  for (const [digit, shades] of classes.entries()) {
    pixels.set(shades, done * PIXELS);
    labels.fill(digit, done, done + counts[digit]);
    done += counts[digit];
  }
  return { images: fromTypedArray(pixels, { shape: [n, 1, SIDE, SIDE] }), labels: fromTypedArray(labels) };
}
