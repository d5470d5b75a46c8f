import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constant, value } from '@chainrule/core';
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

const root = mkdtempSync(join(tmpdir(), 'saving-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('saveModel and loadModel', () => {
  const model = new Sequential([new Linear(2, 3, { random: 1 }), new Linear(3, 1, { random: 2 })]);

  test('restore a model, by its own names or those of PyTorch', async () => {
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

  test('load a part if requested, and report missing and unexpected names', async () => {
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

  test('change nothing if the file is damaged or missing', async () => {
    const other = new Linear(2, 1);
    const before = other.weight;
    const bytes = toSafetensors(new Linear(2, 1).stateDict());
    await expect(loadModel(other, bytes.subarray(0, 90))).rejects.toThrow('fromSafetensors');
    await expect(loadModel(other, join(root, 'none'))).rejects.toThrow('loadModel: path: expected a file');
    expect(other.weight).toBe(before);
  });
});

describe('folderStore', () => {
  test('keeps what was written last, in folders that it creates, and nothing else', async () => {
    const store = folderStore(join(root, 'a', 'b'));
    expect(await store.read('x')).toBeUndefined();
    await store.write('x', new Uint8Array([1, 2, 3]));
    await store.write('x', new Uint8Array([4]));
    expect(await store.read('x')).toEqual(new Uint8Array([4]));
    expect(existsSync(join(root, 'a', 'b', 'x.part'))).toBe(false);
  });

  test('reports other failures', async () => {
    mkdirSync(join(root, 'folder'));
    await expect(folderStore(root).read('folder')).rejects.toThrow('EISDIR');
    await expect(folderStore(root).write('folder', new Uint8Array(1))).rejects.toThrow();
  });
});
