import { inspect } from 'node:util';
import { constant, ones, treeLeaves } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { Lambda, Linear, Parallel, Residual, relu, Sequential, tanh } from '../../src/index.ts';

describe('Residual', () => {
  test('adds to its input, or to the output of a shortcut', () => {
    const twice = new Linear(1, 2, { weight: [[1], [2]], bias: false });
    const shortcut = new Linear(1, 2, { weight: [[10], [10]], bias: false });
    const layer = new Residual(twice, { shortcut });
    expect(layer.forward(constant([[1], [2]])).toArray()).toEqual([
      [11, 12],
      [22, 24],
    ]);
    expect(Object.keys(layer.namedParameters())).toEqual(['layer.weight', 'shortcut.weight']);
  });
});

describe('Parallel', () => {
  test('concatenates outputs along an axis, or adds them up', () => {
    const branches = [new Lambda((x) => x, 'same'), new Lambda((x) => x.mul(2), 'twice')];
    const x = constant([[1, 2]]);
    expect(new Parallel(branches).forward(x).toArray()).toEqual([[1, 2, 2, 4]]);
    expect(new Parallel(branches, { axis: 0 }).forward(x).toArray()).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(new Parallel(branches, { combine: 'sum' }).forward(x).toArray()).toEqual([[3, 6]]);
  });

  test('refuses another way', () => {
    expect(() => new Parallel([relu], { combine: 'mean' as 'sum' })).toThrow(
      'Parallel: combine: expected concat or sum, got mean',
    );
  });
});

describe('containers of layers', () => {
  test('print their contents, each with its settings', () => {
    const model = new Sequential([
      new Residual(new Sequential([new Linear(2, 2), tanh])),
      new Parallel([relu, new Lambda((x) => x, 'same')], { axis: 1 }),
    ]);
    expect(String(model)).toBe(`Sequential
  layers.0: Residual
    layer: Sequential
      layers.0: Linear  weight [2, 2], bias [2]
      layers.1: tanh
  layers.1: Parallel { combine: concat, axis: 1 }
    layers.0: relu
    layers.1: Lambda { f: same }`);
    expect(inspect({ model })).toContain('layers.1: tanh');
    expect(treeLeaves(model).length).toBe(2);
    expect(model.forward(ones([3, 2])).shape).toEqual([3, 4]);
  });
});
