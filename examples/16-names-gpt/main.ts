/**
 * Can a network learn what names look like, letter by letter, and make new ones?
 *
 * Yes: a transformer with two layers reads the letters so far and predicts the next one. On names that it has not seen, its
 * loss is lower than that of a table of all letter pairs. Names drawn from it, letter by letter, are plausible.
 */
import { compile } from '@chainrule/compile';
import { noGrad, Random, type Value } from '@chainrule/core';
import { adamW, cosineDecay, crossEntropy, Dataset, fit, type History, warmUp } from '@chainrule/nn';
import { withData } from '../data/installed.ts';
import { allNames } from '../data/names.ts';
import { lineChart, writePicture } from '../support/chart.ts';
import { isMain } from '../support/main.ts';
import { tell } from '../support/story.ts';
import { count, fixed, table } from '../support/table.ts';
import { bigramLoss } from './bigrams.ts';
import { Gpt } from './gpt.ts';
import { encoded, LETTERS, NOTHING } from './letters.ts';
import { drawn } from './sampling.ts';

const SEED = 16;
const CONTEXT = 16;
const BATCH = 64;
const WARM_UP = 40;

export interface Training {
  /** The size of the vector for each letter. */
  readonly size: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Whether the progress is shown. */
  readonly progress: boolean;
}

/** Training names, and a tenth of the names held out. */
export function dealt(names: readonly string[]) {
  const shuffled = Array.from(new Random(SEED).permutation(names.length), (place) => names[place]);
  const heldOut = Math.round(names.length / 10);
  return { training: shuffled.slice(heldOut), heldOut: shuffled.slice(0, heldOut) };
}

/** The loss in nats per letter, for predicting the next letter or the end. */
export const lossOf = (model: Gpt, [tokens, next]: readonly Value[]) =>
  crossEntropy(model.forward(tokens).reshape([-1, LETTERS.length]), next.flatten(), { ignoreIndex: NOTHING });

/** Trains a transformer on the names, and evaluates it on the held-out ones after each epoch. */
export async function learn(
  { training, heldOut }: ReturnType<typeof dealt>,
  { size, epochs, learningRate, progress }: Training,
): Promise<{ model: Gpt; history: History }> {
  const random = new Random(SEED);
  const model = new Gpt({ vocabulary: LETTERS.length, context: CONTEXT, size, heads: 4, layers: 2, random });
  const steps = epochs * Math.ceil(training.length / BATCH);
  const rate = warmUp(cosineDecay(learningRate, { steps: steps - WARM_UP }), { steps: WARM_UP });
  const history = await fit(model, new Dataset(encoded(training, CONTEXT)), {
    objective: lossOf,
    optimizer: adamW({ learningRate: rate, weightDecay: 0.1 }),
    validation: new Dataset(encoded(heldOut, CONTEXT)),
    batchSize: BATCH,
    ...{ epochs, progress, compile },
  });
  return { model, history };
}

async function main(): Promise<void> {
  const names = allNames();
  const parts = dealt(names);
  const { model, history } = await learn(parts, { size: 64, epochs: 8, learningRate: 0.004, progress: true });
  const bigram = bigramLoss(parts.training, parts.heldOut);
  const loss = noGrad(() => lossOf(model, encoded(parts.heldOut, CONTEXT))).item();
  const curve = (name: string) =>
    history.epochs.map(({ epoch, values }) => [epoch, Number(values[name])] as const);
  const chart = lineChart({
    title: 'A transformer learns names letter by letter',
    x: { label: 'epoch' },
    y: { label: 'loss, nats a letter' },
    series: [
      { name: 'names learned from', points: curve('loss') },
      { name: 'names held out', points: curve('validation.loss') },
      { name: 'pairs of letters', points: history.epochs.map(({ epoch }) => [epoch, bigram] as const) },
    ],
  });
  const samples = drawn(model, 1_000, new Random(SEED));
  const known = new Set(names);
  const unheard = [...new Set(samples)].filter((name) => !known.has(name));
  tell(
    'Names',
    'Can a network learn what names look like, letter by letter, and make new ones?',
    `${count(parts.training.length)} first names, in batches of ${BATCH}; a transformer with two layers and ${count(model.parameters().reduce((sum, { size }) => sum + size, 0))} parameters, AdamW. Its loss on the next letter of ${count(parts.heldOut.length)} other names:`,
    table(
      ['', 'loss, nats a letter', 'perplexity'],
      [
        ['all letters alike', Math.log(LETTERS.length)],
        ['pairs of letters', bigram],
        ['transformer', loss],
      ].map(([name, nats]) => [String(name), fixed(Number(nats), 3), fixed(Math.exp(Number(nats)), 1)]),
    ),
    `Of ${count(samples.length)} names drawn from it ${count(unheard.length)} are not in the list. The first of them: ${unheard.slice(0, 24).join(', ')}.`,
    `At a temperature of ½ it prefers likely letters: ${drawn(model, 12, new Random(SEED), 0.5).join(', ')}.`,
    `Picture: ${writePicture('16-names-gpt.svg', chart)}`,
  );
}

if (isMain(import.meta)) await withData(main);
