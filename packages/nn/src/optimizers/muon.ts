import { checkCount, matmul, Value } from '@chainrule/core';
import { checkFraction } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import { type Kinds, optionsOf } from '../options.ts';
import type { Rate } from '../schedules/schedule.ts';
import { adamW, fading } from './adam.ts';
import { decoupled } from './descent.ts';
import { groups } from './groups.ts';
import { perParameter, zeroSlots } from './per-parameter.ts';
import { chain, type GradientTransform, stateless } from './transform.ts';

const MUON: Kinds<MuonOptions> = {
  learningRate: 'any',
  momentum: 'number',
  nesterov: 'boolean',
  steps: 'number',
  weightDecay: 'number',
  matrices: 'function',
  others: 'any',
};

export interface MuonOptions {
  /** η for the matrices, or a schedule. Default: 0.02. */
  learningRate?: Rate;
  /** μ. Default: 0.95. */
  momentum?: number;
  /** Whether to look ahead, as Nesterov's momentum does. Default: true. */
  nesterov?: boolean;
  /** The number of Newton–Schulz iterations. Default: 5. */
  steps?: number;
  /** λ, decoupled. Default: 0. */
  weightDecay?: number;
  /** Which parameters it trains. Default: all matrices. Embeddings and the last layer are better left to `others`. */
  matrices?: (name: string, x: Value) => boolean;
  /** The rule for all others. Default: `adamW` with a learning rate of 3e-4, betas of 0.9 and 0.95 and no decay. */
  others?: GradientTransform;
}

/**
 * Approximates the orthogonal matrix U Vᵀ of G = U S Vᵀ by a Newton–Schulz iteration X ← a X + (b A + c A²) X with A = X Xᵀ, from
 * X = G/‖G‖. Its coefficients, 3.4445, −4.775 and 2.0315, quickly bring singular values to between 0.7 and 1.2, not exactly to 1.
 */
export function orthogonalized(g: Value, steps = 5): Value {
  checkCount('orthogonalized', 2, arguments);
  if (!(g instanceof Value)) throw optionErrors.badOption('orthogonalized', 'g', 'a Value', g);
  if (g.rank !== 2) throw layerErrors.badInput('orthogonalized', 'a matrix', g);
  checkIterations('orthogonalized', steps);
  const tall = g.shape[0] > g.shape[1];
  let x = tall ? g.transpose() : g;
  x = x.div(x.norm().add(1e-7));
  for (let i = 0; i < steps; i++) {
    const a = matmul(x, x.transpose());
    x = x.mul(3.4445).add(matmul(a.mul(-4.775).add(matmul(a, a).mul(2.0315)), x));
  }
  return tall ? x.transpose() : x;
}

/** Throws unless it is a number of iterations. */
function checkIterations(operation: string, steps: number): void {
  if (!Number.isSafeInteger(steps) || steps < 0)
    throw optionErrors.badRate(operation, 'steps', 'a non-negative whole number', steps);
}

const isMatrix = (_: string, x: Value) => x.rank === 2;

/**
 * Muon: orthogonalised momentum for the matrices of hidden layers; another rule trains the rest. w ← w − η (√max(1,
 * rows/columns) NewtonSchulz(u) + λ w) with m ← μ m + (1 − μ) g and u = μ m + (1 − μ) g, after Jordan and others (2024).
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { muon, Optimizer } from '@chainrule/nn';
 * const model = { weight: value([[1, 0], [0, 1]]), bias: value([1, 1]) };
 * new Optimizer(model, muon()).step({ weight: [[0, 3], [-3, 0]], bias: [1, -1] });
 * model.weight; // → [[1, -0.02], [0.02, 1]]
 * model.bias; // → [0.9997, 1.0003]
 * ```
 */
export function muon(options: MuonOptions = {}): GradientTransform {
  checkCount('muon', 1, arguments);
  optionsOf('muon', options, MUON);
  const { learningRate = 0.02, momentum = 0.95, nesterov = true, steps = 5, weightDecay = 0 } = options;
  const { matrices = isMatrix, others = adamW({ learningRate: 3e-4, betas: [0.9, 0.95], weightDecay: 0 }) } =
    options;
  checkFraction('muon', { momentum });
  checkIterations('muon', steps);
  const averaged = perParameter(zeroSlots('mean'), (g, slots) => {
    const mean = fading(momentum, slots.mean, g);
    return { update: nesterov ? fading(momentum, mean, g) : mean, slots: { mean } };
  });
  const straightened = stateless((g) =>
    orthogonalized(g, steps).mul(Math.sqrt(Math.max(1, g.shape[0] / g.shape[1]))),
  );
  const rule = decoupled('muon', chain(averaged, straightened), { learningRate, weightDecay });
  const trained = (name: string, x: Value) => x.rank === 2 && matrices(name, x);
  return groups([{ parameters: trained, rule }], others);
}
