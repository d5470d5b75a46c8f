import { compile } from '@chainrule/compile';
import { concat, constant, Random, tanh, type Value } from '@chainrule/core';
import { adam, cosineDecay, Linear, minimize, Optimizer, Sequential } from '@chainrule/nn';
import { type Field, initial, residual } from './equation.ts';
import type { Grid } from './reference.ts';

export interface Setting {
  /** Units in each of the three hidden layers. */
  readonly width: number;
  /** Points in each direction at which the equation should hold. */
  readonly points: number;
  /** Steps with Adam, and then iterations with L-BFGS. */
  readonly steps: number;
  readonly iterations: number;
}

/** A field as a 2-w-w-w-1 tanh network of x and t. */
export const fieldOf =
  (model: Sequential): Field =>
  (x, t) =>
    model.forward(concat([x, t], { axis: 1 }));

/**
 * A network that satisfies the equation inside, the waves at the beginning, and 0 at both ends. It never sees a solution.
 * `watch` is called with each step and its loss.
 */
export function train(setting: Setting, watch: (step: number, loss: number) => void = () => {}): Sequential {
  const { width, points, steps, iterations } = setting;
  const random = new Random(19);
  const hidden = (inputs: number) => [new Linear(inputs, width, { random }), tanh];
  const layers = [...hidden(2), ...hidden(width), ...hidden(width), new Linear(width, 1, { random })];
  const model = new Sequential(layers);
  const loss = lossOn(points);

  const optimizer = new Optimizer(model, adam({ learningRate: cosineDecay(0.01, { steps }) }));
  const step = compile(
    () => {
      const value = loss(model);
      optimizer.step(value.backward());
      return value;
    },
    { state: [model, optimizer], threads: 1 },
  );
  for (let i = 1; i <= steps; i++) watch(i, step().item());

  return minimize(loss, model, {
    compile: (f) => compile(f, { threads: 1 }),
    maxIterations: iterations,
    callback: ({ iteration, value }) => watch(steps + iteration, value),
  }).x;
}

/** How far a network is from satisfying the equation and its conditions, in the mean over a grid. */
function lossOn(points: number): (model: Sequential) => Value {
  const inner = Array.from({ length: points }, (_, i) => (i + 0.5) / points);
  const outer = Array.from({ length: 2 * points + 1 }, (_, i) => i / (2 * points));
  const x = column(inner.flatMap(() => inner));
  const t = column(inner.flatMap((time) => inner.map(() => time)));
  const [place, zero, one] = [column(outer), column(outer.map(() => 0)), column(outer.map(() => 1))];
  const waves = column(outer.map(initial));
  return (model) => {
    const u = fieldOf(model);
    const misses = residual(u, x, t).square().mean();
    const begins = u(place, zero).sub(waves).square().mean();
    const ends = u(zero, place).square().mean().add(u(one, place).square().mean());
    return begins.add(ends).mul(10).add(misses);
  };
}

/** The field of a network on a grid. */
export function onGrid(model: Sequential, intervals: number, steps: number): Grid {
  const xs = Array.from({ length: intervals + 1 }, (_, i) => i / intervals);
  const ts = Array.from({ length: steps + 1 }, (_, j) => j / steps);
  const u = fieldOf(model)(column(ts.flatMap(() => xs)), column(ts.flatMap((t) => xs.map(() => t))));
  return u.reshape([ts.length, xs.length]).toArray() as number[][];
}

const column = (numbers: readonly number[]) => constant([...numbers], { shape: [numbers.length, 1] });
