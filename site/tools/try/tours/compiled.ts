import { compile } from '@chainrule/compile';
import { Random, type Value } from '@chainrule/core';

const random = new Random(1);
const a = random.normal([768, 768], { dtype: 'float32' });
const b = random.normal([768, 768], { dtype: 'float32' });

const product = (a: Value, b: Value) => a.matmul(b).tanh().sum();
const [one, all] = [compile(product, { threads: 1 }), compile(product)];

function milliseconds(run: () => unknown): number {
  run(); // traced once, and compiled
  const begin = performance.now();
  for (let k = 0; k < 5; k++) run();
  return Math.round((performance.now() - begin) * 2) / 10;
}

console.table({
  'one operation at a time': { milliseconds: milliseconds(() => product(a, b).item()) },
  'compiled, one thread': { milliseconds: milliseconds(() => one(a, b).item()) },
  'compiled, all threads': { milliseconds: milliseconds(() => all(a, b).item()) },
});
all.target;
