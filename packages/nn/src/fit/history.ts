import { checkCount } from '@chainrule/core';
import { lineChart } from '../chart/line-chart.ts';

/** The results of one epoch. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  readonly seconds: number;
  /** `loss`, the metrics by name, and those of the validation data as `validation.loss` and so on. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Why a training ended. */
export type Stopped = 'finished' | 'early' | 'interrupted';

/** The results of a training, epoch by epoch. */
export class History {
  readonly epochs: EpochRecord[] = [];
  /** Whether all epochs ran, early stopping ended it, or it was interrupted. */
  stopped: Stopped = 'finished';
  /** The monitored figure, its best value, and the epoch of that value. */
  best: { monitor: string; value: number; epoch: number } | undefined;

  /** The figures of the last epoch. */
  get last(): Readonly<Record<string, unknown>> {
    return this.epochs[this.epochs.length - 1]?.values ?? {};
  }

  /** A figure of every epoch, such as 'validation.loss'. */
  of(name: string): number[] {
    checkCount('History.of', 1, arguments);
    return this.epochs.map(({ values }) => values[name] as number);
  }

  /** Losses and metrics as curves over the epochs, in a stand-alone picture: one panel for each kind of figure. */
  toSVG(options: { title?: string } = {}): string {
    checkCount('History.toSVG', 1, arguments);
    const names = new Set(this.epochs.flatMap(({ values }) => Object.keys(values)));
    const numeric = [...names].filter((name) =>
      this.epochs.some(({ values }) => typeof values[name] === 'number'),
    );
    const kinds = [...new Set(numeric.map(kindOf))];
    const panels = kinds.map((kind) => ({
      label: kind,
      log: kind === 'loss',
      series: numeric
        .filter((name) => kindOf(name) === kind)
        .map((name) => ({
          name: name.startsWith('validation.') ? 'validation' : 'training',
          points: this.epochs.map(({ epoch, values }): [number, number] => [epoch, Number(values[name])]),
        })),
    }));
    return lineChart({ title: options.title ?? 'Training', x: 'epoch', panels });
  }

  /** A line for each epoch. */
  toString(): string {
    checkCount('History.toString', 0, arguments);
    return this.epochs.map(epochLine).join('\n');
  }
}

const kindOf = (name: string) => name.replace(/^validation\./, '');

/** The numbers among figures, as text. */
export function figuresText(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .filter(([, figure]) => typeof figure === 'number')
    .map(([name, figure]) => `${name} ${Number((figure as number).toPrecision(4))}`)
    .join('  ');
}

const epochLine = ({ epoch, values }: EpochRecord) => `epoch ${epoch}  ${figuresText(values)}`;
