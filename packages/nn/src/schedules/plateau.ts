import { born, checkCount, constant, remember } from '@chainrule/core';
import { checkNotNegative, checkOneOf } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { trainingErrors } from '../errors/training.ts';
import { Optimizer } from '../optimizers/optimizer.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { seal } from '../sealed.ts';

export interface ReduceOnPlateauOptions {
  /** The factor of the learning rate, between 0 and 1. Default: 0.1. */
  factor?: number;
  /** How many measurements without improvement are tolerated. Default: 10. */
  patience?: number;
  /** The smallest change that counts as an improvement. Default: 1e-4. */
  threshold?: number;
  /** Whether `threshold` is relative to the best so far or absolute. Default: 'relative'. */
  thresholdMode?: 'relative' | 'absolute';
  /** Whether lower ('min', for a loss) or higher ('max', for an accuracy) is better. Default: 'min'. */
  mode?: 'min' | 'max';
  /** How many measurements to wait after a reduction before counting again. Default: 0. */
  cooldown?: number;
  /** The least factor of the rule's own learning rates. Default: 0. */
  minFactor?: number;
}

const PLATEAU: Kinds<ReduceOnPlateauOptions> = {
  factor: 'number',
  patience: 'number',
  threshold: 'number',
  thresholdMode: 'string',
  mode: 'string',
  cooldown: 'number',
  minFactor: 'number',
};

/**
 * Reduces an optimiser's learning rates when a measurement has stopped improving; PyTorch's ReduceLROnPlateau with its
 * defaults.
 *
 * It reads numbers, so it belongs outside a traced step; the step sees its effect as the Value `optimizer.learningRateFactor`,
 * which multiplies every update. Create it before the step is compiled.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { Optimizer, ReduceOnPlateau, sgd } from '@chainrule/nn';
 * const optimizer = new Optimizer({ w: value(1) }, sgd({ learningRate: 1 }));
 * const plateau = new ReduceOnPlateau(optimizer, { factor: 0.5, patience: 1 });
 * for (const loss of [3, 2, 2, 2]) plateau.step(loss);
 * optimizer.learningRateFactor; // → 0.5
 * ```
 */
export class ReduceOnPlateau {
  readonly optimizer: Optimizer;
  readonly options: Readonly<Required<ReduceOnPlateauOptions>>;
  /** The best measurement so far. */
  best: number;
  /** The number of measurements since the best. */
  waited: number;
  /** How many more measurements it does not count. */
  cooling: number;

  constructor(optimizer: Optimizer, options: ReduceOnPlateauOptions = {}) {
    checkCount('ReduceOnPlateau', 2, arguments);
    seal(ReduceOnPlateau.prototype, (name) => trainingErrors.noProperty('ReduceOnPlateau', name));
    optionsOf('ReduceOnPlateau', options, PLATEAU);
    const { factor = 0.1, patience = 10, threshold = 1e-4, thresholdMode = 'relative' } = options;
    const { mode = 'min', cooldown = 0, minFactor = 0 } = options;
    if (!(factor > 0 && factor < 1))
      throw optionErrors.badRate('ReduceOnPlateau', 'factor', 'a number between 0 and 1', factor);
    checkNotNegative('ReduceOnPlateau', { patience, threshold, cooldown, minFactor });
    checkOneOf('ReduceOnPlateau', 'thresholdMode', ['relative', 'absolute'], thresholdMode);
    checkOneOf('ReduceOnPlateau', 'mode', ['min', 'max'], mode);
    this.options = { factor, patience, threshold, thresholdMode, mode, cooldown, minFactor };
    if (!(optimizer instanceof Optimizer))
      throw optionErrors.badOption('ReduceOnPlateau', 'optimizer', 'an Optimizer', optimizer);
    this.optimizer = optimizer;
    this.best = mode === 'min' ? Infinity : -Infinity;
    this.waited = 0;
    this.cooling = 0;
    optimizer.learningRateFactor ??= constant(1);
    born(this);
  }

  /** Adds a measurement, and reduces the rates if there was no improvement for too long. */
  step(measured: number): void {
    checkCount('ReduceOnPlateau.step', 1, arguments);
    if (typeof measured !== 'number')
      throw optionErrors.badOption('ReduceOnPlateau.step', 'measured', 'a number', measured);
    remember(this);
    const { patience, cooldown } = this.options;
    if (this.#isBetter(measured)) {
      this.best = measured;
      this.waited = 0;
    } else this.waited++;
    if (this.cooling > 0) {
      this.cooling--;
      this.waited = 0;
    }
    if (this.waited <= patience) return;
    this.#reduce();
    this.cooling = cooldown;
    this.waited = 0;
  }

  #isBetter(measured: number): boolean {
    const { mode, threshold, thresholdMode } = this.options;
    const sign = mode === 'min' ? 1 : -1;
    const margin = thresholdMode === 'absolute' ? threshold : Math.abs(this.best) * threshold;
    return sign * measured < sign * this.best - (Number.isFinite(margin) ? margin : 0);
  }

  #reduce(): void {
    const { factor, minFactor } = this.options;
    const now = this.optimizer.learningRateFactor?.item() ?? 1;
    this.optimizer.learningRateFactor = constant(Math.max(now * factor, minFactor));
  }
}
