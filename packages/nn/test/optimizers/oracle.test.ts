import { constant, type DType, type Value, value } from '@chainrule/core';
import { describe, test } from 'vitest';
import * as nn from '../../src/index.ts';
import { casesOf, expectNear, numbersOf } from '../support/fixtures.ts';

interface Case {
  readonly name: string;
  readonly dtype: 'float64' | 'float32';
  readonly options: Record<string, unknown> | number;
  /** The parameters after each step, one after the other. */
  readonly path: readonly number[][];
}

interface Data {
  readonly name: 'start';
  readonly parameters: readonly { shape: number[]; data: number[] }[];
  readonly x: number[][];
  readonly y: number[];
}

const all = casesOf<Case | Data>('optimizers');
const data = all.find((each): each is Data => each.name === 'start') as Data;
const cases = all.filter((each): each is Case => each.name !== 'start');

const modelOf = (dtype: DType) => {
  const [weight, bias, scale] = data.parameters.map(({ shape, data: numbers }) =>
    value(numbers, { shape, dtype }),
  );
  return { weight, bias, scale };
};

const lossOf = ({ weight, bias, scale }: ReturnType<typeof modelOf>): Value => {
  const x = constant(data.x, { dtype: weight.dtype });
  const hidden = x.matmul(weight.transpose()).add(bias).tanh();
  return nn.mse(scale.mul(hidden.sum({ axis: 1 })), data.y);
};

const ruleOf = ({ name, options }: Case): nn.GradientTransform => {
  const known = nn as unknown as Record<string, (options: unknown) => nn.GradientTransform>;
  const made = known[name](options);
  return name.startsWith('clip') ? nn.chain(made, nn.sgd({ learningRate: 0.1 })) : made;
};

const names = [...new Set(cases.map(({ name }) => name))].filter((name) => name !== 'lbfgs');

describe.each(names)('%s takes the steps of the reference', (name) => {
  const list = cases.filter((each) => each.name === name);
  test.each(list.map((each) => [each.dtype, JSON.stringify(each.options), each] as const))(
    'in %s with %s',
    (dtype, _, each) => {
      const model = modelOf(dtype);
      const optimizer = new nn.Optimizer(model, ruleOf(each));
      for (const expected of each.path) {
        optimizer.step(lossOf(model).backward());
        expectNear(Object.values(model).flatMap(numbersOf), expected, dtype);
      }
    },
  );
});

describe('LBFGS takes the steps of the reference', () => {
  const list = cases.filter(({ name }) => name === 'lbfgs');
  test.each(list.map((each) => [JSON.stringify(each.options), each] as const))('with %s', (_, each) => {
    const model = modelOf('float64');
    const { max_iter, history_size, line_search_fn, ...rest } = each.options as Record<string, number>;
    const optimizer = new nn.LBFGS(model, {
      ...rest,
      maxIterations: max_iter,
      lineSearch: line_search_fn !== undefined,
      ...(history_size === undefined ? {} : { historySize: history_size }),
    });
    for (const expected of each.path) {
      optimizer.step(() => lossOf(model));
      expectNear(Object.values(model).flatMap(numbersOf), expected, 'float64');
    }
  });
});
