import { checkNotNegative } from '../checks.ts';
import { checkRate, type Rate } from '../schedules/schedule.ts';
import { decayed } from './decay.ts';
import { scaleByLearningRate } from './rate.ts';
import { chain, type GradientTransform } from './transform.ts';

interface DescentOptions {
  learningRate: Rate;
  weightDecay?: number;
}

/**
 * A whole rule from a direction u: w ← w − η u, with the weight decay added to the gradient from which the direction is computed.
 */
export function descent(
  operation: string,
  direction: GradientTransform,
  { learningRate, weightDecay = 0 }: DescentOptions,
): GradientTransform<unknown[]> {
  checkRate(operation, learningRate);
  checkNotNegative(operation, { weightDecay });
  return chain(...decayed(weightDecay), direction, scaleByLearningRate(learningRate));
}

/** The same with the decay beside the direction: w ← w − η (u + λ w). */
export function decoupled(
  operation: string,
  direction: GradientTransform,
  { learningRate, weightDecay = 0 }: DescentOptions,
): GradientTransform<unknown[]> {
  checkRate(operation, learningRate);
  checkNotNegative(operation, { weightDecay });
  return chain(direction, ...decayed(weightDecay), scaleByLearningRate(learningRate));
}
