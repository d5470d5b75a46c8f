import { type Jax, type JaxArray, jaxTensor } from '../peers/jax.ts';
import { pytorch } from '../peers/pytorch.ts';
import type { TensorFlow } from '../peers/tensorflow.ts';
import { type Mlp, mlpModel, MLP_RATE as RATE } from './chainrule.ts';
import { type Contender, numberEachRound } from './contender.ts';
import { numbersOf, oneHotRows } from './training.ts';

export function mlpWithPyTorch(problem: Mlp, threads: number): Promise<Contender | undefined> {
  const { batch } = problem;
  const settings = { model: 'mlp', rule: 'sgd', rate: RATE, parameters: numbersOf(mlpModel(problem)) };
  return pytorch('training', { ...settings, x: batch.inputs, shape: batch.shape, y: batch.labels }, threads);
}

/** The weights as [in, out], and the biases: for peers whose products take them so. */
function layersOf(problem: Mlp) {
  const numbers = Object.values(numbersOf(mlpModel(problem)));
  return problem.sizes.slice(1).map((to, i) => {
    const [weight, bias] = numbers.slice(2 * i);
    const from = problem.sizes[i];
    const turned = Float32Array.from(
      weight.data,
      (_, k) => weight.data[(k % to) * from + Math.floor(k / to)],
    );
    return { shape: [from, to], weight: turned, bias: bias.data };
  });
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
  const optimizer = tf.train.sgd(RATE);
  const variables = layers.flatMap(({ weight, bias }) => [weight, bias]);
  return numberEachRound(() =>
    tf.tidy(() => {
      const [number] = optimizer.minimize(loss, true, variables).dataSync();
      return number;
    }),
  );
}

type Layers = { weight: JaxArray; bias: JaxArray }[];

export function mlpWithJax(problem: Mlp, jax: Jax): Contender {
  const { numpy: np, nn, tree } = jax;
  const { batch } = problem;
  const x = jaxTensor(jax, batch.inputs, batch.shape);
  const labels = jaxTensor(jax, oneHotRows(batch), [batch.labels.length, batch.classes]);
  const loss = (layers: Layers, x: JaxArray, labels: JaxArray) => {
    const h = layers.reduce(
      (h, { weight, bias }, i) => np.matmul(i === 0 ? h : nn.relu(h), weight).add(bias),
      x,
    );
    return nn
      .logSoftmax(h, -1)
      .mul(labels)
      .sum()
      .mul(-1 / batch.labels.length);
  };
  const step = jax.jit((layers: Layers, x: JaxArray, labels: JaxArray): [Layers, JaxArray] => {
    const [value, gradient] = jax.valueAndGrad(loss)(tree.ref(layers), x, labels);
    return [tree.map((w: JaxArray, g: JaxArray) => w.sub(g.mul(RATE)), layers, gradient), value];
  });
  let layers: Layers = layersOf(problem).map(({ shape, weight, bias }) => ({
    weight: jaxTensor(jax, weight, shape),
    bias: jaxTensor(jax, bias, [shape[1]]),
  }));
  return numberEachRound(() => {
    const [next, value] = step(layers, x.ref, labels.ref);
    layers = next;
    return value.dataSync()[0];
  });
}
