/**
 * Can a small network find the curve behind noisy measurements?
 *
 * Yes: a 1-16-16-1 tanh network, trained by momentum SGD on eighty noisy points of a sine, ends closer to the sine than
 * the points are. Its loss on them falls to about the variance of the noise, which is as far as a true fit can go.
 */
import { constant, noGrad, Random, tanh } from '@chainrule/core';
import { Linear, mse, Optimizer, Sequential, sgd } from '@chainrule/nn';
import { fitChart, writePicture } from '../support/chart.ts';
import { isMain } from '../support/main.ts';
import { type Progress, progress } from '../support/progress.ts';
import { tell } from '../support/story.ts';
import { count, fixed, table } from '../support/table.ts';

const POINTS = 80;
export const NOISE = 0.15;
const ROUNDS = 1_000;
const REPORTED = [0, 50, 100, 200, 500, ROUNDS];

/** The curve that the network has to find, from −π to π. */
const curve = Math.sin;

/** Places spread evenly from −π to π, the curve there, and measurements of it with normal noise. */
export function measurements() {
  const random = new Random(10);
  const x = Array.from({ length: POINTS }, (_, i) => Math.PI * ((2 * i) / (POINTS - 1) - 1));
  const noise = random.normal([POINTS], { std: NOISE }).toArray() as number[];
  return { x, y: x.map((each, i) => curve(each) + noise[i]), noise };
}

export function curveFit(bar?: Progress) {
  const { x, y, noise } = measurements();
  const [inputs, targets] = [column(x), column(y)];
  const random = new Random(3);
  const model = new Sequential([
    ...[new Linear(1, 16, { random }), tanh],
    ...[new Linear(16, 16, { random }), tanh],
    new Linear(16, 1, { random }),
  ]);
  const optimizer = new Optimizer(model, sgd({ learningRate: 0.05, momentum: 0.9 }));
  const losses: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const loss = mse(model.forward(inputs), targets);
    losses.push(loss.item());
    bar?.update(round, `loss ${fixed(loss.item(), 4)}`);
    if (round < ROUNDS) optimizer.step(loss.backward());
  }
  const fitted = noGrad(() => model.forward(inputs))
    .reshape([POINTS])
    .toArray() as number[];
  const truth = x.map(curve);
  return {
    ...{ x, y, truth, fitted, losses },
    distance: { data: rms(noise), fit: rms(fitted.map((f, i) => f - truth[i])) },
  };
}

const column = (numbers: number[]) => constant(numbers, { shape: [numbers.length, 1] });

const rms = (numbers: number[]) => Math.hypot(...numbers) / Math.sqrt(numbers.length);

function print({ x, y, truth, fitted, losses, distance }: ReturnType<typeof curveFit>): void {
  const line = (values: number[]) => x.map((each, i) => [each, values[i]] as const);
  const chart = fitChart({
    title: 'A sine found in noise by a 1-16-16-1 tanh network',
    x: { label: 'x' },
    y: { label: 'y' },
    data: line(y),
    curves: [
      { name: 'the network', points: line(fitted) },
      { name: 'sin x', points: line(truth) },
    ],
  });
  tell(
    'A curve fit',
    'Can a small network find the curve behind noisy measurements?',
    `${POINTS} points of sin x with normal noise of standard deviation ${NOISE}; a 1-16-16-1 network with tanh, mean squared error, SGD with momentum .9 and the rate .05:`,
    table(
      ['round', 'loss'],
      REPORTED.map((round) => [count(round), fixed(losses[round], 5)]),
    ),
    `The noise has a mean square of ${fixed(distance.data ** 2, 5)}, and the loss gets no further down than about that. The points lie ${fixed(distance.data, 3)} from the sine (root mean square), the fit only ${fixed(distance.fit, 3)}.`,
    `Picture: ${writePicture('10-curve-fit.svg', chart)}`,
  );
}

if (isMain(import.meta)) {
  const bar = progress('training', ROUNDS);
  const result = curveFit(bar);
  bar.stop();
  print(result);
}
