// jax-js' contenders that can also be measured in a page.
import type { Jax, JaxArray } from '../peers/jax.ts';
import { layersOf, MLP_RATE, type Mlp, operands } from './chainrule.ts';
import { type Contender, numberEachRound } from './contender.ts';
import { oneHotRows } from './training.ts';

export const jaxTensor = (jax: Jax, data: ArrayLike<number>, shape: readonly number[]) =>
  jax.numpy.array(data).reshape(shape);

export function productWithJax(size: number, jax: Jax): Contender {
  const product = jax.jit(jax.numpy.matmul);
  const [a, b] = operands(size).map((numbers) => jaxTensor(jax, numbers, [size, size]));
  let last: ReturnType<typeof product> | undefined;
  return {
    round: async () => {
      last?.dispose();
      last = product(a.ref, b.ref);
      await last.blockUntilReady();
    },
    results: () => [last!.ref.dataSync()],
  };
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
    return [tree.map((w: JaxArray, g: JaxArray) => w.sub(g.mul(MLP_RATE)), layers, gradient), value];
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
