/**
 * Can an LSTM predict a chaotic series?
 *
 * Yes, for a while: six steps ahead, its error is a small part of that of the naive forecast (nothing changes), and of that
 * of the best linear function of the same window.
 */
import { Random, type Value } from '@chainrule/core';
import type { FitCallback } from '@chainrule/nn';
import { fitChart, type Point, writePicture } from '../support/chart.ts';
import { isMain } from '../support/main.ts';
import { progress } from '../support/progress.ts';
import { tell } from '../support/story.ts';
import { count, fixed, scientific, table } from '../support/table.ts';
import { Forecaster, linearForecast, naive, train } from './forecasts.ts';
import { HORIZON, mackeyGlass, WINDOW, windows } from './series.ts';

const SETTING = { training: 1_500, heldOut: 1_000, width: 24, epochs: 30 };

export async function timeSeries(setting: typeof SETTING, callback: FitCallback = {}) {
  const { training, heldOut, width, epochs } = setting;
  const series = mackeyGlass(training + heldOut);
  const known = windows(series.slice(0, training));
  const [x, y] = all(windows(series.slice(training)));

  const model = new Forecaster(width, new Random(18));
  const losses = await train(model, known, { epochs, callbacks: [callback] });
  const forecasts = { naive, linear: linearForecast(all(known)), LSTM: (each: Value) => model.forward(each) };
  const truth = numbers(y);
  const results = Object.entries(forecasts).map(([name, forecast]) => {
    const found = numbers(forecast(x));
    return { name, found, error: rms(found.map((each, i) => each - truth[i])) };
  });
  return { truth, results, losses };
}

const all = (data: ReturnType<typeof windows>) => data.take(Array.from({ length: data.length }, (_, i) => i));
const numbers = (x: Value) => x.reshape([-1]).toArray() as number[];
const rms = (errors: readonly number[]) => Math.hypot(...errors) / Math.sqrt(errors.length);

function print({ truth, results, losses }: Awaited<ReturnType<typeof timeSeries>>): void {
  const shown = 200;
  const line = (values: readonly number[]): Point[] => values.slice(0, shown).map((each, i) => [i, each]);
  const [first, , last] = results;
  const chart = fitChart({
    title: `A chaotic series, predicted ${HORIZON} steps ahead`,
    x: { label: 'step' },
    y: { label: 'x' },
    ...{ dots: 'the series, never seen before', data: line(truth) },
    curves: [last, first].map(({ name, found }) => ({ name, points: line(found) })),
  });
  const { training, width, epochs } = SETTING;
  tell(
    'A time series',
    'Can an LSTM predict a chaotic series?',
    `Mackey and Glass's series, ${count(training)} values to learn from. A forecast reads ${WINDOW} values and looks ${HORIZON} steps ahead. An LSTM of ${width} units in float32, ${epochs} epochs of fit with compiled steps, mean squared error, Adam:`,
    table(
      ['epoch', 'loss'],
      [1, 5, 10, epochs].map((epoch) => [String(epoch), scientific(losses[epoch - 1])]),
    ),
    `The root mean square error of ${count(truth.length)} forecasts of the values that follow. Naive: nothing changes. Linear: the best linear function of the window.`,
    table(
      ['', 'error', 'of the naive'],
      results.map(({ name, error }) => [name, fixed(error, 4), `${fixed((100 * error) / first.error, 1)} %`]),
    ),
    `Picture: ${writePicture('18-time-series.svg', chart)}`,
  );
}

if (isMain(import.meta)) {
  const bar = progress('training', SETTING.epochs);
  const result = await timeSeries(SETTING, {
    onEpoch: ({ epoch, values }) => bar.update(epoch, `loss ${scientific(values.loss as number)}`),
  });
  bar.stop();
  print(result);
}
