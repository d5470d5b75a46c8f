/**
 * Can a network solve a differential equation that it is only told to keep to?
 *
 * Yes: a physics-informed network, whose loss contains the equation with its second derivative, the initial temperature and
 * the ends of a rod, comes within 1 % of the solution by finite differences, without seeing any of it.
 */
import { fitChart, type Point, writePicture } from '../support/chart.ts';
import { isMain } from '../support/main.ts';
import { progress } from '../support/progress.ts';
import { tell } from '../support/story.ts';
import { count, fixed, scientific, table } from '../support/table.ts';
import { ALPHA } from './equation.ts';
import { onGrid, type Setting, train } from './network.ts';
import { crankNicolson, type Grid } from './reference.ts';

const SETTING: Setting = { width: 20, points: 24, steps: 1_000, iterations: 500 };

/** The number of steps of the reference, and of the points at which it is compared: every tenth. */
const FINE = 400;
const COARSE = 40;

export function heat(setting: Setting, watch?: (step: number, loss: number) => void) {
  const every = FINE / COARSE;
  const reference = crankNicolson(FINE, FINE)
    .filter((_, j) => j % every === 0)
    .map((row) => row.filter((_, i) => i % every === 0));
  const losses: number[] = [];
  const model = train(setting, (step, loss) => {
    losses.push(loss);
    watch?.(step, loss);
  });
  const found = onGrid(model, COARSE, COARSE);
  return { reference, found, losses, relativeError: relativeError(found, reference) };
}

/** ‖u − reference‖ / ‖reference‖ over all points. */
export function relativeError(u: Grid, reference: Grid): number {
  const difference = u.map((row, j) => row.map((each, i) => each - reference[j][i]));
  return norm(difference) / norm(reference);
}

const norm = (grid: Grid) => Math.hypot(...grid.map((row) => Math.hypot(...row)));

function print({ reference, found, losses, relativeError: all }: ReturnType<typeof heat>): void {
  const times = [0, 0.1, 0.3, 1];
  const at = (grid: Grid, t: number): Point[] => grid[t * COARSE].map((u, i) => [i / COARSE, u]);
  const chart = fitChart({
    title: 'A rod that cools: a network and finite differences',
    x: { label: 'x' },
    y: { label: 'temperature' },
    data: times.flatMap((t) => at(reference, t)),
    dots: 'finite differences',
    curves: times.map((t) => ({ name: `t = ${t}`, points: at(found, t) })),
  });
  const { width, points, steps, iterations } = SETTING;
  tell(
    'The heat equation',
    'Can a network solve a differential equation that it is only told to keep to?',
    `∂u/∂t = ${ALPHA} ∂²u/∂x² on a rod whose ends are kept at 0. The loss of a 2-${width}-${width}-${width}-1 tanh network is the mean square of the equation's residual at ${count(points ** 2)} points, and of the errors at the beginning and the ends. ${count(steps)} compiled steps of Adam, then up to ${iterations} iterations of L-BFGS on the compiled loss:`,
    table(
      ['step', 'loss'],
      [1, 100, steps, losses.length].map((step) => [count(step), scientific(losses[step - 1])]),
    ),
    'The relative error of the network, compared with the solution by Crank and Nicolson:',
    table(
      ['t', 'error'],
      [
        ...times.map((t) => {
          const error = relativeError([found[t * COARSE]], [reference[t * COARSE]]);
          return [String(t), `${fixed(100 * error, 3)} %`];
        }),
        ['all', `${fixed(100 * all, 3)} %`],
      ],
    ),
    `Picture: ${writePicture('19-heat-equation.svg', chart)}`,
  );
}

if (isMain(import.meta)) {
  const bar = progress('training', SETTING.steps + SETTING.iterations);
  const result = heat(SETTING, (step, loss) => bar.update(step, `loss ${scientific(loss)}`));
  bar.stop();
  print(result);
}
