import { compile } from '@chainrule/compile';
import { adam, cosineDecay, Dataset, type FitCallback, fit, mse } from '@chainrule/nn';
import type { Spring } from './spring.ts';
import type { State } from './world.ts';

/** The number of intervals that the model predicts at a time. */
const WINDOW = 4;
const BATCH = 64;

/** Trains a spring to predict the next measured states from each one; returns the loss of each epoch. */
export async function learn(
  spring: Spring,
  runs: readonly State[][],
  options: { readonly epochs: number; readonly callbacks?: readonly FitCallback[] },
): Promise<number[]> {
  const windows = runs.flatMap((run) => run.slice(WINDOW).map((_, i) => run.slice(i, i + WINDOW + 1)));
  const starts = windows.map(([start]) => start);
  const futures = windows.map(([, ...future]) => future);
  const steps = options.epochs * Math.ceil(windows.length / BATCH);
  const history = await fit(spring, new Dataset([starts, futures]), {
    objective: (model, [start, future]) => mse(model.forward(start, WINDOW), future),
    optimizer: adam({ learningRate: cosineDecay(0.01, { steps }) }),
    compile: (f, given) => compile(f, { ...given, threads: 1 }),
    ...{ ...options, batchSize: BATCH, progress: false },
  });
  return history.of('loss');
}
