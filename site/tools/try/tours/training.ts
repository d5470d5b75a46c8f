import { compile } from '@chainrule/compile';
import { Random, type Value } from '@chainrule/core';
import { adam, Dataset, fit, Linear, mse, Sequential, tanh } from '@chainrule/nn';

// Noisy measurements of a curve.
const random = new Random(1);
const x = random.uniform([200, 1], { min: -3, max: 3 });
const y = x
  .mul(2)
  .sin()
  .add(random.normal([200, 1]).mul(0.1));

const model = new Sequential([
  new Linear(1, 32, { random }),
  tanh,
  new Linear(32, 32, { random }),
  tanh,
  new Linear(32, 1, { random }),
]);
show(model);

// `plot.training` draws the figures of each epoch as they come.
await fit(model, new Dataset([x, y]), {
  objective: (model, [x, y]) => mse(model.forward(x), y),
  optimizer: adam({ learningRate: 0.01 }),
  epochs: 150,
  compile,
  callbacks: [plot.training],
  progress: false,
});

plot(x, y, { dots: true, title: 'Measured' });
plot((x: Value) => model.forward(x.reshape([1, 1])), { from: -3, to: 3, title: 'Learned' });
