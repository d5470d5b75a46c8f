import { type Random, relu, sigmoid, type Value } from '@chainrule/core';
import { bceWithLogits, Flatten, Linear, Module, Sequential } from '@chainrule/nn';

export interface VaeOptions {
  /** The number of pixels of a picture, and the size of the layer between them and the latent plane. */
  readonly pixels: number;
  readonly hidden: number;
  readonly random: Random;
}

/**
 * A variational autoencoder with a latent plane: the encoder gives a point of the plane for each picture and how certain it
 * is, and the decoder draws a picture for any point. Source: Kingma and Welling, "Auto-encoding variational Bayes" (2014).
 */
export class Vae extends Module<[images: Value]> {
  readonly random: Random;
  encoder: Sequential;
  mean: Linear;
  logVariance: Linear;
  decoder: Sequential;

  constructor({ pixels, hidden, random }: VaeOptions) {
    super();
    const options = { random, dtype: 'float32' } as const;
    this.random = random.split();
    this.encoder = new Sequential([
      new Flatten(),
      ...[new Linear(pixels, hidden, options), relu],
      ...[new Linear(hidden, hidden / 4, options), relu],
    ]);
    this.mean = new Linear(hidden / 4, 2, options);
    this.logVariance = new Linear(hidden / 4, 2, options);
    this.decoder = new Sequential([
      ...[new Linear(2, hidden / 4, options), relu],
      ...[new Linear(hidden / 4, hidden, options), relu],
      new Linear(hidden, pixels, options),
    ]);
  }

  /** The mean position of each picture in the plane, [n, 2]. */
  forward(images: Value): Value {
    return this.mean.forward(this.encoder.forward(images));
  }

  /** The pictures that the decoder draws for points of the plane, [n, pixels], from 0 to 1. */
  draw(points: Value): Value {
    return sigmoid(this.decoder.forward(points));
  }

  /**
   * The negative evidence lower bound, in nats per picture: how badly a picture is drawn from a point near its position,
   * plus how far the positions are from a standard normal distribution.
   */
  loss(images: Value): Value {
    const [n] = images.shape;
    const known = this.encoder.forward(images);
    const [mean, logVariance] = [this.mean.forward(known), this.logVariance.forward(known)];
    const noise = this.random.normal(mean.shape, { dtype: 'float32' });
    const points = mean.add(logVariance.div(2).exp().mul(noise));
    const pixels = images.reshape([n, -1]);
    const drawn = bceWithLogits(this.decoder.forward(points), pixels, { reduction: 'sum' });
    return drawn.add(divergence(mean, logVariance)).div(n);
  }
}

/** The Kullback-Leibler divergence of normal distributions from the standard one: ½ Σ (μ² + σ² − ln σ² − 1). */
export function divergence(mean: Value, logVariance: Value): Value {
  return mean.square().add(logVariance.exp()).sub(logVariance).sub(1).sum().div(2);
}
