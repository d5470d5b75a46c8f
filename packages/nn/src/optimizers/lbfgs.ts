import { checkCount, remember, type Tree, transaction, Value, value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { checkFunction, checkModel, checkNotNegative, checkPositive } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { moduleErrors } from '../errors/modules.ts';
import { optionErrors } from '../errors/options.ts';
import { trainingErrors } from '../errors/training.ts';
import { CurvaturePairs } from '../minimize/curvature.ts';
import { firstStep } from '../minimize/lbfgs.ts';
import { type Evaluation, strongWolfe } from '../minimize/line-search.ts';
import { Variables } from '../minimize/variables.ts';
import { dot, largest, plus, times, type Vector } from '../minimize/vectors.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { seal } from '../sealed.ts';
import { slotsOf } from '../slots.ts';
import { checkNames } from './fitting-state.ts';
import { noteTrainer, warnOfUntrained } from './untrained.ts';

export interface LBFGSOptions {
  /** The step size to try first, or to take without a line search. Default: 1. */
  learningRate?: number;
  /** The number of iterations in a step. Default: 20. */
  maxIterations?: number;
  /** The maximum number of evaluations of the loss in a step. Default: 1.25 times the iterations. */
  maxEvaluations?: number;
  /** Ends when no partial derivative is larger. Default: 1e-7. */
  toleranceGradient?: number;
  /** Ends when no change of a number or of the loss is larger. Default: 1e-9. */
  toleranceChange?: number;
  /** How many earlier steps it remembers. Default: 100. */
  historySize?: number;
  /** Whether steps satisfy the strong Wolfe conditions. Default: true. */
  lineSearch?: boolean;
}

const OPTIONS: Kinds<LBFGSOptions> = {
  learningRate: 'number',
  maxIterations: 'number',
  maxEvaluations: 'number',
  toleranceGradient: 'number',
  toleranceChange: 'number',
  historySize: 'number',
  lineSearch: 'boolean',
};

/**
 * L-BFGS for a model and its whole data, as PyTorch's LBFGS with the strong Wolfe line search: a step takes a function that
 * computes the loss, since it needs it several times. It decides by numbers, so it runs eagerly and cannot be traced; the loss
 * may be a compiled function. For other functions there is `minimize`.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { LBFGS, Linear, mse } from '@chainrule/nn';
 * const model = new Linear(1, 1, { random: 1 });
 * const optimizer = new LBFGS(model);
 * const loss = () => mse(model.forward(constant([[0], [1], [2]])), [[1], [3], [5]]);
 * for (let i = 0; i < 5; i++) optimizer.step(loss);
 * model.weight; // → [[2.0000]]
 * ```
 */
export class LBFGS<T extends Tree = Tree> {
  readonly model: T;
  readonly options: Readonly<Required<LBFGSOptions>>;
  /** The shape of each parameter by name when its memory began. */
  readonly #shapes: ReadonlyMap<string, readonly number[]>;
  /** Its memory of the steps so far. `last` is the gradient before the last step, and that step. */
  readonly #memory: { pairs: CurvaturePairs; last: { gradient: Vector; step: Vector } | undefined };

  constructor(model: T, options: LBFGSOptions = {}) {
    checkCount('LBFGS', 2, arguments);
    seal(LBFGS.prototype, (name) => trainingErrors.noProperty('LBFGS', name));
    const {
      learningRate = 1,
      maxIterations = 20,
      historySize = 100,
      lineSearch = true,
    } = optionsOf('LBFGS', options, OPTIONS);
    const { maxEvaluations = Math.floor(maxIterations * 1.25) } = options;
    const { toleranceGradient = 1e-7, toleranceChange = 1e-9 } = options;
    checkPositive('LBFGS', { learningRate });
    checkNotNegative('LBFGS', { toleranceGradient, toleranceChange });
    for (const [option, n] of Object.entries({ maxIterations, maxEvaluations, historySize }))
      if (!Number.isSafeInteger(n) || n < 1) throw optionErrors.badSize('LBFGS', option, n);
    checkModel('LBFGS', 'model', model);
    this.model = model;
    this.options = {
      learningRate,
      maxIterations,
      maxEvaluations,
      toleranceGradient,
      toleranceChange,
      historySize,
      lineSearch,
    };
    this.#memory = { pairs: new CurvaturePairs(historySize), last: undefined };
    this.#shapes = shapesOf(model);
    if (this.#shapes.size === 0) throw moduleErrors.noParameters('LBFGS');
    noteTrainer(this);
  }

  /** Makes several iterations, and returns the loss before them. If it throws, the model is unchanged. */
  step(loss: () => Value): number {
    checkCount('LBFGS.step', 1, arguments);
    checkFunction('LBFGS.step', 'loss', loss);
    checkShapes(this.#shapes, shapesOf(this.model));
    return transaction(() => {
      remember(this.#memory);
      this.#memory.pairs = this.#memory.pairs.copy();
      return this.#iterations(loss);
    });
  }

  #iterations(loss: () => Value): number {
    const line = new ModelLine(this, loss);
    const before = line.evaluate(line.start);
    let x = line.start;
    let now = before;
    const { maxIterations, maxEvaluations, toleranceGradient, toleranceChange } = this.options;
    for (let n = 1; n <= maxIterations && largest(now.gradient) > toleranceGradient; n++) {
      const moved = this.#iterate(line, x, now, n === maxIterations);
      if (moved === undefined) break;
      const change = Math.abs(moved.now.value - now.value);
      x = moved.x;
      now = moved.now;
      if (
        line.evaluations >= maxEvaluations ||
        largest(moved.step) <= toleranceChange ||
        change < toleranceChange
      )
        break;
    }
    line.put(x);
    return before.value;
  }

  #iterate(line: ModelLine, x: Vector, now: Evaluation, isLast: boolean) {
    const memory = this.#memory;
    const { learningRate, toleranceChange, lineSearch } = this.options;
    if (memory.last) memory.pairs.add(memory.last.step, plus(now.gradient, -1, memory.last.gradient));
    const d = memory.pairs.direction(now.gradient);
    const first = learningRate * (memory.last ? 1 : firstStep(now.gradient));
    memory.last = { gradient: now.gradient, step: times(first, d) };
    if (dot(now.gradient, d) > -toleranceChange) return undefined;
    const found = lineSearch
      ? strongWolfe(line.evaluate, x, d, first, now, { tolerance: toleranceChange })
      : { ...(isLast ? now : line.evaluate(plus(x, first, d))), t: first };
    const step = times(found.t, d);
    memory.last = { gradient: now.gradient, step };
    return { x: plus(x, found.t, d), step, now: found as Evaluation };
  }
}

/** A model's parameters as a vector, and the loss as a function of it. */
class ModelLine {
  readonly start: Vector;
  evaluations = 0;
  readonly #optimizer: LBFGS;
  readonly #loss: () => Value;
  readonly #variables: Variables<Value[]>;

  constructor(optimizer: LBFGS, loss: () => Value) {
    this.#optimizer = optimizer;
    this.#loss = loss;
    this.#variables = new Variables<Value[]>('LBFGS', this.#parameters());
    this.start = this.#variables.start;
  }

  /** Puts these numbers in the model. */
  put(x: Vector): void {
    const parameters = this.#parameters();
    const next = this.#variables.at(x);
    const made = new Map(parameters.map((old, i) => [old, value(next[i], { name: old.name })]));
    for (const slot of slotsOf(this.#optimizer.model)) {
      const replacement = made.get(slot.value);
      if (replacement) slot.set(replacement);
    }
  }

  readonly evaluate = (x: Vector): Evaluation => {
    this.evaluations++;
    this.put(x);
    const loss = this.#loss();
    if (!(loss instanceof Value))
      throw optionErrors.badOption('LBFGS.step', 'loss', 'a scalar Value as its result', loss);
    const gradients = loss.backward();
    warnOfUntrained('LBFGS', this.#optimizer, () => gradients.leaves());
    return {
      value: loss.item(),
      gradient: this.#variables.flatten(this.#parameters().map((p) => gradients.of(p))),
    };
  };

  #parameters(): Value[] {
    const values = slotsOf(this.#optimizer.model).map((slot) => slot.value);
    return [...new Set(values)].filter((x) => x.wantsGradient);
  }
}

function shapesOf(model: Tree): Map<string, readonly number[]> {
  const parameters = slotsOf(model).filter(({ value: x }) => x.wantsGradient);
  return new Map(parameters.map(({ path, value: x }) => [path.join('.'), x.shape]));
}

/** Throws unless the parameters are those, and of the shapes, that the optimiser was created with. */
function checkShapes(
  expected: ReadonlyMap<string, readonly number[]>,
  got: ReadonlyMap<string, readonly number[]>,
): void {
  checkNames('LBFGS', [...expected.keys()], [...got.keys()]);
  for (const [name, shape] of expected)
    if (!sameShape(got.get(name)!, shape))
      throw layerErrors.parameterShape('LBFGS', name, shape, got.get(name)!);
}
