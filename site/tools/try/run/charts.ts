import { constant, Value } from '@chainrule/core';
import type { FitCallback } from '@chainrule/nn';
import type { Output } from './output.ts';
import type { ChartView, Series } from './views.ts';

type Column = ArrayLike<number> | Value;
/** A function gets a constant, with which JavaScript's own arithmetic works too. */
type Curve = Column | ((x: Value) => number | Value);

export interface PlotOptions {
  readonly title?: string;
  /** Whether points are dots in place of a line. */
  readonly dots?: boolean;
  /** Where a function is drawn from and to. Default: −5 and 5. */
  readonly from?: number;
  readonly to?: number;
}

/** As many points as a curve on a page can show. */
const MOST_POINTS = 2_000;
const SAMPLES = 240;
/** Milliseconds between two pictures of the same curves. */
const REST = 60;

/** Curves of what is given: `plot(y)`, `plot(x, y)`, `plot({ name: y, … })`, `plot(f)`. */
export function chartOf(first: Curve | Record<string, Curve>, rest: readonly unknown[]): ChartView {
  const second = isCurve(rest[0]) ? rest[0] : undefined;
  const options = ((second === undefined ? rest[0] : rest[1]) ?? {}) as PlotOptions;
  const { title = '', dots = false } = options;
  const named = isCurve(first) ? { '': first } : first;
  const series =
    second !== undefined
      ? pairOf(first as Column, second as Curve | Record<string, Curve>)
      : Object.entries(named).map(([name, curve]) => seriesOf(name, curve, options));
  return { kind: 'chart', title, dots, series };
}

const isCurve = (value: unknown): value is Curve =>
  typeof value === 'function' ||
  value instanceof Value ||
  Array.isArray(value) ||
  (ArrayBuffer.isView(value) && 'length' in value);

/** `plot(x, y)`. */
function pairOf(x: Column, y: Curve | Record<string, Curve>): Series[] {
  const numbers = numbersOf(x);
  const ys =
    typeof y === 'function' ? numbers.map((each) => numberOf(y(constant(each)))) : numbersOf(y as Column);
  const size = Math.min(numbers.length, ys.length);
  return [thinned({ name: '', x: numbers.slice(0, size), y: ys.slice(0, size) })];
}

function seriesOf(name: string, curve: Curve, { from = -5, to = 5 }: PlotOptions): Series {
  if (typeof curve !== 'function') {
    const y = numbersOf(curve);
    return thinned({ name, x: y.map((_, k) => k), y });
  }
  const x = Array.from({ length: SAMPLES + 1 }, (_, k) => from + ((to - from) * k) / SAMPLES);
  return { name, x, y: x.map((each) => numberOf(curve(constant(each)))) };
}

const numberOf = (y: number | Value) => (y instanceof Value ? y.item() : Number(y));

function numbersOf(column: Column): number[] {
  if (!(column instanceof Value)) return Array.from(column, Number);
  return typeof column.data === 'number' ? [column.data] : Array.from(column.data);
}

function thinned(series: Series): Series {
  const step = Math.ceil(series.x.length / MOST_POINTS);
  if (step <= 1) return series;
  const every = (_: number, k: number) => k % step === 0;
  return { ...series, x: series.x.filter(every), y: series.y.filter(every) };
}

/** Curves that grow while a program runs. */
export class LiveCharts {
  readonly #charts = new Map<string, Live>();
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Adds a point to the curve of this title, or one to each of its curves. */
  add(title: string, y: number | Value | Record<string, number | Value>): void {
    const chart = this.#charts.get(title) ?? this.#begin(title);
    chart.add(typeof y === 'object' && !(y instanceof Value) ? y : { '': y });
    if (performance.now() - chart.drawn >= REST) this.#draw(title, chart);
  }

  /** Draws what was not drawn yet. */
  finish(): void {
    for (const [title, chart] of this.#charts) if (chart.isNew) this.#draw(title, chart);
  }

  /** What `fit` calls after each epoch: all its figures, as they come. */
  readonly training: FitCallback = {
    onEpoch: ({ values }) => {
      const figures = Object.entries(values).filter(
        (entry): entry is [string, number] => typeof entry[1] === 'number',
      );
      this.add('training', Object.fromEntries(figures));
    },
  };

  #begin(title: string): Live {
    const chart = new Live(this.#output.add({ tone: 'log', views: [] }));
    this.#charts.set(title, chart);
    return chart;
  }

  #draw(title: string, chart: Live): void {
    if (chart.id === undefined) return;
    this.#output.put({ id: chart.id, tone: 'log', views: [chart.view(title)] });
  }
}

/** The curves of one picture. */
class Live {
  readonly id: number | undefined;
  drawn = Number.NEGATIVE_INFINITY;
  isNew = false;
  #count = 0;
  #step = 1;
  #series = new Map<string, { x: number[]; y: number[] }>();

  constructor(id: number | undefined) {
    this.id = id;
  }

  add(ys: Readonly<Record<string, number | Value>>): void {
    const x = this.#count++;
    if (x % this.#step !== 0) return;
    for (const [name, y] of Object.entries(ys)) {
      const series = this.#series.get(name) ?? { x: [], y: [] };
      this.#series.set(name, series);
      series.x.push(x);
      series.y.push(numberOf(y));
      if (series.x.length > MOST_POINTS) this.#thin();
    }
    this.isNew = true;
  }

  view(title: string): ChartView {
    this.drawn = performance.now();
    this.isNew = false;
    const series = [...this.#series].map(([name, { x, y }]) => ({ name, x: [...x], y: [...y] }));
    return { kind: 'chart', title, dots: false, series };
  }

  /** Of a long run every second point is enough, and then every fourth. */
  #thin(): void {
    this.#step *= 2;
    for (const series of this.#series.values()) {
      const kept = series.x.map((x) => x % this.#step === 0);
      series.x = series.x.filter((_, k) => kept[k]);
      series.y = series.y.filter((_, k) => kept[k]);
    }
  }
}
