import { affineGrid, constant, gridSample, type Random, type Value } from '@chainrule/core';
import { Module } from '@chainrule/nn';

/** The identity map of a picture: a row each for x and y, with the shift as the last number. */
const IDENTITY = constant(
  [
    [1, 0, 0],
    [0, 1, 0],
  ],
  { dtype: 'float32' },
);

/**
 * The standard deviations of the numbers of the map: a tenth for size, slant and rotation, a twentieth of half the width for
 * the shift.
 */
const SPREAD = constant(
  [
    [0.1, 0.1, 0.05],
    [0.1, 0.1, 0.05],
  ],
  { dtype: 'float32' },
);

/**
 * In training mode, rotates, slants, stretches and shifts each picture a little at random; otherwise returns the pictures
 * unchanged.
 *
 * It is a layer like any other, so it is part of the compiled step.
 */
export class Jitter extends Module<[images: Value]> {
  readonly random: Random;

  constructor(random: Random) {
    super();
    this.random = random;
  }

  forward(images: Value): Value {
    if (!this.training) return images;
    const strays = this.random.normal([images.shape[0], 2, 3], { dtype: 'float32' });
    return gridSample(images, affineGrid(strays.mul(SPREAD).add(IDENTITY), images.shape));
  }
}
