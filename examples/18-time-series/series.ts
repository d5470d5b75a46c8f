import { constant } from '@chainrule/core';
import { Dataset } from '@chainrule/nn';

const DELAY = 17;
/** How long it takes until the series no longer depends on its start. */
const SETTLING = 600;

/**
 * Mackey and Glass's model of the production of blood cells, x′(t) = 0.2 x(t − 17) / (1 + x(t − 17)¹⁰) − 0.1 x(t): a chaotic
 * series, at `length` times that are two units apart. Runge–Kutta with steps of `step`; a value between two steps of the
 * past is their mean.
 */
export function mackeyGlass(length: number, { step = 0.1, begin = 1.2, settling = SETTLING } = {}): number[] {
  const rate = (x: number, past: number) => (0.2 * past) / (1 + past ** 10) - 0.1 * x;
  const delay = Math.round(DELAY / step);
  const every = Math.round(2 / step);
  const from = Math.round(settling / step);
  const x = Array.from({ length: delay + 1 }, () => begin);
  while (x.length - delay - 1 < from + every * (length - 1)) {
    const [now, past, next] = [x[x.length - 1], x[x.length - 1 - delay], x[x.length - delay]];
    const k1 = rate(now, past);
    const k2 = rate(now + (step / 2) * k1, (past + next) / 2);
    const k3 = rate(now + (step / 2) * k2, (past + next) / 2);
    const k4 = rate(now + step * k3, next);
    x.push(now + (step / 6) * (k1 + 2 * k2 + 2 * k3 + k4));
  }
  return Array.from({ length }, (_, i) => x[delay + from + every * i]);
}

/** The number of values that a forecast reads, and of steps that it looks ahead. */
export const WINDOW = 24;
export const HORIZON = 6;

/** Every window of a series, [window, 1], and the value `HORIZON` steps after its last one, [1]. */
export function windows(series: readonly number[]) {
  const starts = Array.from({ length: series.length - WINDOW - HORIZON + 1 }, (_, i) => i);
  const seen = starts.map((i) => series.slice(i, i + WINDOW).map((x) => [x]));
  const coming = starts.map((i) => [series[i + WINDOW - 1 + HORIZON]]);
  return new Dataset([constant(seen, { dtype: 'float32' }), constant(coming, { dtype: 'float32' })]);
}
