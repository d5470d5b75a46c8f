/**
 * Can a network put handwritten digits in order on a plane, without being told which is which?
 *
 * Yes: a variational autoencoder learns to describe each picture by two numbers, and to draw it again from these. Digits of
 * the same kind end up close together: the nearest neighbour of most held-out digits is of their own kind. For the points in
 * between it also draws digits, which change smoothly into each other.
 */
import { compile } from '@chainrule/compile';
import { constant, noGrad, Random, type Value } from '@chainrule/core';
import { adam, bce, cosineDecay, fit, type History } from '@chainrule/nn';
import { allDigits, dealt, type Parts, SIDE } from '../data/digits.ts';
import { withData } from '../data/installed.ts';
import { type Grid, gridPoints, type Point, scatterChart, writePicture } from '../support/chart.ts';
import { imageGrid } from '../support/image-grid.ts';
import { isMain } from '../support/main.ts';
import { tell } from '../support/story.ts';
import { count, fixed, table } from '../support/table.ts';
import { Vae } from './vae.ts';

const SEED = 17;
const BATCH = 100;

export interface Training {
  /** The size of the layer after the pixels. */
  readonly hidden: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Whether the progress is shown. */
  readonly progress: boolean;
}

/** Trains an autoencoder on the digits, without their labels. */
export async function learn(
  { training, heldOut }: Parts,
  { hidden, epochs, learningRate, progress }: Training,
): Promise<{ model: Vae; history: History }> {
  const model = new Vae({ pixels: SIDE * SIDE, hidden, random: new Random(SEED) });
  const steps = epochs * Math.ceil(training.length / BATCH);
  const history = await fit(model, training, {
    objective: (model, [images]) => model.loss(images),
    optimizer: adam({ learningRate: cosineDecay(learningRate, { steps }) }),
    validation: heldOut,
    batchSize: BATCH,
    ...{ epochs, progress, compile },
  });
  return { model, history };
}

/** The loss of drawing the mean of the training pictures for every picture. */
export function lossOfMean({ training, heldOut }: Parts): number {
  const [images] = heldOut.all();
  const mean = training
    .all()[0]
    .mean({ axis: 0, keepDims: true })
    .clamp(1e-6, 1 - 1e-6);
  return bce(mean.broadcastTo(images.shape), images, { reduction: 'sum' }).item() / heldOut.length;
}

/** The positions of digits in the plane, and their labels. */
export function placesOf(model: Vae, [images, labels]: readonly Value[]) {
  const points = noGrad(() => model.forward(images)).toArray() as [number, number][];
  return { points, labels: labels.toArray() as number[] };
}

/** The share of places whose nearest neighbour among others is of their own kind. */
export function ownKind(places: ReturnType<typeof placesOf>, others: ReturnType<typeof placesOf>): number {
  const nearest = ([x, y]: Point) => {
    const distances = others.points.map(([u, v]) => (u - x) ** 2 + (v - y) ** 2);
    return others.labels[distances.indexOf(Math.min(...distances))];
  };
  const own = places.points.filter((point, i) => nearest(point) === places.labels[i]);
  return own.length / places.points.length;
}

async function main(): Promise<void> {
  const parts = dealt(allDigits(), SEED);
  const training = { hidden: 256, epochs: 25, learningRate: 0.003, progress: true };
  const { model, history } = await learn(parts, training);
  const heldOut = placesOf(model, parts.heldOut.all());
  const own = ownKind(heldOut, placesOf(model, parts.training.all()));
  const plane = scatterChart({
    title: 'Where an autoencoder puts digits that it has not seen',
    x: { label: 'first latent number' },
    y: { label: 'second latent number' },
    classes: Array.from({ length: 10 }, (_, digit) => ({
      name: String(digit),
      points: heldOut.points.filter((_, i) => heldOut.labels[i] === digit),
    })),
    radius: 2.5,
  });
  tell(
    'An autoencoder',
    'Can a network put handwritten digits in order on a plane, without being told which is which?',
    `${count(parts.training.length)} digits of MNIST to learn from, in batches of ${BATCH}; 784-256-64-2-64-256-784 with ReLU, ${training.epochs} epochs of Adam. The loss of drawing ${count(parts.heldOut.length)} others:`,
    table(
      ['', 'nats a picture'],
      [
        ['the mean picture for each', fixed(lossOfMean(parts), 1)],
        ['from two numbers, and those', fixed(Number(history.last['validation.loss']), 1)],
      ],
    ),
    `${fixed(100 * own, 1)} % of the others have a digit of their own kind as their nearest neighbour among the training digits.`,
    `Pictures: ${writePicture('17-autoencoder.svg', plane)}, ${writePicture('17-autoencoder-drawn.svg', drawnPlane(model))}`,
  );
}

/** What the decoder draws for points of the plane, each where its point is. */
export function drawnPlane(model: Vae): string {
  const grid: Grid = { x: [-2.5, 2.5], y: [-2.5, 2.5], columns: 20, rows: 20 };
  // Rows of pictures go down, rows of the grid up.
  const points = gridPoints(grid).map(([x, y]) => [x, -y]);
  const images = noGrad(() => model.draw(constant(points, { dtype: 'float32' })));
  return imageGrid({
    title: 'What it draws for points of the plane from −2.5 to 2.5',
    images: images.reshape([-1, SIDE, SIDE]),
    columns: grid.columns,
    scale: 1,
  });
}

if (isMain(import.meta)) await withData(main);
