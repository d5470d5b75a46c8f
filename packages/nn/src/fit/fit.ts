import { checkCount, type Tree } from '@chainrule/core';
import type { History } from './history.ts';
import type { FitOptions, TrainingData } from './options.ts';
import { Training } from './training.ts';

/**
 * Trains a model: goes through the data `epochs` times, and after each batch takes a step against the gradient of the loss.
 *
 * The data are a DataLoader, or a Dataset, which is split into batches. Batches are pairs of input and target for `loss`, or
 * anything for your own `objective`. The model is in training mode during steps and in evaluation mode for the
 * validation data and afterwards.
 *
 * With `checkpoint` the state is saved after every epoch and on Ctrl-C; with `resume` the training continues from there,
 * exactly as if it had not been interrupted: weights, optimiser, schedule, random generators, position in the data.
 *
 * Throws an AnomalyError that names the operation if the loss becomes NaN or infinite, and a SetupError for invalid options.
 *
 * @example
 * ```ts
 * import { Dataset, fit, Linear, mse, sgd } from '@chainrule/nn';
 * const data = new Dataset([[[0], [1], [2], [3]], [[1], [3], [5], [7]]]);
 * const model = new Linear(1, 1, { random: 1 });
 * const history = await fit(model, data, {
 *   loss: mse,
 *   optimizer: sgd({ learningRate: 0.1, momentum: 0.8 }),
 *   epochs: 200,
 *   progress: false,
 * });
 * model.weight; // → [[2.000]]
 * history.of('loss').length; // → 200
 * history.toSVG().startsWith('<svg'); // → true
 * await fit(model, data, { loss: mse, optimizer: sgd({ learningRate: 1e200 }), epochs: 5, progress: false }); // → throws made Infinity
 * ```
 */
export async function fit<M extends Tree, B>(
  model: M,
  data: TrainingData<B>,
  options: FitOptions<M, B>,
): Promise<History> {
  checkCount('fit', 3, arguments);
  return await new Training(model, data, options as FitOptions<never, never>).run();
}
