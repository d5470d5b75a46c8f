import { treeLeaves } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { expectNear, type Numbers, numbersOf } from '../support/fixtures.ts';
import { inputsOf, type LayerCase, layerCases, loadedLayerOf, project, runOf } from './samples.ts';

const names = [...new Set(layerCases.map(({ name }) => name))];
const dtypes = ['float64', 'float32'] as const;

function expectAsInPyTorch(each: LayerCase, dtype: 'float64' | 'float32'): void {
  const layer = loadedLayerOf(each, dtype);
  const inputs = inputsOf(each, dtype);
  const expectSame = (got: ReturnType<typeof treeLeaves>[number], expected: Numbers) => {
    expect(got.shape).toEqual(expected.shape);
    expect(got.dtype).toBe(expected.dtype === 'int32' ? 'int32' : dtype);
    expectNear(numbersOf(got), expected.data.map(Number), dtype);
  };
  let results = runOf(each, layer, inputs);
  for (let call = 1; call < each.calls; call++) results = runOf(each, layer, inputs);
  expect(results.length).toBe(each.results.length);
  results.forEach((y, i) => {
    expectSame(y, each.results[i]);
  });

  const gradients = project(results).backward();
  const leaves = treeLeaves(inputs).filter((x) => x.wantsGradient);
  expect(leaves.length).toBe(each.gradients.length);
  leaves.forEach((x, i) => {
    expectSame(gradients.of(x), each.gradients[i]);
  });
  const state = layer.stateDict({ names: 'pytorch' });
  expect(layer.parameters().length).toBe(Object.keys(each.parameters).length);
  for (const [key, expected] of Object.entries(each.parameters))
    expectSame(gradients.of(state[key]), expected);
  for (const [key, expected] of Object.entries(each.after)) expectSame(state[key], expected);
}

describe.each(names)('%s agrees with PyTorch', (name) => {
  const cases = layerCases.filter((each) => each.name === name).map((each, i) => [i + 1, each] as const);
  describe.each(dtypes)('in %s', (dtype) => {
    test.each(cases)('case %i', (_, each) => {
      expectAsInPyTorch(each, dtype);
    });
  });
});
