import { constant, Random, tanh, type Value } from '@chainrule/core';
import { adam, Linear, mse, Optimizer, Sequential } from '@chainrule/nn';
import { compile } from '../../src/index.ts';
import { engineLoaded, engineMissing, findEngine } from '../../src/wasm/engine.ts';

/* A training step on two threads, where there are such; a page posts what came of it. */

export interface Report {
  readonly losses: number[];
  readonly target: string;
  readonly isolated: boolean;
  /** Why there is no engine, or only one thread. */
  readonly missing: string | null;
  readonly refused: string | null;
  readonly evalIsForbidden: boolean;
}

export async function report(): Promise<Report> {
  await engineLoaded();
  await findEngine()?.ready(2);
  const random = new Random(1);
  const model = new Sequential([
    new Linear(70, 130, { random: 1 }),
    tanh,
    new Linear(130, 40, { random: 2 }),
  ]);
  const optimizer = new Optimizer(model, adam({ learningRate: 0.01 }));
  const [x, y] = [constant(random.normal([50, 70])), constant(random.normal([50, 40]))];
  const step = compile(
    (x: Value, y: Value) => {
      const loss = mse(model.forward(x), y);
      optimizer.step(loss.backward());
      return loss;
    },
    { state: optimizer, threads: 2 },
  );
  const losses = Array.from({ length: 8 }, () => step(x, y).item());
  return {
    losses,
    target: step.target,
    isolated: (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true,
    missing: engineMissing() ?? null,
    refused: findEngine()?.threadsRefused ?? null,
    evalIsForbidden: evalIsForbidden(),
  };
}

function evalIsForbidden(): boolean {
  try {
    new Function('return 1')();
    return false;
  } catch {
    return true;
  }
}

if ('document' in globalThis) {
  const post = (body: string) => fetch('/', { method: 'POST', body });
  report().then(
    (found) => post(JSON.stringify(found)),
    (error) => post(JSON.stringify({ error: String(error?.stack ?? error) })),
  );
}
