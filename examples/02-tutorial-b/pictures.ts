import { draw } from '@chainrule/formula';
import { lineChart, type Point, writePicture } from '../support/chart.ts';
import { WEIGHTS } from './given.ts';
import { network } from './scalar.ts';

/** Writes the graph of the first round and the loss curve, and returns their paths as seen from the current folder. */
export async function writePictures(losses: readonly number[]): Promise<string[]> {
  const { E_total } = network(WEIGHTS);
  E_total.backward();
  const pictures = {
    'tutorial-b-graph.svg': await draw(E_total, {
      title: 'Tutorial B: values and gradients in the first round',
    }),
    'tutorial-b-loss.svg': lossCurve(losses),
  };
  return Object.entries(pictures).map(([name, svg]) => writePicture(name, svg));
}

/** E_total after each update. */
function lossCurve(losses: readonly number[]): string {
  return lineChart({
    title: 'Tutorial B: the total error over 10,000 updates',
    x: { label: 'updates' },
    y: { label: 'E_total', log: true },
    series: [{ name: 'E_total', points: thinned(losses) }],
  });
}

/** Few enough points for a small file, and the more of them the earlier, since that is where the curve bends. */
function thinned(losses: readonly number[], most = 400): Point[] {
  const last = losses.length - 1;
  const rounds = Array.from({ length: most + 1 }, (_, i) => Math.round(last * (i / most) ** 2));
  return [...new Set(rounds)].map((round) => [round, losses[round]]);
}
