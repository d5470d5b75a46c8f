import { constant, Random, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { generatorsOf, treeFromData, treeToData } from '../../src/saving/tree-data.ts';

describe('a tree as data', () => {
  const random = new Random(3);
  random.next();
  const tree = {
    a: [value([1, 2]), constant(3, { dtype: 'int32' })],
    n: [0, -0.5, Infinity, -Infinity, Number.NaN],
    words: ['x', null, true],
    random,
    f: Math.tanh,
    nothing: undefined,
  };

  test('is restored through JSON with numbers, generators and what is not data', () => {
    const tensors = {};
    const data = JSON.parse(JSON.stringify(treeToData(tree, 'p', tensors)));
    expect(Object.keys(tensors)).toEqual(['p.a.0', 'p.a.1']);
    const back = treeFromData(data, tensors, tree) as typeof tree;
    expect(back.a.map((x) => x.toArray())).toEqual([[1, 2], 3]);
    expect(back.n).toEqual(tree.n);
    expect(back.words).toEqual(tree.words);
    expect(back.random.state).toEqual(random.state);
    expect(back.f).toBe(Math.tanh);
  });

  test('is refused if numbers are missing or have another shape than those they replace', () => {
    const tensors = {};
    const data = treeToData({ w: value([1, 2]) }, 'p', tensors);
    expect(() => treeFromData(data, {}, {})).toThrow('checkpoint: state.w: expected numbers, got none');
    expect(() => treeFromData(data, tensors, { w: value([1]) })).toThrow(
      'checkpoint: state.w: expected numbers of shape [1], got [2]',
    );
  });

  test('has its generators under their paths', () => {
    expect([...generatorsOf({ a: [random], b: { c: new Random(1) } }).keys()]).toEqual(['a.0', 'b.c']);
  });
});
