import { ChainruleError, constant, operations, type Value, value } from '@chainrule/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';
import { network } from '../fit/setting.ts';

const registry = { ...operations, ...nn };
const { architectureOf, modelOf } = nn;
const through = (model: unknown) =>
  modelOf(JSON.parse(JSON.stringify(architectureOf(model, registry))), registry);

describe('a model through JSON', () => {
  test('is the same model, with its settings, modes and generators', () => {
    const model = network();
    const again = through(model) as typeof model;
    expect(String(again)).toBe(String(model));
    again.loadStateDict(model.stateDict());
    const x = constant([
      [1, 2, 3],
      [-1, 0, 2],
    ]);
    expect(again.forward(x).toArray()).toEqual(model.forward(x).toArray());
    expect(again.eval().forward(x).toArray()).toEqual(model.eval().forward(x).toArray());
    expect(Object.keys(again.namedParameters())).toEqual(Object.keys(model.namedParameters()));
  });

  test('shares what was shared', () => {
    const layer = new nn.Linear(2, 2);
    const w = value([1, 2], { name: 'w' });
    const again = through({ layers: [layer, layer], w, also: w }) as {
      layers: nn.Linear[];
      w: unknown;
      also: unknown;
    };
    expect(again.layers[0]).toBe(again.layers[1]);
    expect(again.w).toBe(again.also);
    expect(again.w).toMatchObject({ name: 'w', wantsGradient: true });
  });

  test('keeps numbers that JSON cannot write, and undefined', () => {
    const tree = { a: [Number.NaN, Infinity, null], b: undefined, c: 'text', d: true };
    expect(through(tree)).toEqual(tree);
    expect(Object.keys(through(tree) as object)).toContain('b');
  });
});

describe('what cannot be', () => {
  class Own extends nn.Module {
    forward(x: Value) {
      return x;
    }
  }
  test.each<[string, () => unknown, string]>([
    [
      'a function of one’s own',
      () => architectureOf({ f: (x: number) => x }, registry),
      'architecture: f: expected something in the registry, got f',
    ],
    [
      'a class that is not in the registry',
      () => architectureOf([new Own()], registry),
      'architecture: 0: expected something in the registry, got Own',
    ],
    [
      'another object',
      () => architectureOf({ d: new Date(0) }, registry),
      'architecture: d: expected data, a Value, a function or a module, got Date',
    ],
    [
      'a name that is not in the registry',
      () => modelOf({ module: 'constructor', fields: {} }, registry),
      'architecture: the model: expected a class or function in the registry',
    ],
    [
      'a class that is no module',
      () => modelOf({ module: 'DataLoader', fields: {} }, registry),
      'architecture: the model: expected a class of modules, got DataLoader',
    ],
    [
      'a function that is no function',
      () => modelOf({ function: '__proto__' }, registry),
      'architecture: the model: expected a class or function in the registry',
    ],
    [
      'a place that is not there',
      () => modelOf({ list: [{ same: 1 }] }, registry),
      'architecture: 0: expected one of those before, got 1',
    ],
    [
      'another form',
      () => modelOf({ list: 3 } as never, registry),
      'architecture: the model: expected what architectureOf writes, got {"list":3}',
    ],
    [
      'a shape that is none',
      () => modelOf({ value: { shape: [-1], dtype: 'float64', parameter: true, name: null } }, registry),
      'expected a shape of whole numbers, none below zero, got [-1]',
    ],
  ])('%s is an error that says where', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('any JSON is a chainrule error or a tree', () => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 3 }, fc.jsonValue(), tie('node')),
      node: fc.record(
        {
          list: fc.oneof(fc.array(tie('tree')), fc.jsonValue()),
          fields: fc.oneof(fc.dictionary(fc.string(), tie('tree')), fc.jsonValue()),
          module: fc.constantFrom('Linear', '__proto__', 'relu', 3),
          function: fc.constantFrom('relu', 'toString'),
          random: fc.jsonValue(),
          value: fc.oneof(
            fc.record(
              {
                shape: fc.array(fc.nat({ max: 3 })),
                dtype: fc.constantFrom('float32', 'int32', 'x'),
                parameter: fc.boolean(),
                name: fc.jsonValue(),
              },
              { requiredKeys: [] },
            ),
            fc.jsonValue(),
          ),
          same: fc.nat({ max: 3 }),
        },
        { requiredKeys: [] },
      ),
    }));
    fc.assert(
      fc.property(tree, (json) => {
        try {
          modelOf(json as nn.ArchitectureJSON, registry);
        } catch (error) {
          expect(error).toBeInstanceOf(ChainruleError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['an object with conversions of its own', { toString: 1, valueOf: 1 }],
    ['an array nested deeply', JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))],
    ['a long text', 'x'.repeat(100_000)],
    ['nothing', null],
  ])('%s in any place is a short error of ours', (_, odd) => {
    const leaf = { shape: [2], dtype: 'float64', parameter: true, name: null };
    const places = [
      ...['same', 'number', 'function', 'list', 'fields', 'random', 'value'].map((key) => ({ [key]: odd })),
      { fields: {}, module: odd },
      ...['shape', 'dtype'].map((key) => ({ value: { ...leaf, [key]: odd } })),
    ];
    for (const json of places) {
      let message: unknown;
      try {
        modelOf(json as never, registry);
      } catch (error) {
        expect(error, Object.keys(json)[0]).toBeInstanceOf(ChainruleError);
        message = (error as Error).message;
      }
      expect(String(message ?? '').length).toBeLessThan(900);
    }
  });

  test('a key __proto__ changes no prototype', () => {
    const json = JSON.parse('{"fields":{"__proto__":{"fields":{"x":1}}}}');
    const made = modelOf(json, registry) as { x?: number };
    expect(made.x).toBeUndefined();
    expect(Object.keys(made)).toEqual(['__proto__']);
  });
});
