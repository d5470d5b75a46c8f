import { checkCount, constant, dryRun, mapTree, type Tree, Value, value } from '@chainrule/core';
import { lineChart } from '../chart/line-chart.ts';
import { checkFraction, checkFunction, checkPositive } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { adam } from '../optimizers/adam.ts';
import { Optimizer } from '../optimizers/optimizer.ts';
import type { GradientTransform } from '../optimizers/transform.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { exponentialDecay } from './decays.ts';
import type { Schedule } from './schedule.ts';

export interface FindLearningRateOptions {
  /** Makes the rule for a rate. Default: `adam`. */
  rule?: (learningRate: Schedule) => GradientTransform;
  /** The first rate. Default: 1e-7. */
  min?: number;
  /** The last rate. Default: 10. */
  max?: number;
  /** The number of steps from one to the other. Default: 100. */
  steps?: number;
  /** The decay rate of the running mean of the losses; 0 takes each as it is. Default: 0.9. */
  smoothing?: number;
  /** Ends when the mean is this many times the best one. Default: 4. */
  divergence?: number;
}

const FINDING: Kinds<FindLearningRateOptions> = {
  rule: 'function',
  min: 'number',
  max: 'number',
  steps: 'number',
  smoothing: 'number',
  divergence: 'number',
};

/** The results of a training with rising rates. */
export interface LearningRateCurve {
  readonly rates: readonly number[];
  /** The loss before the step with each rate. */
  readonly losses: readonly number[];
  /** Their running mean. */
  readonly smoothed: readonly number[];
  /** The rate where the mean fell fastest, over the logarithm of the rate; undefined if it never fell. */
  readonly suggestion: number | undefined;
  /** The curve as a stand-alone SVG picture. */
  toSVG(): string;
}

/**
 * Trains a copy of a model with a rate that rises by a factor at each step, until the loss diverges, and suggests the rate at
 * which it fell fastest: Smith's range test (2017). The model and its generators are unchanged.
 *
 * `loss` gets the copy and the number of the step, which may choose the batch. Runs eagerly, since it reads every loss.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { findLearningRate, Linear, mse } from '@chainrule/nn';
 * const model = new Linear(1, 1, { weight: [[0]], bias: [0] });
 * const [x, t] = [constant([[0], [1], [2]]), constant([[1], [3], [5]])];
 * const found = findLearningRate(model, (copy) => mse(copy.forward(x), t));
 * found.losses[0]; // → 11.666667
 * found.toSVG().slice(0, 4); // → <svg
 * ```
 */
export function findLearningRate<T extends Tree>(
  model: T,
  loss: (model: T, step: number) => Value,
  options: FindLearningRateOptions = {},
): LearningRateCurve {
  checkCount('findLearningRate', 3, arguments);
  const {
    rule = (learningRate: Schedule) => adam({ learningRate }),
    smoothing = 0.9,
    divergence = 4,
  } = optionsOf('findLearningRate', options, FINDING);
  const { min = 1e-7, max = 10, steps = 100 } = options;
  checkFunction('findLearningRate', 'loss', loss);
  checkPositive('findLearningRate', { min, max, divergence });
  checkFraction('findLearningRate', { smoothing });
  if (!(max > min)) throw optionErrors.badRate('findLearningRate', 'max', `a number above ${min}`, max);
  if (!Number.isSafeInteger(steps) || steps < 2)
    throw optionErrors.badRate('findLearningRate', 'steps', 'a whole number, 2 or more', steps);
  const rate = exponentialDecay(min, { gamma: (max / min) ** (1 / (steps - 1)) });
  return dryRun(() => trained(model, loss, { rule, rate, steps, smoothing, divergence }));
}

interface Run extends Required<Pick<FindLearningRateOptions, 'rule' | 'steps' | 'smoothing' | 'divergence'>> {
  readonly rate: ReturnType<typeof exponentialDecay>;
}

function trained<T extends Tree>(
  model: T,
  loss: (model: T, step: number) => Value,
  { rule, rate, steps, smoothing, divergence }: Run,
): LearningRateCurve {
  const copy = mapTree((x) => (x.wantsGradient ? value : constant)(x, { name: x.name }), model);
  const optimizer = new Optimizer(copy, rule(rate));
  const means = new RunningMean(smoothing);
  const [rates, losses, smoothed]: number[][] = [[], [], []];
  for (let step = 0; step < steps; step++) {
    const made = loss(copy, step);
    if (!(made instanceof Value))
      throw optionErrors.badOption('findLearningRate', 'loss', 'a scalar Value as its result', made);
    const mean = means.add(made.item());
    rates.push(rate(step));
    losses.push(made.item());
    smoothed.push(mean);
    if (!(mean <= divergence * Math.min(...smoothed))) break;
    optimizer.step(made.backward());
  }
  const suggestion = steepest(rates, smoothed);
  return { rates, losses, smoothed, suggestion, toSVG: () => drawn(rates, losses, smoothed, suggestion) };
}

/** A moving average without the bias towards 0 at its beginning. */
class RunningMean {
  readonly #keep: number;
  #mean = 0;
  #weight = 0;

  constructor(keep: number) {
    this.#keep = keep;
  }

  add(x: number): number {
    this.#mean = this.#keep * this.#mean + (1 - this.#keep) * x;
    this.#weight = this.#keep * this.#weight + (1 - this.#keep);
    return this.#mean / this.#weight;
  }
}

/** The rate where the losses fall fastest from one rate to the next but one, for rates that are apart by a constant factor. */
function steepest(rates: readonly number[], losses: readonly number[]): number | undefined {
  let best: number | undefined;
  let fall = 0;
  for (let i = 1; i + 1 < losses.length; i++) {
    const slope = losses[i - 1] - losses[i + 1];
    if (slope > fall) [fall, best] = [slope, rates[i]];
  }
  return best;
}

function drawn(
  rates: readonly number[],
  losses: readonly number[],
  smoothed: readonly number[],
  suggestion: number | undefined,
): string {
  const seriesOf = (name: string, ys: readonly number[]) => ({
    name,
    points: rates.map((x, i) => [x, ys[i]] as const),
  });
  const at = rates.indexOf(suggestion as number);
  const mark =
    suggestion === undefined ? [] : [{ name: 'suggestion', points: [[suggestion, smoothed[at]] as const] }];
  return lineChart({
    title:
      suggestion === undefined
        ? 'Loss by learning rate'
        : `Loss by learning rate: ${suggestion.toPrecision(2)} suggested`,
    x: 'learning rate',
    xLog: true,
    panels: [{ label: 'loss', series: [seriesOf('mean', smoothed), seriesOf('loss', losses), ...mark] }],
  });
}
