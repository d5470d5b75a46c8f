import { checkCount, lerp, maximum, pow, sub, type Value } from '@chainrule/core';
import { checkBetas, checkNotNegative } from '../checks.ts';
import { type Kinds, optionsOf } from '../options.ts';
import type { Rate } from '../schedules/schedule.ts';
import { decoupled, descent } from './descent.ts';
import { perParameterInTime, type Slots, zeroSlots } from './per-parameter.ts';
import { type GradientTransform, scalarFor } from './transform.ts';

export interface AdamRule {
  /** β₁ and β₂: the decay rates of the means of g and of g². Default: 0.9 and 0.999. */
  betas?: readonly [number, number];
  /** The ε that is added to the root. Default: 1e-8. */
  eps?: number;
}

export interface ScaleByAdamOptions extends AdamRule {
  /** Whether to divide by the largest mean of g² so far. */
  amsgrad?: boolean;
}

export interface AdamOptions extends ScaleByAdamOptions {
  /** η, or a schedule. Default: 0.001. */
  learningRate?: Rate;
  /** λ. Default: 0; for adamW 0.01. */
  weightDecay?: number;
}

/** The options of all relatives of Adam. */
export const ADAM_RULE: Kinds<AdamRule> = { betas: 'any', eps: 'number' };
export const ADAM: Kinds<Omit<AdamOptions, 'amsgrad'>> = {
  learningRate: 'any',
  betas: 'any',
  eps: 'number',
  weightDecay: 'number',
};

/** 1 − βᵗ, the bias of a mean of t numbers that started from 0. */
export const shortfall = (beta: number, t: Value) => sub(1, pow(beta, t));

/** The mean m ← β m + (1 − β) x. */
export const fading = (beta: number, mean: Value, x: Value) => lerp(mean, x, 1 - beta);

/**
 * Adam's direction: u = m̂/(√v̂ + ε) with m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ),
 * after Kingma and Ba (2015). With `amsgrad` v̂ uses the largest v so far.
 */
export function scaleByAdam(options: ScaleByAdamOptions = {}): GradientTransform {
  checkCount('scaleByAdam', 1, arguments);
  const {
    betas = [0.9, 0.999],
    eps = 1e-8,
    amsgrad = false,
  } = optionsOf('scaleByAdam', options, {
    ...ADAM_RULE,
    amsgrad: 'boolean',
  });
  checkBetas('scaleByAdam', betas);
  checkNotNegative('scaleByAdam', { eps });
  const init = (x: Value): Slots => zeroSlots('mean', 'square', ...(amsgrad ? ['largest'] : []))(x);
  return perParameterInTime(init, (t) => {
    const [first, second] = betas.map((beta) => shortfall(beta, t));
    const root = second.sqrt();
    return (g, slots, x) => {
      const mean = fading(betas[0], slots.mean, g);
      const square = fading(betas[1], slots.square, g.square());
      const largest = amsgrad ? maximum(slots.largest, square) : square;
      const spread = largest.sqrt().div(scalarFor(x, root)).add(eps);
      const next: Slots = amsgrad ? { mean, square, largest } : { mean, square };
      return { update: mean.div(scalarFor(x, first)).div(spread), slots: next };
    };
  });
}

/**
 * Adam: w ← w − η m̂/(√v̂ + ε), see `scaleByAdam`; the options and their defaults are PyTorch's.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { adam, Optimizer } from '@chainrule/nn';
 * const model = { w: value(3) };
 * const optimizer = new Optimizer(model, adam({ learningRate: 0.1 }));
 * for (let i = 0; i < 3; i++) optimizer.step(model.w.square().backward());
 * model.w; // → 2.7003815
 * adam({ betas: [0.9, 1] }); // → throws betas: expected two numbers in [0, 1)
 * ```
 */
export function adam(options: AdamOptions = {}): GradientTransform<unknown[]> {
  checkCount('adam', 1, arguments);
  const {
    learningRate = 1e-3,
    weightDecay = 0,
    ...rule
  } = optionsOf('adam', options, {
    ...ADAM,
    amsgrad: 'boolean',
  });
  return descent('adam', scaleByAdam(rule), { learningRate, weightDecay });
}

/**
 * Adam with decoupled weight decay: w ← w − η (m̂/(√v̂ + ε) + λ w), after Loshchilov and Hutter (2019). The decay does not
 * enter the means.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { adamW, Optimizer } from '@chainrule/nn';
 * const model = { w: value(3) };
 * new Optimizer(model, adamW({ learningRate: 0.1, weightDecay: 0.5 })).step({ w: 1 });
 * model.w; // → 2.75
 * ```
 */
export function adamW(options: AdamOptions = {}): GradientTransform<unknown[]> {
  checkCount('adamW', 1, arguments);
  const {
    learningRate = 1e-3,
    weightDecay = 0.01,
    ...rule
  } = optionsOf('adamW', options, {
    ...ADAM,
    amsgrad: 'boolean',
  });
  return decoupled('adamW', scaleByAdam(rule), { learningRate, weightDecay });
}
