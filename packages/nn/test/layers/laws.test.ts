import { compile } from '@chainrule/compile';
import { checkGradients, mapTree, noGrad, treeLeaves, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import type { AnyModule } from '../../src/index.ts';
import { numbersOf } from '../support/fixtures.ts';
import { traced } from '../support/traced.ts';
import { inputsOf, type LayerCase, layerCases, layerOf, loadedLayerOf, project, runOf } from './samples.ts';

/*
 * Laws that hold for every layer, in all settings of the fixtures.
 */

const names = [...new Set(layerCases.map(({ name }) => name))];
const modules = layerCases.filter(({ name }) => name !== 'scaledDotProductAttention');

const numbersIn = (tree: unknown) => treeLeaves(tree).map(numbersOf);

/** Without gradients, so that a module may run twice with the same result. */
const outcome = (each: LayerCase, layer: AnyModule) =>
  numbersIn(noGrad(() => runOf(each, layer, inputsOf(each))));

describe.each(names)('%s', (name) => {
  const cases = layerCases
    // The padding row gets no gradient, whatever the slope.
    .filter((each) => each.name === name && !JSON.stringify(each.arguments).includes('paddingIdx'))
    .map((each, i) => [i + 1, each] as const);

  test.each(cases)('has the gradients of finite differences (case %i)', (_, each) => {
    const report = checkGradients(
      ([layer, inputs]: [AnyModule, Value[]]) => project(runOf(each, layer, inputs)),
      [loadedLayerOf(each), inputsOf(each)] as never,
      { entries: 1 },
    );
    expect(report.passed, String(report)).toBe(true);
  });
});

describe.each(names)('%s', (name) => {
  const cases = layerCases.filter((each) => each.name === name).map((each, i) => [i + 1, each] as const);

  type Arguments = [AnyModule, (Value | Value[])[]];
  const arguments_ = (each: LayerCase) => [loadedLayerOf(each), inputsOf(each)] as Arguments;

  /** The output of a layer, its gradients, and the layer afterwards. */
  const stepOf =
    (each: LayerCase) =>
    ([layer, inputs]: Arguments) => {
      const results = runOf(each, layer, inputs);
      const gradients = project(results).backward();
      const leaves = [...treeLeaves(inputs), ...layer.parameters()].filter((x) => x.wantsGradient);
      return [results, leaves.map((x) => gradients.of(x)), layer];
    };

  test.each(cases)(
    'compiled gives the eager results, gradients and buffers included (case %i)',
    (_, each) => {
      const [layer, inputs] = arguments_(each);
      const step = compile((xs: Arguments[1]) => stepOf(each)([layer, xs]), {
        state: layer,
        target: 'webassembly',
        threads: 1,
      });
      const [got, expected] = [step(inputs), stepOf(each)(arguments_(each))].map(treeLeaves);
      got.forEach((x, i) => {
        expect(x.shape).toEqual(expected[i].shape);
        const wanted = numbersOf(expected[i]);
        numbersOf(x).forEach((n, k) => {
          const error = Math.abs(n - wanted[k]) / Math.max(1, Math.abs(wanted[k]));
          expect(Object.is(n, wanted[k]) || error < 1e-11, `${n} for ${wanted[k]}`).toBe(true);
        });
      });
    },
  );

  test.each(cases)(
    'asks for no numbers: traced it gives the same, gradients and buffers too (case %i)',
    (_, each) => {
      expect(traced(arguments_(each), stepOf(each)).map(numbersOf)).toEqual(
        treeLeaves(stepOf(each)(arguments_(each))).map(numbersOf),
      );
    },
  );
});

describe.each([...new Set(modules.map(({ name }) => name))])('%s, a module,', (name) => {
  const cases = modules.filter((each) => each.name === name).map((each, i) => [i + 1, each] as const);

  test.each(cases)('is a tree: a copy gives the same and is independent (case %i)', (_, each) => {
    const layer = loadedLayerOf(each);
    const copy = mapTree((x) => x.mul(1).asType(x.dtype), layer);
    expect(copy.constructor).toBe(layer.constructor);
    expect(outcome(each, copy)).toEqual(outcome(each, layer));
    const zeroed = layer.map((x) => x.mul(0).asType(x.dtype));
    expect(zeroed.parameters().length).toBe(layer.parameters().length);
    for (const x of zeroed.parameters()) expect(numbersOf(x).every((n) => n === 0)).toBe(true);
  });

  test.each(cases)('has a state that another instance can load, under either names (case %i)', (_, each) => {
    const layer = loadedLayerOf(each);
    for (const names of ['paths', 'pytorch'] as const) {
      const other = layerOf(each).train(each.training);
      other.loadStateDict(layer.stateDict({ names }), { names });
      expect(numbersIn(other)).toEqual(numbersIn(layer));
      expect(Object.keys(other.namedParameters())).toEqual(Object.keys(layer.namedParameters()));
      expect(outcome(each, other)).toEqual(
        outcome(
          each,
          layer.map((x) => x),
        ),
      );
    }
  });

  test.each(cases)('prints its name and the shapes of its Values (case %i)', (_, each) => {
    const layer = layerOf(each);
    const text = String(layer);
    expect(text.startsWith(name)).toBe(true);
    for (const x of treeLeaves(layer)) expect(text).toContain(`[${x.shape.join(', ')}]`);
    expect(text).not.toMatch(/undefined|\[object/);
  });

  test.each(cases)('is initialised the same from the same seed, with finite numbers (case %i)', (_, each) => {
    const layer = layerOf(each);
    expect(numbersIn(layer).flat().every(Number.isFinite)).toBe(true);
    if (name !== 'Sequential') expect(numbersIn(layerOf(each))).toEqual(numbersIn(layer));
  });

  test.each(cases)('wants no gradient when it is frozen, and does again (case %i)', (_, each) => {
    const layer = loadedLayerOf(each);
    const before = Object.keys(layer.namedParameters());
    const buffers = Object.keys(layer.namedBuffers());
    layer.freeze();
    expect(Object.keys(layer.namedParameters())).toEqual(before);
    expect(treeLeaves(layer).some((x) => x.wantsGradient)).toBe(false);
    layer.unfreeze();
    expect(Object.keys(layer.namedBuffers())).toEqual(buffers);
    expect(layer.parameters().every((x) => x.wantsGradient)).toBe(true);
  });
});
