import { affineGrid, constant, gridSample, type Random, type Value } from '@chainrule/core';
import { Module } from '@chainrule/nn';

/** The identity map of a picture: x and y along the rows, and behind them how far it is moved. */
const IDENTITY = constant(
  [
    [1, 0, 0],
    [0, 1, 0],
  ],
  { dtype: 'float32' },
);

/** How far the numbers of the map stray: a tenth for size, slant and turn, a twentieth of half the width for the place. */
const SPREAD = constant(
  [
    [0.1, 0.1, 0.05],
    [0.1, 0.1, 0.05],
  ],
  { dtype: 'float32' },
);

/**
 * In training mode turns, slants, stretches and moves each picture a little at random; otherwise returns the pictures.
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
