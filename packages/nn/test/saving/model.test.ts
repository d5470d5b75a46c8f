import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constant, Random, value } from '@chainrule/core';
import { afterAll, describe, expect, test } from 'vitest';
import {
  folderStore,
  fromSafetensors,
  Linear,
  loadModel,
  Sequential,
  saveModel,
  toSafetensors,
} from '../../src/index.ts';
import { generatorsOf, treeFromData, treeToData } from '../../src/saving/tree-data.ts';

const root = mkdtempSync(join(tmpdir(), 'saving-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('saveModel and loadModel', () => {
  const model = new Sequential([new Linear(2, 3, { random: 1 }), new Linear(3, 1, { random: 2 })]);

  test('give a model its numbers back, by their paths or as PyTorch calls them', async () => {
    for (const names of ['paths', 'pytorch'] as const) {
      const path = join(root, 'deep', `${names}.safetensors`);
      await saveModel(model, path, { names, metadata: { note: 'n' } });
      const other = new Sequential([new Linear(2, 3), new Linear(3, 1)]);
      expect(await loadModel(other, path, { names })).toEqual({ missing: [], unexpected: [] });
      expect(other.stateDict()['layers.1.weight'].toArray()).toEqual(
        model.stateDict()['layers.1.weight'].toArray(),
      );
      const { tensors, metadata } = fromSafetensors(new Uint8Array(readFileSync(path)));
      expect(metadata).toEqual({ note: 'n' });
      expect(Object.keys(tensors)).toContain(names === 'paths' ? 'layers.0.weight' : '0.weight');
    }
  });

  test('load a part where that is asked for, and report what was missing and what was too much', async () => {
    const bytes = toSafetensors({
      'layers.0.weight': constant([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
      more: value(1),
    });
    const other = new Sequential([new Linear(2, 3), new Linear(3, 1)]);
    await expect(loadModel(other, bytes)).rejects.toThrow('missing');
    expect(await loadModel(other, bytes, { strict: false })).toEqual({
      missing: ['layers.0.bias', 'layers.1.weight', 'layers.1.bias'],
      unexpected: ['more'],
    });
    expect(other.stateDict()['layers.0.weight'].toArray()).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  test('change nothing where the file is broken or not there', async () => {
    const other = new Linear(2, 1);
    const before = other.weight;
    const bytes = toSafetensors(new Linear(2, 1).stateDict());
    await expect(loadModel(other, bytes.subarray(0, 90))).rejects.toThrow('fromSafetensors');
    await expect(loadModel(other, join(root, 'none'))).rejects.toThrow('loadModel: path: expected a file');
    expect(other.weight).toBe(before);
  });
});

describe('folderStore', () => {
  test('keeps what was written last, in folders that it makes, and nothing else', async () => {
    const store = folderStore(join(root, 'a', 'b'));
    expect(await store.read('x')).toBeUndefined();
    await store.write('x', new Uint8Array([1, 2, 3]));
    await store.write('x', new Uint8Array([4]));
    expect(await store.read('x')).toEqual(new Uint8Array([4]));
    expect(existsSync(join(root, 'a', 'b', 'x.part'))).toBe(false);
  });

  test('tells of what goes wrong otherwise', async () => {
    mkdirSync(join(root, 'folder'));
    await expect(folderStore(root).read('folder')).rejects.toThrow('EISDIR');
    await expect(folderStore(root).write('folder', new Uint8Array(1))).rejects.toThrow();
  });
});

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

  test('is put back with numbers, generators and what is no data, through JSON', () => {
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

  test('is refused where numbers are missing or of another shape than those that they replace', () => {
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
