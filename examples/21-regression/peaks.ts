import { compile } from '@chainrule/compile';
import { type Value, value } from '@chainrule/core';
import { adam, cosineDecay, Dataset, fit, leastSquares, Module, mse } from '@chainrule/nn';
import { type Coefficients, EXACT } from './fits.ts';

const EPOCHS = 3_000;

/** A custom model, Σ height · exp(−½ ((x − centre) / width)²) + baseline: a class with its parameters as fields. */
export class Peaks extends Module {
  height = value([1, 1]);
  centre = value([3.5, 6]);
  /** The logarithm of each width, so that no step makes one negative. */
  logWidth = value([0, 0]);
  baseline = value(0);

  forward(x: Value): Value {
    const z = x.reshape([-1, 1]).sub(this.centre).div(this.logWidth.exp());
    return z.square().mul(-0.5).exp().mul(this.height).sum({ axis: 1 }).add(this.baseline);
  }

  /** By name, in the parameters of the spectrum. */
  get coefficients(): Coefficients {
    const [h, c, w] = [this.height, this.centre, this.logWidth.exp()].map((x) => x.toArray() as number[]);
    const pairs = { height: h, centre: c, width: w };
    const named = Object.entries(pairs).flatMap(([name, pair]) =>
      pair.map((x, i) => [`${name} ${i + 1}`, x]),
    );
    return { ...Object.fromEntries(named), baseline: this.baseline.item() };
  }
}

/** The peaks by least squares, with Levenberg–Marquardt: it takes a module like any tree of Values. */
export function peaksByLeastSquares(x: Value, y: Value): Peaks {
  return leastSquares((peaks: Peaks) => peaks.forward(x).sub(y), new Peaks(), EXACT).x;
}

/** The same peaks by `fit`, with Adam. */
export async function peaksByFit(x: Value, y: Value): Promise<Peaks> {
  const model = new Peaks();
  await fit(model, new Dataset([x, y]), {
    loss: mse,
    optimizer: adam({ learningRate: cosineDecay(0.05, { steps: EPOCHS }) }),
    ...{ epochs: EPOCHS, batchSize: x.size, shuffle: false, compile, progress: false },
  });
  return model;
}
