import { compile } from '@chainrule/compile';
import { concat, lstsq, onesLike, type Random, type Value } from '@chainrule/core';
import {
  adam,
  chain,
  clipByGlobalNorm,
  cosineDecay,
  type Dataset,
  type FitCallback,
  fit,
  Linear,
  LSTM,
  Module,
  mse,
} from '@chainrule/nn';

/** The last value seen, as if nothing changed: the baseline for the other forecasts. */
export const naive = (x: Value): Value => x.select(-1, { axis: 1 });

/** The best linear function of the window, by least squares. */
export function linearForecast([x, y]: readonly [Value, Value]): (x: Value) => Value {
  const flat = (each: Value) => each.reshape([each.shape[0], -1]);
  const withOne = (each: Value) => concat([flat(each), onesLike(naive(each))], { axis: 1 });
  const coefficients = lstsq(withOne(x), y);
  return (each) => withOne(each).matmul(coefficients);
}

/** An LSTM that reads a window, [batch, window, 1], and predicts by how much the series changes: [batch, 1]. */
export class Forecaster extends Module {
  lstm: LSTM;
  change: Linear;

  constructor(width: number, random: Random) {
    super();
    this.lstm = new LSTM(1, width, { batchFirst: true, random, dtype: 'float32' });
    this.change = new Linear(width, 1, { random, dtype: 'float32' });
  }

  forward(x: Value): Value {
    const [, [h]] = this.lstm.forward(x.sub(MEAN));
    return naive(x).add(this.change.forward(h.select(0)));
  }
}

/** Subtracted, so that the network sees numbers around 0. */
const MEAN = 0.9;
const BATCH = 32;

/** Trains a forecaster; returns the loss of each epoch. */
export async function train(
  model: Forecaster,
  data: Dataset<readonly [Value, Value]>,
  options: { readonly epochs: number; readonly callbacks?: readonly FitCallback[] },
): Promise<number[]> {
  const steps = options.epochs * Math.ceil(data.length / BATCH);
  const rule = adam({ learningRate: cosineDecay(0.01, { steps }) });
  const history = await fit(model, data, {
    loss: mse,
    optimizer: chain(clipByGlobalNorm(1), rule),
    compile: (f, given) => compile(f, { ...given, threads: 1 }),
    ...{ ...options, batchSize: BATCH, progress: false },
  });
  return history.of('loss');
}
