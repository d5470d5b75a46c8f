// The program of memory.test.ts, for a process of its own: prints the bytes in use as JSON.
import { constant, Random, tanh, type Value } from '@chainrule/core';
import { adam, Linear, mse, Optimizer, Sequential } from '@chainrule/nn';
import { compile, type Target } from '../../src/index.ts';
import { engine } from '../../src/wasm/engine.ts';
import { collectAll, collectUntil } from '../support/garbage.ts';

/** The heap with the buffers that lie outside of it, and the engine's memory. */
interface Footprint {
  readonly heap: number;
  readonly engine: number;
}

/** Waits until the engine holds no more than before the work, if what was made then goes at all. */
async function footprint(before: Footprint | undefined): Promise<Footprint> {
  await collectAll(() => engine().memory.used);
  if (before !== undefined) await collectUntil(() => engine().memory.used <= before.engine);
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed + arrayBuffers, engine: engine().memory.used };
}

/** What is in use before, half way and after. */
async function over(parts: number, part: () => void): Promise<Footprint[]> {
  const found: Footprint[] = [];
  for (let i = 0; i < parts; i++) {
    part();
    found.push(await footprint(found[0]));
  }
  return found;
}

function training(target: Target): (steps: number) => void {
  const random = new Random(1);
  const model = new Sequential([new Linear(8, 32, { random: 1 }), tanh, new Linear(32, 1, { random: 2 })]);
  const optimizer = new Optimizer(model, adam({ learningRate: 0.001 }));
  const step = compile(
    (x: Value, y: Value) => {
      const loss = mse(model.forward(x), y);
      optimizer.step(loss.backward());
      return loss;
    },
    { state: optimizer, target, threads: 1 },
  );
  const y = constant(random.normal([16, 1]));
  const xs = [1, 2, 3].map(() => constant(random.normal([16, 8])));
  return (steps) => {
    for (let i = 0; i < steps; i++)
      if (!Number.isFinite(step(xs[i % 3], y).item())) throw new Error('not finite');
  };
}

/** Compiles functions that nobody keeps, and calls each with a gradient, and some of them twice. */
function makeAndDrop(count: number): void {
  for (let i = 0; i < count; i++) {
    const f = compile((x: Value, k: number) => x.mul(k).tanh().sum(), { target: 'webassembly', threads: 1 });
    const x = constant(new Float32Array(1_000 + i));
    f(x, i);
    if (i % 3 === 0) f(x, i + 1);
    if (i % 5 === 0) compile((x: Value) => x.exp(), { target: 'webassembly', threads: 1 })(x);
  }
}

const [kind, count] = process.argv.slice(2);
const work: Record<string, () => Promise<Footprint[]>> = {
  webassembly: () => {
    const train = training('webassembly');
    return over(5, () => train(+count / 5));
  },
  javascript: () => {
    const train = training('javascript');
    return over(5, () => train(+count / 5));
  },
  functions: () => over(5, () => makeAndDrop(+count / 5)),
};
console.log(JSON.stringify(await work[kind]()));
