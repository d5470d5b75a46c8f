import { backward, constant, Random, type Value, value } from '@chainrule/core';
import { Optimizer, sgd } from '@chainrule/nn';

const INPUTS = constant([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);
const TARGETS = constant([[0], [1], [1], [0]]);

/** Many 2-h-1 networks in one: the first axis of each parameter counts the networks, which share nothing. */
export interface Networks {
  /** [networks, 2, hidden] */
  W1: Value;
  /** [networks, 1, hidden] */
  b1: Value;
  /** [networks, hidden, 1] */
  W2: Value;
  /** [networks, 1, 1] */
  b2: Value;
}

/** The initial parameters of a network: numbers uniform in ±scale from this seed, or one number for every parameter. */
export type Start = { seed: number; scale: number } | { all: number };

/** One network for each start. */
export function networks(starts: readonly Start[], hidden: number): Networks {
  const numbers = starts.map((start) => {
    if ('all' in start) return () => start.all;
    const random = new Random(start.seed);
    return () => start.scale * (2 * random.next() - 1);
  });
  const parameter = (name: string, rows: number, columns: number) => {
    const data = numbers.flatMap((draw) => Array.from({ length: rows * columns }, draw));
    return value(data, { name, shape: [starts.length, rows, columns] });
  };
  return {
    W1: parameter('W1', 2, hidden),
    b1: parameter('b1', 1, hidden),
    W2: parameter('W2', hidden, 1),
    b2: parameter('b2', 1, 1),
  };
}

/** The outputs of the hidden units, [networks, 4, hidden]. */
export function hiddenOutputs({ W1, b1 }: Networks): Value {
  return INPUTS.matmul(W1).add(b1).sigmoid();
}

/** The answers of the networks to the four pairs of inputs, [networks, 4, 1]. */
export function outputs(model: Networks): Value {
  return hiddenOutputs(model).matmul(model.W2).add(model.b2).sigmoid();
}

/** The error of each network, Σ ½ (target − out)² over the four pairs: [networks]. */
export function errors(model: Networks): Value {
  return TARGETS.sub(outputs(model))
    .square()
    .sum({ axis: [1, 2] })
    .mul(0.5);
}

/** The norm of the gradient of each network: [networks]. */
export function gradientNorms(model: Networks): Value {
  const gradients = backward(errors(model).sum());
  const squares = Object.values(model).map((parameter) =>
    gradients
      .of(parameter)
      .square()
      .sum({ axis: [1, 2] }),
  );
  return squares.reduce((a, b) => a.add(b)).sqrt();
}

/** Rounds of an update after all four pairs. `watch` sees the errors, [networks], before each round and at the end. */
export function train(
  start: Networks,
  options: { rounds: number; learningRate: number; watch?: (round: number, errors: Value) => void },
): Networks {
  const model = { ...start };
  const optimizer = new Optimizer(model, sgd({ learningRate: options.learningRate }));
  for (let round = 0; round < options.rounds; round++) {
    const each = errors(model);
    options.watch?.(round, each);
    // The sum has the gradients of all networks in it, since no parameter belongs to two of them.
    optimizer.step(backward(each.sum()));
  }
  options.watch?.(options.rounds, errors(model));
  return model;
}
