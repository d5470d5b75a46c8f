import {
  born,
  checkCount,
  constant,
  isAbstract,
  lerp,
  mapTree,
  noGrad,
  remember,
  type Tree,
  treeNode,
  type Value,
} from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { checkFraction, checkModel } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { moduleErrors } from '../errors/modules.ts';
import { trainingErrors } from '../errors/training.ts';
import { kept } from '../module/state.ts';
import { optionsOf } from '../options.ts';
import { slotsOf } from '../slots.ts';
import { scalarFor } from './transform.ts';

export interface WeightAverageOptions {
  /** The decay rate of the average. Default: the plain mean of all weights so far. */
  decay?: number;
}

/**
 * An average of a model's weights over the steps, in a separate model, which is often better than the last weights:
 * a ← d a + (1 − d) w (an exponential moving average), or the mean of all (stochastic weight averaging), from the first weights
 * given. Buffers are those of the last update.
 *
 * It is a tree of Values like a module, so it can be part of the state of a compiled step and be saved.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { Optimizer, sgd, WeightAverage } from '@chainrule/nn';
 * const model = { w: value(0) };
 * const average = new WeightAverage(model, { decay: 0.9 });
 * const optimizer = new Optimizer(model, sgd({ learningRate: 1 }));
 * for (let i = 0; i < 2; i++) {
 *   optimizer.step({ w: -1 });
 *   average.update(model);
 * }
 * average.model.w; // → 1.1
 * ```
 */
export class WeightAverage<T extends Tree = Tree> {
  declare readonly [treeNode]: true;
  /** A model of the same structure whose weights are the average, as constants. */
  readonly model: T;
  readonly decay: number | undefined;
  /** How many updates went into it. */
  count: Value;

  constructor(model: T, options: WeightAverageOptions = {}) {
    checkCount('WeightAverage', 2, arguments);
    const { decay } = optionsOf('WeightAverage', options, { decay: 'number' });
    if (decay !== undefined) checkFraction('WeightAverage', { decay });
    checkModel('WeightAverage', 'model', model);
    this.decay = decay;
    this.model = mapTree((x) => constant(kept(x), { name: x.name }), model);
    this.count = constant(0);
    born(this);
  }

  /** Adds the current weights to the average. */
  update(model: T): void {
    checkCount('WeightAverage.update', 1, arguments);
    remember(this);
    noGrad(() => {
      const count = this.count.add(1);
      // The first weights are taken as they are: the mean of one, and the start of a moving average.
      const share = this.decay === undefined ? count.reciprocal() : count.equal(1).where(1, 1 - this.decay);
      const averages = slotsOf(this.model);
      const weights = slotsOf(model);
      if (weights.map(({ path }) => path).join() !== averages.map(({ path }) => path).join())
        throw moduleErrors.otherForm('WeightAverage');
      averages.forEach(({ value: average, path }, i) => {
        const { shape } = weights[i].value;
        if (!sameShape(shape, average.shape))
          throw layerErrors.parameterShape('WeightAverage', path.join('.'), average.shape, shape);
      });
      if (weights.some(({ value: x }) => isAbstract(x)) && !averages.every(({ value: x }) => isAbstract(x)))
        throw trainingErrors.notInState('WeightAverage');
      averages.forEach((slot, i) => {
        const x = weights[i].value;
        // A weight may have changed its float type since.
        const average = slot.value.asType(x.dtype);
        slot.set(x.wantsGradient ? lerp(average, x, scalarFor(x, share)) : kept(x));
      });
      this.count = count;
    });
  }
}

Object.defineProperty(WeightAverage.prototype, treeNode, { value: true });
