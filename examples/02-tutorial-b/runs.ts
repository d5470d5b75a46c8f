import type { Computed } from '../support/outcome.ts';
import { type Report, rows } from '../support/report.ts';
import { errorAfterOneRound, errorInLastRound, lastOutputs, type RunFigure } from './figures.ts';
import type { Order, Run } from './training.ts';

/** Prints the error after one round and after all of them, and the outputs then, each in the run that gives it. */
export function reportRuns(report: Report, runs: Readonly<Record<Order, Run>>): void {
  const { simultaneous, 'output layer first': outputFirst } = runs;

  report.heading('Two orders of work, and which figure comes from which');
  report.text(`The text of the tutorial computes all gradients with the old weights and then updates them all:
    “simultaneous”. That is the gradient, and it is what backward() gives. Yet three of the figures that the page prints
    come, digit for digit, from another order: update w5…w8 first, then compute the hidden gradients with the new
    w5…w8. It learns too, but what it follows is not the gradient of E_total. So if all your weights after
    one round are right and your second total error is ${short(simultaneous.errors[1])}, your program does what the text
    says.`);

  report.table('After 1 round: output layer first', [
    row(
      errorAfterOneRound,
      runs,
      `The text's own order gives ${long(simultaneous.errors[1])}. There the hidden gradients are computed with the old
      w5…w8; for the printed figure they were computed with the new.`,
    ),
  ]);
  report.table('After 10,000 rounds: simultaneous', [
    row(
      errorInLastRound,
      runs,
      `This is the text's own order, and the error that the forward pass of round 10,000 measures, before that round's
      update.`,
    ),
    {
      ...{ symbol: 'E_total', name: 'after 10,000 updates', computed: lastError(simultaneous) },
      note: `Output layer first ends at ${long(lastError(outputFirst))}, which an earlier version of the page printed as
        .000035085.`,
    },
  ]);
  report.table(
    'After 10,000 rounds: output layer first',
    lastOutputs.map((figure) =>
      row(figure, runs, `The text's own order gives ${long(computed(figure, simultaneous))}.`),
    ),
  );
}

function row(figure: RunFigure, runs: Readonly<Record<Order, Run>>, note: string): Computed {
  const [made] = rows([figure], { [figure.symbol]: computed(figure, runs[figure.order]) });
  return { ...made, note };
}

/** A figure in a run: an error is known after each update, an output after the last. */
function computed({ symbol, updates }: RunFigure, run: Run): number {
  if (symbol === 'E_total') return run.errors[updates];
  if (updates !== run.errors.length - 1) throw new Error(`${symbol}: known after the last update only`);
  return run.last[symbol as 'out_o1' | 'out_o2'].item();
}

const lastError = ({ errors }: Run) => errors[errors.length - 1];
const short = (x: number) => x.toFixed(9);
const long = (x: number) => x.toFixed(12);
