/**
 * Can a network tell two classes apart that no straight line divides?
 *
 * Yes: a 2-16-16-1 tanh network, trained with binary cross-entropy on its logits, sorts points of two interleaved moons
 * that it has never seen. Logistic regression, which is the same without hidden layers, draws the best straight line.
 */
import { Random, tanh } from '@chainrule/core';
import { type Layer, Linear, Sequential } from '@chainrule/nn';
import { decisionChart, gridPoints, writePicture } from '../support/chart.ts';
import { isMain } from '../support/main.ts';
import { type Progress, progress } from '../support/progress.ts';
import { tell } from '../support/story.ts';
import { count, fixed, table } from '../support/table.ts';
import { accuracy, probabilities, train } from './classifier.ts';
import { moons } from './moons.ts';

const NOISE = 0.12;
const ROUNDS = 300;
const REPORTED = [0, 20, 50, 100, ROUNDS];

export function twoMoons(bar?: Progress) {
  const random = new Random(11);
  const training = moons(200, NOISE, random.split());
  const heldOut = moons(1_000, NOISE, random.split());
  let rounds = 0;
  const classifier = (layers: Layer[]) => {
    const model = new Sequential(layers);
    const losses = train(model, training, ROUNDS, (loss) => bar?.update(rounds++, `loss ${fixed(loss, 4)}`));
    return { model, losses, training: accuracy(model, training), heldOut: accuracy(model, heldOut) };
  };
  return {
    samples: { training, heldOut },
    line: classifier([new Linear(2, 1, { random })]),
    network: classifier([
      ...[new Linear(2, 16, { random }), tanh],
      ...[new Linear(16, 16, { random }), tanh],
      new Linear(16, 1, { random }),
    ]),
  };
}

function print({ samples, line, network }: ReturnType<typeof twoMoons>): void {
  const grid = { x: [-1.5, 2.5], y: [-1, 1.5], columns: 121, rows: 76 } as const;
  const dots = (lower: boolean) =>
    samples.training.filter((sample) => sample.lower === lower).map(({ point }) => point);
  const chart = decisionChart({
    title: 'Two moons, divided by a 2-16-16-1 tanh network',
    x: { label: 'x' },
    y: { label: 'y' },
    classes: [
      { name: 'upper moon', points: dots(false) },
      { name: 'lower moon', points: dots(true) },
    ],
    grid,
    probabilities: probabilities(network.model, gridPoints(grid)),
  });
  const percent = (share: number) => `${fixed(100 * share, 1)} %`;
  tell(
    'Two moons',
    'Can a network tell two classes apart that no straight line divides?',
    `${samples.training.length} points of two half circles with normal noise of standard deviation ${NOISE}; the logits are trained with binary cross-entropy, by SGD with momentum:`,
    table(
      ['round', 'loss, logistic regression', 'loss, 2-16-16-1 tanh'],
      REPORTED.map((round) => [count(round), fixed(line.losses[round], 5), fixed(network.losses[round], 5)]),
    ),
    'How many points are put on the right side:',
    table(
      ['', 'logistic regression', '2-16-16-1 tanh'],
      [
        [`of the ${samples.training.length} trained on`, percent(line.training), percent(network.training)],
        [`of ${count(samples.heldOut.length)} others`, percent(line.heldOut), percent(network.heldOut)],
      ],
    ),
    `Picture: ${writePicture('11-two-moons.svg', chart)}`,
  );
}

if (isMain(import.meta)) {
  const bar = progress('training', 2 * ROUNDS);
  const result = twoMoons(bar);
  bar.stop();
  print(result);
}
