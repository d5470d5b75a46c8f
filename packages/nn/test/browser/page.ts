import { Random } from '@chainrule/core';
import {
  accuracy,
  adam,
  crossEntropy,
  Dataset,
  fit,
  fromCsv,
  fromNpz,
  Linear,
  memoryStore,
  relu,
  Sequential,
  toNpz,
} from '../../src/index.ts';

/* What a page does with nn; its result is compared with that in Node. */

export async function results(): Promise<unknown[]> {
  const x = new Random(1).normal([60, 2]);
  const data = new Dataset([x, x.argMax({ axis: 1 })]);
  const model = new Sequential([new Linear(2, 8, { random: 1 }), relu, new Linear(8, 2, { random: 2 })]);
  const store = memoryStore();
  const epochs: number[] = [];
  const history = await fit(model, data, {
    loss: crossEntropy,
    optimizer: adam({ learningRate: 0.01 }),
    metrics: [accuracy()],
    epochs: 3,
    checkpoint: store,
    callbacks: [{ onEpoch: ({ epoch }) => epochs.push(epoch) }],
  });
  const more = await fit(model, data, {
    loss: crossEntropy,
    optimizer: adam({ learningRate: 0.01 }),
    metrics: [accuracy()],
    epochs: 5,
    checkpoint: store,
    resume: true,
  });
  const table = await fromCsv('a,b\n1,x');
  return [
    history.of('loss'),
    more.of('accuracy'),
    epochs,
    history.toSVG().length,
    table.b,
    fromNpz(toNpz({ x: [1, 2] })).x.toArray(),
  ];
}

declare const document: { getElementById(id: string): { textContent: string } } | undefined;

if (typeof document !== 'undefined') {
  const page = document;
  results()
    .catch((error) => [String(error)])
    .then((found) => {
      page.getElementById('result').textContent = JSON.stringify(found);
    });
}
