// The program of a suite: whether a long training keeps memory that it does not need. A graph lives as long as its root is
// referenced, so after each step the last one must be garbage.
import { writeFileSync } from 'node:fs';
import { constant, tanh } from '@chainrule/core';
import { Linear, mse, Optimizer, Sequential, sgd } from '@chainrule/nn';
import type { Footprint } from './memory-report.ts';
import { moons } from './moons.ts';
import { tutorialB } from './tutorial-b.ts';

const [file, quick] = process.argv.slice(2);
const part = quick === 'true' ? 0.3 : 1;

const footprints = [
  footprint('2-16-16-1 network of tensors, nn.Optimizer', 100_000 * part, network()),
  footprint('2-2-2 logistic network of scalars', 100_000 * part, (steps) => tutorialB(steps).run.chainrule()),
];
writeFileSync(file, JSON.stringify(footprints));

/** Trains in ten parts, and measures the memory before the first and after each. */
function footprint(name: string, steps: number, train: (steps: number) => void): Footprint {
  const bytes = [bytesInUse()];
  for (let tenth = 1; tenth <= 10; tenth++) {
    train(steps / 10);
    bytes.push(bytesInUse());
    console.log(`${name}: ${tenth} of 10`);
  }
  return { name, steps, bytes };
}

/** The heap and, since longer typed arrays are outside of it, their buffers, which are released one collection later. */
function bytesInUse(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function network(): (steps: number) => void {
  const samples = moons(16);
  const x = constant(samples.map(({ point }) => point));
  const targets = constant(samples.map(({ label }) => [label]));
  const layers = [[2, 16] as const, [16, 16] as const, [16, 1] as const].map(
    ([from, to], i) => new Linear(from, to, { random: i }),
  );
  const model = new Sequential([layers[0], tanh, layers[1], tanh, layers[2]]);
  const optimizer = new Optimizer(model, sgd({ learningRate: 0.01, momentum: 0.9 }));
  return (steps) => {
    for (let i = 0; i < steps; i++) optimizer.step(mse(model.forward(x), targets).backward());
  };
}
