// TensorFlow.js' contenders that can also be measured in a page.
import type { Tensor, TensorFlow } from '../peers/tensorflow.ts';
import { CNN_RATE, cnnModel, layersOf, MLP_RATE, type Mlp, operands } from './chainrule.ts';
import { type Contender, numberEachRound } from './contender.ts';
import { type Batch, numbersOf, oneHotRows } from './training.ts';

export function productWithTensorFlow(size: number, tf: TensorFlow): Contender {
  const [a, b] = operands(size).map((numbers) => tf.tensor(numbers, [size, size]));
  let last: Tensor | undefined;
  return {
    round: () => {
      last?.dispose();
      last = tf.matMul(a, b);
    },
    results: () => [last!.dataSync()],
  };
}

export function mlpWithTensorFlow(problem: Mlp, tf: TensorFlow): Contender {
  const { batch } = problem;
  const x = tf.tensor(batch.inputs as Float32Array, batch.shape);
  const labels = tf.tensor(oneHotRows(batch), [batch.labels.length, batch.classes]);
  const layers = layersOf(problem).map(({ shape, weight, bias }) => ({
    weight: tf.variable(tf.tensor(weight, shape)),
    bias: tf.variable(tf.tensor(bias, [shape[1]])),
  }));
  const loss = () => {
    let h = x;
    layers.forEach(({ weight, bias }, i) => {
      h = tf.add(tf.matMul(i === 0 ? h : tf.relu(h), weight), bias);
    });
    return tf.losses.softmaxCrossEntropy(labels, h);
  };
  const optimizer = tf.train.sgd(MLP_RATE);
  const variables = layers.flatMap(({ weight, bias }) => [weight, bias]);
  return numberEachRound(() =>
    tf.tidy(() => {
      const [number] = optimizer.minimize(loss, true, variables).dataSync();
      return number;
    }),
  );
}

/** With channels last, as TensorFlow.js has them. */
export function cnnWithTensorFlow(batch: Batch, tf: TensorFlow): Contender {
  // One channel: the numbers of the pictures are in the same order either way.
  const x = tf.tensor(batch.inputs as Float32Array, [batch.shape[0], 28, 28, 1]);
  const labels = tf.tensor(oneHotRows(batch), [batch.labels.length, batch.classes]);
  const [w1, b1, w2, b2, w3, b3] = Object.values(numbersOf(cnnModel())).map(({ data, shape }) => {
    const tensor = tf.tensor(data, shape);
    if (shape.length === 4) return tf.variable(tf.transpose(tensor, [2, 3, 1, 0]));
    if (shape.length === 1) return tf.variable(tensor);
    const pictures = tf.reshape(tensor, [10, 16, 7, 7]);
    return tf.variable(tf.reshape(tf.transpose(pictures, [2, 3, 1, 0]), [7 * 7 * 16, 10]));
  });
  const loss = () => {
    const first = tf.maxPool(tf.relu(tf.add(tf.conv2d(x, w1, 1, 'same'), b1)), 2, 2, 'valid');
    const second = tf.maxPool(tf.relu(tf.add(tf.conv2d(first, w2, 1, 'same'), b2)), 2, 2, 'valid');
    const rows = tf.reshape(second, [batch.shape[0], 7 * 7 * 16]);
    return tf.losses.softmaxCrossEntropy(labels, tf.add(tf.matMul(rows, w3), b3));
  };
  const optimizer = tf.train.adam(CNN_RATE, 0.9, 0.999, 1e-8);
  return numberEachRound(() =>
    tf.tidy(() => optimizer.minimize(loss, true, [w1, b1, w2, b2, w3, b3]).dataSync()[0]),
  );
}
