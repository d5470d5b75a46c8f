/**
 * Can the law of a spring be read off its motion?
 *
 * Yes: a differential equation with a network for the force is solved inside the loss, and the gradient goes back through
 * the solution. From noisy measurements it finds the damping and the force, and predicts motions from other starts.
 */
import { constant, Random, tanh } from '@chainrule/core';
import { type FitCallback, Linear, type Module, Sequential } from '@chainrule/nn';
import { fitChart, type Point, writePicture } from '../support/chart.ts';
import { isMain } from '../support/main.ts';
import { progress } from '../support/progress.ts';
import { tell } from '../support/story.ts';
import { fixed, scientific, table } from '../support/table.ts';
import { Spring } from './spring.ts';
import { learn } from './training.ts';
import { DAMPING, INTERVAL, measurements, motion, NOISE, type State, springForce } from './world.ts';

const SETTING = { motions: 6, intervals: 100, width: 16, epochs: 300 };
/** The force is compared where the measurements are: most of them are within this distance of the middle. */
const REACH = 1.8;
/**
 * Starts of motions that were not measured, and the number of intervals predicted from them: three times as many as
 * measured.
 */
const STARTS: readonly State[] = [
  [1.8, 0.3],
  [0, 1.5],
  [-1, -1],
];
const FORESEEN = 300;

export async function learnedSpring(setting: typeof SETTING, callback: FitCallback = {}) {
  const { motions, intervals, width, epochs } = setting;
  const runs = measurements(motions, intervals);
  const random = new Random(20);
  const network = new Sequential([
    ...[new Linear(1, width, { random }), tanh],
    ...[new Linear(width, width, { random }), tanh],
    new Linear(width, 1, { random }),
  ]);
  const learned = async (force: Module) => {
    const spring = new Spring(force);
    const losses = await learn(spring, runs, { epochs, callbacks: [callback] });
    return { spring, losses, ...figures(spring) };
  };
  return { runs, line: await learned(new Linear(1, 1, { random })), network: await learned(network) };
}

/** How far a spring is from the true one: its force and its predictions, relative to the truth (root mean square). */
function figures(spring: Spring) {
  const places = Array.from({ length: 73 }, (_, i) => REACH * (i / 36 - 1));
  const found = forces(spring, places);
  const foreseen = spring
    .forward(constant(STARTS.map((start) => [...start])), FORESEEN)
    .toArray() as State[][];
  const truth = STARTS.map((start) => motion(start, FORESEEN).slice(1));
  return {
    damping: spring.damping.item(),
    force: relative(found, places.map(springForce)),
    motions: truth.map((run, i) => relative(foreseen[i].map(([x]) => x), run.map(([x]) => x))), // biome-ignore format: short
    foreseen,
    truth,
  };
}

const forces = ({ force }: Spring, places: readonly number[]) =>
  force.forward(constant(places.map((x) => [x]))).reshape([-1]).toArray() as number[]; // biome-ignore format: short

const relative = (found: readonly number[], truth: readonly number[]) =>
  Math.hypot(...found.map((each, i) => each - truth[i])) / Math.hypot(...truth);

type Result = Awaited<ReturnType<typeof learnedSpring>>;

function print({ runs, line, network }: Result): void {
  const percent = (share: number) => `${fixed(100 * share, 2)} %`;
  const { motions, intervals, width, epochs } = SETTING;
  tell(
    'A learned spring',
    'Can the law of a spring be read off its motion?',
    `${motions} motions of a mass on a spring whose force is −x − ½ x³, measured ${intervals} times each, every ${INTERVAL} s, with noise of standard deviation ${NOISE}. The model knows only that x″ = force(x) − damping · x′: its force is a 1-${width}-${width}-1 tanh network, or a straight line for comparison. It is solved by Runge–Kutta inside the loss, and trained by fit for ${epochs} epochs:`,
    table(
      ['', 'straight line', 'network'],
      [
        ['loss', scientific(line.losses.at(-1)!), scientific(network.losses.at(-1)!)],
        [`damping (is ${DAMPING})`, fixed(line.damping, 4), fixed(network.damping, 4)],
        [`force, |x| ≤ ${REACH}: off by`, percent(line.force), percent(network.force)],
        ...STARTS.map(([x, v], i) => [
          `${FORESEEN * INTERVAL} s from x = ${fixed(x, 1)}, x′ = ${fixed(v, 1)}: off by`,
          ...[line, network].map((each) => percent(each.motions[i])),
        ]),
      ],
    ),
    `The predicted motions begin where no measured one does, and last three times as long.`,
    `Pictures: ${pictures({ runs, line, network }).join(' ')}`,
  );
}

function pictures({ runs, line, network }: Result): string[] {
  const places = Array.from({ length: 101 }, (_, i) => 2.2 * (i / 50 - 1));
  const law = (spring: Spring): Point[] => forces(spring, places).map((each, i) => [places[i], each]);
  const over = (states: readonly State[]): Point[] => states.map(([x], i) => [(i + 1) * INTERVAL, x]);
  const sparse = (points: readonly Point[]) => points.filter((_, i) => i % 4 === 0);
  const force = fitChart({
    title: 'The force of a spring, learned from its motion',
    ...{ x: { label: 'x' }, y: { label: 'force' }, dots: '−x − ½ x³ where measured' },
    data: sparse(runs.flat().map(([x]): Point => [x, springForce(x)])),
    curves: [
      { name: 'network', points: law(network.spring) },
      { name: 'straight line', points: law(line.spring) },
    ],
  });
  const foreseen = fitChart({
    title: 'A motion predicted for 30 s',
    ...{
      x: { label: 's' },
      y: { label: 'x' },
      dots: 'the true motion',
      data: sparse(over(network.truth[0])),
    },
    curves: [
      { name: 'network', points: over(network.foreseen[0]) },
      { name: 'straight line', points: over(line.foreseen[0]) },
    ],
  });
  return Object.entries({ force, foreseen }).map(([name, svg]) =>
    writePicture(`20-learned-spring-${name}.svg`, svg),
  );
}

if (isMain(import.meta)) {
  const bar = progress('training', 2 * SETTING.epochs);
  let epochs = 0;
  const result = await learnedSpring(SETTING, {
    onEpoch: ({ values }) => bar.update(++epochs, `loss ${scientific(values.loss as number)}`),
  });
  bar.stop();
  print(result);
}
