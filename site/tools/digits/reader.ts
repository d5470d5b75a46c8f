import { compile } from '@chainrule/compile';
import { argMax, constant, fromTypedArray, noGrad, Random, relu, type Value, value } from '@chainrule/core';
import { adam, type Conv2d, crossEntropy, fromIdx, Optimizer, type Sequential, softmax } from '@chainrule/nn';
import { cnn } from '../../../examples/15-digits/networks.ts';

/** The height and the width of a picture. */
export const SIDE = 28;
const PIXELS = SIDE * SIDE;
const BATCH = 48;
/** One picture of so many is held out. */
const HELD_OUT = 5;

/** How far a reader has got. */
export interface Progress {
  readonly step: number;
  /** The error of the last batch. */
  readonly loss: number;
  /** The share of the pictures that were held out, and are read right. */
  readonly right: number;
}

/** How a picture is read. */
export interface Reading {
  /** For each digit how likely it is. */
  readonly chances: readonly number[];
  /** What the first convolution makes of it, map by map. */
  readonly maps: readonly (readonly number[])[];
  readonly mapSide: number;
  /** How the answer changes with each pixel. */
  readonly slopes: readonly number[];
}

/** A convolutional network that learns to read digits, from pictures of them in the order of their classes. */
export class Reader {
  readonly #model: Sequential = cnn(new Random(1));
  readonly #random = new Random(2);
  readonly #pictures: Float32Array;
  readonly #labels: readonly number[];
  readonly #training: readonly number[];
  readonly #heldOut: readonly number[];
  readonly #learn: (images: Value, labels: Value) => Value;
  #step = 0;
  #order: number[] = [];

  constructor(file: Uint8Array) {
    const { data, shape } = fromIdx(file);
    const [classes, perClass] = shape;
    this.#pictures = Float32Array.from(data, (byte) => byte / 255);
    const all = Array.from({ length: classes * perClass }, (_, k) => k);
    this.#labels = all.map((k) => Math.floor(k / perClass));
    this.#training = all.filter((k) => k % HELD_OUT > 0);
    this.#heldOut = all.filter((k) => k % HELD_OUT === 0);
    const [model, optimizer] = [this.#model, new Optimizer(this.#model, adam({ learningRate: 0.003 }))];
    const learn = (images: Value, labels: Value) => {
      const loss = crossEntropy(model.forward(images), labels);
      optimizer.step(loss.backward());
      return loss;
    };
    this.#learn = compile(learn, { state: [model, optimizer] as never });
  }

  train(steps: number): Progress {
    this.#model.train();
    let loss = Number.NaN;
    for (let k = 0; k < steps; k++) {
      if (this.#order.length < BATCH) this.#order = [...this.#random.permutation(this.#training.length)];
      const batch = this.#order.splice(0, BATCH).map((i) => this.#training[i]);
      loss = this.#learn(this.#imagesOf(batch), this.#labelsOf(batch)).item();
    }
    this.#step += steps;
    return { step: this.#step, loss, right: this.#right() };
  }

  #right(): number {
    this.#model.eval();
    const answers = noGrad(() => argMax(this.#model.forward(this.#imagesOf(this.#heldOut)), { axis: 1 }));
    const found = answers.toArray() as number[];
    return found.filter((answer, i) => answer === this.#labels[this.#heldOut[i]]).length / found.length;
  }

  read(pixels: Float32Array): Reading {
    const model = this.#model.eval();
    const image = value(pixels, { shape: [1, 1, SIDE, SIDE], dtype: 'float32' });
    const logits = model.forward(image);
    const slopes = logits.max().backward().of(image);
    const [, first] = model.layers;
    const maps = noGrad(() => relu((first as Conv2d).forward(image)));
    const [, count, mapSide] = maps.shape;
    const flat = [...(maps.data as Float32Array)];
    return {
      chances: [...(noGrad(() => softmax(logits)).data as Float32Array)],
      maps: Array.from({ length: count }, (_, k) => flat.slice(k * mapSide ** 2, (k + 1) * mapSide ** 2)),
      mapSide,
      slopes: [...(slopes.data as Float32Array)],
    };
  }

  /** One of the pictures that were held out. */
  sample(k: number): Float32Array {
    const place = this.#heldOut[k % this.#heldOut.length];
    return this.#pictures.slice(place * PIXELS, (place + 1) * PIXELS);
  }

  #imagesOf(places: readonly number[]): Value {
    const pixels = new Float32Array(places.length * PIXELS);
    for (const [i, k] of places.entries())
      pixels.set(this.#pictures.subarray(k * PIXELS, (k + 1) * PIXELS), i * PIXELS);
    return fromTypedArray(pixels, { shape: [places.length, 1, SIDE, SIDE] });
  }

  #labelsOf(places: readonly number[]): Value {
    return constant(
      places.map((k) => this.#labels[k]),
      { dtype: 'int32' },
    );
  }
}
