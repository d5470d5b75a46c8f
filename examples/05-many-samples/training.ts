import { backward, constant, Random, tanh, type Value } from '@chainrule/core';
import { Linear, mse, Optimizer, Sequential, sgd } from '@chainrule/nn';

/** Inputs and the target for them. */
export interface Sample {
  readonly inputs: readonly number[];
  readonly target: number;
}

/** Thirty-two samples of sin(πx) y, at places drawn at random from the square between −1 and 1. */
export function samples(): Sample[] {
  const random = new Random(5);
  const coordinate = () => 2 * random.next() - 1;
  return Array.from({ length: 32 }, () => {
    const [x, y] = [coordinate(), coordinate()];
    return { inputs: [x, y], target: Math.sin(Math.PI * x) * y };
  });
}

/** The network that all runs begin with: 2-8-1, tanh in between. */
export function network(): Sequential {
  const random = new Random(1);
  return new Sequential([new Linear(2, 8, { random }), tanh, new Linear(8, 1, { random })]);
}

/** The mean squared error over a batch of any size. */
export function loss(model: Sequential, batch: readonly Sample[]): Value {
  const inputs = constant(batch.map((sample) => [...sample.inputs]));
  return mse(model.forward(inputs), constant(batch.map(({ target }) => [target])));
}

/** The gradient for every parameter over a batch. */
export function gradients(model: Sequential, batch: readonly Sample[]): Value[] {
  const found = backward(loss(model, batch));
  return model.parameters().map((parameter) => found.of(parameter));
}

/**
 * Trains with an update after every `batchSize` samples, in a new order each epoch.
 *
 * Returns the loss over all samples after 0, 1, … epochs; it ends early if the training diverges.
 */
export function train(
  data: readonly Sample[],
  options: { batchSize: number; epochs: number; learningRate: number },
): number[] {
  const { batchSize, epochs, learningRate } = options;
  const random = new Random(2);
  const model = network();
  const optimizer = new Optimizer(model, sgd({ learningRate }));
  const losses = [loss(model, data).item()];
  for (let epoch = 0; epoch < epochs && losses[epoch] < 1e6; epoch++) {
    const order = Array.from(random.permutation(data.length), (i) => data[i]);
    for (let from = 0; from < order.length; from += batchSize)
      optimizer.step(backward(loss(model, order.slice(from, from + batchSize))));
    losses.push(loss(model, data).item());
  }
  return losses;
}
