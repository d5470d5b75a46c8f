/**
 * What happens with many samples: an update after each of them, or one for all?
 *
 * Both are used, and mini-batches in between: the gradient of a batch is the mean of its samples' gradients. An update
 * after each sample takes more steps from the same work but noisy ones, which tolerate only a small learning rate; the more
 * samples share an update, the steadier it is and the larger the rate may be.
 */
import type { Value } from '@chainrule/core';
import { numbersOf } from '../support/central-differences.ts';
import { lineChart, writePicture } from '../support/chart.ts';
import { isMain } from '../support/main.ts';
import { type Progress, progress } from '../support/progress.ts';
import { tell } from '../support/story.ts';
import { count, fixed, scientific, table } from '../support/table.ts';
import { gradients, network, samples, train } from './training.ts';

const EPOCHS = 200;
const RATES = [0.1, 0.2, 0.5];
const BATCHES = [
  { name: 'after each sample', batchSize: 1 },
  { name: 'after every 8', batchSize: 8 },
  { name: 'after all 32', batchSize: 32 },
];
const RUNS = BATCHES.length * RATES.length;

export function manySamples(bar?: Progress) {
  const data = samples();
  let done = 0;
  const run = (learningRate: number, batchSize: number) => {
    const losses = train(data, { batchSize, epochs: EPOCHS, learningRate });
    bar?.update(++done, `rate ${learningRate}, ${batchSize} a batch`);
    return losses;
  };
  return {
    mean: meanOfGradients(),
    runs: BATCHES.map(({ name, batchSize }) => ({
      name,
      updates: (EPOCHS * data.length) / batchSize,
      losses: RATES.map((rate) => run(rate, batchSize)),
    })),
  };
}

/** The gradient over all samples at once, and the mean of the gradients of one sample after the other. */
function meanOfGradients() {
  const [data, model] = [samples(), network()];
  const flat = (values: Value[]) => values.flatMap(numbersOf);
  const batch = flat(gradients(model, data));
  const each = data.map((sample) => flat(gradients(model, [sample])));
  const mean = batch.map((_, k) => each.reduce((sum, gradient) => sum + gradient[k], 0) / data.length);
  return { batch, mean, each };
}

function print({ mean: { batch, mean, each }, runs }: ReturnType<typeof manySamples>): void {
  const difference = Math.max(...batch.map((g, k) => Math.abs(g - mean[k])));
  const first = each.map(([g]) => g);
  const epochs = [0, 1, 2, 5, 10, 20, 50, 100, EPOCHS];
  const chart = lineChart({
    title: `One update for 1, 8 or 32 samples, learning rate ${RATES[0]}`,
    x: { label: 'epoch' },
    y: { label: 'loss over all samples', log: true },
    series: runs.map(({ name, losses }) => ({
      name,
      points: losses[0].map((loss, epoch) => [epoch, loss] as const),
    })),
  });
  tell(
    'Many samples',
    'How with many training samples: update after each, or combine them?',
    `The gradient of a batch is the mean of the gradients of its samples. For the first weight of a 2-8-1 network the 32 samples say ${fixed(Math.min(...first), 4)} to ${fixed(Math.max(...first), 4)}; their mean and the gradient of the whole batch are both ${fixed(batch[0], 12)}. Over all ${batch.length} parameters the largest difference is ${scientific(difference, 0)}.`,
    `So both are right. The loss over ${EPOCHS} epochs, each showing every sample once, with the learning rate ${RATES[0]}:`,
    table(
      ['epoch', ...runs.map(({ name }) => name)],
      [
        ...epochs.map((epoch) => [String(epoch), ...runs.map(({ losses }) => fixed(losses[0][epoch], 5))]),
        ['updates', ...runs.map(({ updates }) => count(updates))],
      ],
    ),
    'One sample at a time takes the most steps, so it is ahead; but its steps go to and fro, and a larger rate, which the steadier steps can use, is too much for it. The loss in the end:',
    table(
      ['learning rate', ...runs.map(({ name }) => name)],
      RATES.map((rate, i) => [
        String(rate),
        ...runs.map(({ losses }) => (losses[i].length > EPOCHS ? fixed(losses[i][EPOCHS], 5) : 'diverges')),
      ]),
    ),
    `Picture: ${writePicture('05-many-samples.svg', chart)}`,
  );
}

if (isMain(import.meta)) {
  const bar = progress('training', RUNS);
  const result = manySamples(bar);
  bar.stop();
  print(result);
}
