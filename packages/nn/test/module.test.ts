import { constant, grad, mapTree, noGrad, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import {
  BatchNorm1d,
  Dropout,
  Linear,
  LSTM,
  Module,
  Optimizer,
  relu,
  Sequential,
  sgd,
} from '../src/index.ts';

describe('a module', () => {
  const model = () =>
    new Sequential([new Linear(2, 3, { random: 1 }), relu, new Linear(3, 1, { random: 2 })]);

  test('is a tree: its parameters have paths, and print', () => {
    expect(Object.entries(model().namedParameters()).map(([path, x]) => [path, ...x.shape])).toEqual([
      ['layers.0.weight', 3, 2],
      ['layers.0.bias', 3],
      ['layers.2.weight', 1, 3],
      ['layers.2.bias', 1],
    ]);
    expect(String(model())).toContain('layers.2: Linear  weight [1, 3], bias [1]');
  });

  test('goes through mapTree and comes out as a module that runs', () => {
    const zeroed = mapTree((x) => x.mul(0), model());
    expect(zeroed.forward(constant([1, 2])).toArray()).toEqual([0]);
    expect(
      model()
        .forward(constant([1, 2]))
        .toArray(),
    ).not.toEqual([0]);
  });

  test('goes through grad', () => {
    const gradient = grad((m: Sequential) => m.forward(constant([1, 2])).sum())(model());
    expect((gradient.layers[2] as Linear).bias!.toArray()).toEqual([1]);
  });

  test('counts a shared part once', () => {
    class Twice extends Module {
      first = new Linear(2, 2, { random: 1 });
      second = this.first;
      forward(x: Value) {
        return this.second.forward(this.first.forward(x));
      }
    }
    expect(new Twice().parameters().length).toBe(2);
  });

  test('may have parameters that are plain fields', () => {
    class Scale extends Module {
      factor = value(3);
      forward(x: Value) {
        return x.mul(this.factor);
      }
    }
    expect(new Scale().forward(constant(2)).item()).toBe(6);
    expect(new Scale().parameters().length).toBe(1);
  });
});

/** A module whose parts are in arrays and plain objects, one of them in two places. */
class Net extends Module {
  parts = { first: new Linear(2, 2, { random: 1 }), norms: [new BatchNorm1d(2), new Dropout({ p: 0.5 })] };
  again = this.parts.first;
  forward(x: Value) {
    return this.again.forward(this.parts.norms[0].forward(this.parts.first.forward(x)));
  }
}

const batch = constant([
  [1, 2],
  [3, 5],
]);

describe('the parts of a module', () => {
  test('are parameters and buffers, each once and under its first path', () => {
    const net = new Net();
    expect(Object.keys(net.namedParameters())).toEqual([
      'parts.first.weight',
      'parts.first.bias',
      'parts.norms.0.weight',
      'parts.norms.0.bias',
    ]);
    expect(Object.keys(net.namedBuffers())).toEqual([
      'parts.norms.0.runningMean',
      'parts.norms.0.runningVar',
      'parts.norms.0.numBatchesTracked',
    ]);
    expect(net.buffers()).toEqual(Object.values(net.namedBuffers()));
  });

  test('are modules, each once, with the module itself first', () => {
    const net = new Net();
    expect(net.namedModules().map(([path, module]) => [path, module.constructor.name])).toEqual([
      ['', 'Net'],
      ['parts.first', 'Linear'],
      ['parts.norms.0', 'BatchNorm1d'],
      ['parts.norms.1', 'Dropout'],
    ]);
    expect(net.modules()[0]).toBe(net);
  });

  test('are all in one mode after train and eval', () => {
    const net = new Net();
    expect(
      net
        .eval()
        .modules()
        .map(({ training }) => training),
    ).toEqual([false, false, false, false]);
    expect(
      net
        .train()
        .modules()
        .every(({ training }) => training),
    ).toBe(true);
    expect(net.train(false).training).toBe(false);
    expect(String(net)).toContain('Net in evaluation mode');
  });

  test.each(['train', 'freeze', 'unfreeze', 'map'] as const)(
    '%s refuses an argument of another kind',
    (name) => {
      const net = new Net();
      const before = net.modules().map(({ training }) => training);
      expect(() => net[name]('no' as never)).toThrow(
        /^Module\.\w+: \w+: expected a \w+, got the string "no"/,
      );
      expect(net.modules().map(({ training }) => training)).toEqual(before);
    },
  );

  test('may not contain the module itself', () => {
    const net = new Net() as Net & { inner?: unknown };
    net.inner = [net];
    expect(() => net.parameters()).toThrow('module: inner.0 contains itself');
  });
});

describe('running statistics', () => {
  test('are replaced in their fields, and hold on to no graph', () => {
    const net = new Net();
    const [norm] = net.parts.norms as [BatchNorm1d];
    const before = norm.runningMean!;
    const y = net.forward(batch);
    expect(norm.runningMean).not.toBe(before);
    expect(before.toArray()).toEqual([0, 0]);
    expect(norm.runningMean!.primitive).toBeUndefined();
    expect(norm.runningMean!.wantsGradient).toBe(false);
    expect(norm.numBatchesTracked!.item()).toBe(1);
    expect(y.wantsGradient).toBe(true);
  });

  test('of a copy are independent of the original', () => {
    const net = new Net();
    grad((m: Net) => m.forward(batch).sum())(net);
    expect((net.parts.norms[0] as BatchNorm1d).numBatchesTracked!.item()).toBe(0);
  });

  test('do not change in evaluation mode', () => {
    const norm = new BatchNorm1d(2).eval();
    norm.forward(batch);
    expect(norm.runningMean!.toArray()).toEqual([0, 0]);
  });
});

describe('freezing', () => {
  test('keeps a parameter from being trained and leaves it a parameter', () => {
    const model = new Sequential([new Linear(2, 2, { random: 1 }), new Linear(2, 1, { random: 2 })]);
    const names = Object.keys(model.namedParameters());
    model.freeze((path) => path.startsWith('layers.0'));
    const frozen = (model.layers[0] as Linear).weight;
    const trained = (model.layers[1] as Linear).weight.toArray();
    new Optimizer(model, sgd({ learningRate: 0.1 })).step(model.forward(batch).sum().backward());
    expect((model.layers[0] as Linear).weight).toBe(frozen);
    expect((model.layers[1] as Linear).weight.toArray()).not.toEqual(trained);
    expect(Object.keys(model.namedParameters())).toEqual(names);
    expect(model.buffers()).toEqual([]);
    expect(String(model)).toContain('weight [2, 2] frozen');
  });

  test('is undone by name, and does not make parameters of buffers', () => {
    const net = new Net().freeze();
    expect(net.parameters().length).toBe(4);
    net.unfreeze((path) => path.endsWith('bias'));
    expect(net.parameters().map((x) => x.wantsGradient)).toEqual([false, true, false, true]);
    expect(
      net
        .unfreeze()
        .parameters()
        .every((x) => x.wantsGradient),
    ).toBe(true);
    expect(net.buffers().length).toBe(3);
  });

  test('is known to a copy', () => {
    const copy = new Net().freeze().map((x) => x);
    expect(copy.parameters().length).toBe(4);
    expect(
      copy
        .unfreeze()
        .parameters()
        .every((x) => x.wantsGradient),
    ).toBe(true);
  });

  test('freezes a parameter at all its places', () => {
    const shared = value([[1, 2]]);
    const model = new Sequential([
      new Linear(2, 1, { weight: shared }),
      new Linear(2, 1, { weight: shared }),
    ]);
    model.freeze((path) => path === 'layers.1.weight');
    expect((model.layers[0] as Linear).weight).toBe((model.layers[1] as Linear).weight);
    expect((model.layers[0] as Linear).weight.wantsGradient).toBe(false);
    expect(model.parameters().length).toBe(3);
  });
});

describe('sharing', () => {
  test('of a Value outlives map, loadStateDict and a step', () => {
    const weight = value([
      [1, 2],
      [3, 4],
    ]);
    const tied = () => new Sequential([new Linear(2, 2, { weight }), new Linear(2, 2, { weight })]);
    const isTied = ({ layers }: Sequential) => (layers[0] as Linear).weight === (layers[1] as Linear).weight;
    const model = tied();
    expect(isTied(model.map((x) => x.mul(2)))).toBe(true);
    model.loadStateDict(model.stateDict());
    expect(isTied(model)).toBe(true);
    const { 'layers.1.weight': _, ...once } = model.stateDict();
    expect(model.loadStateDict(once).missing).toEqual([]);
    new Optimizer(model, sgd({ learningRate: 0.1 })).step(model.forward(batch).sum().backward());
    expect(isTied(model)).toBe(true);
  });
});

describe('map', () => {
  test('leaves the module unchanged, and gives leaves of the same kinds and names', () => {
    const net = new Net();
    const paths: string[] = [];
    const copy = net.map((x, path) => {
      paths.push(path);
      return x.add(1).asType(x.dtype);
    });
    expect(paths).toEqual([...Object.keys(net.namedParameters()), ...Object.keys(net.namedBuffers())]);
    expect((copy.parts.norms[0] as BatchNorm1d).runningMean!.toArray()).toEqual([1, 1]);
    expect((net.parts.norms[0] as BatchNorm1d).runningMean!.toArray()).toEqual([0, 0]);
    expect(copy.again.weight.name).toBe('weight');
    expect(copy.again.weight.primitive).toBeUndefined();
    expect(copy.again.weight).toBe(copy.parts.first.weight);
  });

  test('makes float32 of a module and leaves its integers', () => {
    const single = new Net().asType('float32');
    expect(single.parameters().map(({ dtype }) => dtype)).toEqual(new Array(4).fill('float32'));
    expect((single.parts.norms[0] as BatchNorm1d).numBatchesTracked!.dtype).toBe('int32');
    expect(single.forward(constant(batch, { dtype: 'float32' })).dtype).toBe('float32');
  });
});

describe('a state dict', () => {
  test('has the names of paths, or those of PyTorch', () => {
    const model = new Sequential([
      relu,
      new LSTM(2, 3, { numLayers: 2, bidirectional: true, bias: false }),
      new BatchNorm1d(2),
    ] as never[]);
    expect(Object.keys(model.stateDict())).toContain('layers.1.weightIhL1Reverse');
    expect(Object.keys(model.stateDict({ names: 'pytorch' }))).toEqual([
      '1.weight_ih_l0',
      '1.weight_hh_l0',
      '1.weight_ih_l0_reverse',
      '1.weight_hh_l0_reverse',
      '1.weight_ih_l1',
      '1.weight_hh_l1',
      '1.weight_ih_l1_reverse',
      '1.weight_hh_l1_reverse',
      '2.weight',
      '2.bias',
      '2.running_mean',
      '2.running_var',
      '2.num_batches_tracked',
    ]);
  });

  test('is loaded into the dtype and the kind of what it replaces', () => {
    const layer = new Linear(2, 1, { dtype: 'float32', bias: false });
    layer.loadStateDict({ weight: [[0.1, 0.2]] });
    expect(layer.weight.dtype).toBe('float32');
    expect(layer.weight.wantsGradient).toBe(true);
    expect(layer.weight.toArray()).toEqual([[Math.fround(0.1), Math.fround(0.2)]]);
    layer.freeze().loadStateDict({ weight: constant([[3, 4]]) });
    expect(layer.weight.wantsGradient).toBe(false);
    expect(layer.parameters().length).toBe(1);
  });

  test('changes nothing where it does not fit', () => {
    const layer = new Linear(2, 1);
    const { weight } = layer;
    expect(() => layer.loadStateDict({ weight: [[1, 2]], bias: [1, 2] })).toThrow(
      'loadStateDict: bias: expected shape [1], got [2]',
    );
    expect(() => layer.loadStateDict({ weight: [[1, 2]], extra: 1 })).toThrow(
      'loadStateDict: missing: bias; unexpected: extra',
    );
    expect(layer.weight).toBe(weight);
  });

  test('is loaded in part if requested, with a report', () => {
    const layer = new Linear(2, 1);
    const { bias } = layer;
    const report = layer.loadStateDict({ weight: [[1, 2]], extra: 1 }, { strict: false });
    expect(report).toEqual({ missing: ['bias'], unexpected: ['extra'] });
    expect(layer.weight.toArray()).toEqual([[1, 2]]);
    expect(layer.bias).toBe(bias);
  });

  test('takes no names from Object.prototype', () => {
    expect(() => new Linear(1, 1).loadStateDict({}, { strict: true })).toThrow('missing: weight, bias');
    const model = { __proto__: null, weight: [[1]], bias: [1] } as unknown as Record<string, unknown>;
    expect(new Linear(1, 1).loadStateDict(model).missing).toEqual([]);
  });
});

test('a module of several inputs declares them in its type', () => {
  class Distance extends Module<[a: Value, b: Value]> {
    scale = value(2);
    forward(a: Value, b: Value) {
      return a.sub(b).abs().mul(this.scale);
    }
  }
  expect(noGrad(() => new Distance().forward(constant(1), constant(4))).item()).toBe(6);
});
