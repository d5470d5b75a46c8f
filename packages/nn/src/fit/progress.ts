import type { SingleBar } from 'cli-progress';
import { figuresText, type History } from './history.ts';
import type { EpochInfo, FitCallback, StepInfo } from './options.ts';

/** A stream that may be a terminal. */
export type Output = NodeJS.WritableStream & { isTTY?: boolean };

/** Milliseconds between updates of the metrics, which may be slow to compute. */
const GLANCE = 250;

/** Shows the progress of a training: a bar in a terminal, a line per epoch elsewhere, and nothing without an output. */
export async function progressOn(stream: Output | undefined): Promise<FitCallback> {
  if (!stream) return {};
  const lines = lineDisplay((line) => stream.write(`${line}\n`));
  return stream.isTTY ? barDisplay(stream, lines) : lines;
}

function lineDisplay(write: (line: string) => void): FitCallback {
  return {
    onEpoch: (info) => write(epochText(info)),
    onEnd: (history) => {
      if (history.stopped !== 'finished') write(endText(history));
    },
  };
}

async function barDisplay(stream: Output, lines: FitCallback): Promise<FitCallback> {
  const { default: progress } = await import('cli-progress');
  let bar: SingleBar | undefined;
  let looked = 0;
  let metrics = '';
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    onStep(info) {
      if (!bar) {
        const format = '{place}  {bar}  {detail}';
        bar = new progress.SingleBar(
          { format, stream, barsize: 20, hideCursor: true, clearOnComplete: true, fps: 10 },
          progress.Presets.shades_classic,
        );
        bar.start(info.batches, 0, { place: placeText(info), detail: '' });
      }
      if (performance.now() - looked > GLANCE) {
        looked = performance.now();
        metrics = figuresText(info.metrics());
      }
      bar.update(info.batch, { place: placeText(info), detail: detailText(info, metrics) });
    },
    onEpoch(info) {
      stop();
      lines.onEpoch?.(info);
    },
    onEnd(history) {
      stop();
      lines.onEnd?.(history);
    },
  };
}

const placeText = ({ epoch, epochs, batch, batches }: StepInfo) =>
  `epoch ${epoch}/${epochs}  ${batch}/${batches}`;

const detailText = (info: StepInfo, metrics: string) =>
  [
    figuresText({ loss: info.loss }),
    metrics,
    `${Math.round(info.samplesPerSecond)}/s`,
    `${durationText(info.secondsLeft)} left`,
  ]
    .filter((part) => part !== '')
    .join('  ');

const epochText = ({ epoch, epochs, values, seconds, improved }: EpochInfo) =>
  `epoch ${epoch}/${epochs}  ${figuresText(values)}  ${durationText(seconds)}${improved ? '  best' : ''}`;

function endText({ stopped, epochs, best }: History): string {
  const where = best
    ? `; ${best.monitor} was best in epoch ${best.epoch}: ${Number(best.value.toPrecision(4))}`
    : '';
  const why = stopped === 'early' ? 'stopped early' : 'interrupted';
  return `${why} after ${epochs.length} epochs${where}`;
}

/** 3.2 s, 4:05 or 1:02:33. */
export function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(Math.floor);
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
