import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@chainrule/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderStore, Linear, loadModel, memoryStore, saveModel } from '../../src/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chainrule-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (...numbers: number[]) => new Uint8Array(numbers);
const lock = () => join(folder, 'training.lock');
const writeLock = (holder: object) => writeFileSync(lock(), JSON.stringify(holder));

describe.each([
  ['a folder', () => folderStore(folder)],
  ['memory', memoryStore],
])('a store in %s', (_, make) => {
  test('keeps what was written last, also under a second name', async () => {
    const store = make();
    await store.keep!('a', 'b');
    expect(await store.read('b')).toBeUndefined();
    await store.write('a', bytes(1));
    await store.keep!('a', 'b');
    await store.keep!('a', 'b');
    await store.write('a', bytes(2));
    expect([await store.read('a'), await store.read('b')]).toEqual([bytes(2), bytes(1)]);
  });

  test('takes many concurrent writes of one name', async () => {
    const store = make();
    await Promise.all(Array.from({ length: 20 }, (__, i) => store.write('a', bytes(i, i, i))));
    const [first, ...others] = (await store.read('a'))!;
    expect(others).toEqual([first, first]);
    if (existsSync(folder)) expect(readdirSync(folder).filter((name) => name !== 'a')).toEqual([]);
  });
});

test('a name that is a folder is named by the message, when read or written', async () => {
  const store = folderStore(folder);
  mkdirSync(join(folder, 'last'));
  await expect(store.keep!('last', 'previous')).rejects.toThrow(
    `folderStore: ${join(folder, 'last')} cannot be read`,
  );
  await store.write('first', bytes(1));
  await expect(store.keep!('first', 'last')).rejects.toThrow(
    `folderStore: ${join(folder, 'last')} cannot be written`,
  );
  expect(readdirSync(folder).sort()).toEqual(['first', 'last']);
});

describe('the lock of a folder', () => {
  const claim = () => folderStore(folder).claim!();

  test('keeps a second training out, says who holds it, and is released', async () => {
    const release = await claim();
    await expect(claim()).rejects.toThrow(
      `in use by the training of process ${process.pid} on ${hostname()}`,
    );
    await release();
    expect(readdirSync(folder)).toEqual([]);
    await (await claim())();
  });

  test('is taken over from a dead process, along with its half-written files', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeLock({ pid, host: hostname(), since: 'yesterday' });
    writeFileSync(join(folder, `last.safetensors.${pid}-abc-0.part`), 'half');
    const release = await claim();
    expect(JSON.parse(readFileSync(lock(), 'utf8')).pid).toBe(process.pid);
    expect(readdirSync(folder)).toEqual(['training.lock']);
    await release();
  });

  test('is taken over if its holder has been silent for minutes', async () => {
    writeLock({ pid: 1, host: 'another', since: 'yesterday' });
    await expect(claim()).rejects.toThrow('process 1 on another, since yesterday');
    const earlier = new Date(Date.now() - 3_600_000);
    utimesSync(lock(), earlier, earlier);
    await (await claim())();
  });

  test('is held even while its file is being written', async () => {
    writeFileSync(lock(), '{"pid":');
    await expect(claim()).rejects.toThrow('in use by the training of process (unknown)');
  });

  test.each([
    'null',
    '[1]',
    '3',
    '{"pid":{"toString":1},"host":[[]]}',
    `{"pid":1,"host":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  ])('is somebody’s if it says %s', async (text) => {
    writeFileSync(lock(), text);
    await expect(claim()).rejects.toThrow(/in use by the training of process .* on a host/);
  });

  test('goes to one of many concurrent requests', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeLock({ pid, host: hostname(), since: 'yesterday' });
    const asked = await Promise.allSettled(Array.from({ length: 8 }, claim));
    const granted = asked.filter((each) => each.status === 'fulfilled');
    expect(granted).toHaveLength(1);
    await granted[0].value();
  });
});

describe('files that cannot be read or written', () => {
  const model = () => new Linear(2, 1);

  test.each([
    ['a folder in the place of the file', () => folder, 'it is a folder (EISDIR)'],
    [
      'a file in the place of a folder',
      () => join(folder, 'file', 'x'),
      'part of the path is not a folder (ENOTDIR)',
    ],
    ['a path that is too long', () => join(folder, 'x'.repeat(300)), 'the path is too long (ENAMETOOLONG)'],
    ['a path that no system takes', () => `${folder}/a\0b`, 'null bytes'],
  ])('%s: a DataError that names it, and no file is left behind', async (_, path, reason) => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'sub'));
    const written = saveModel(model(), path());
    await expect(written).rejects.toThrow(DataError);
    await expect(written).rejects.toThrow(/^saveModel: .* cannot be written: /s);
    const read = loadModel(model(), path());
    await expect(read).rejects.toThrow(DataError);
    await expect(read).rejects.toThrow(reason);
    expect(readdirSync(folder).sort()).toEqual(['file', 'sub']);
  });
});

test('a model file with any one bit changed is a DataError or gives the same numbers', async () => {
  const path = join(folder, 'model.safetensors');
  const model = new Linear(2, 1, { weight: [[1.5, -2]], bias: [0.25] });
  await saveModel(model, path, { metadata: { note: 'x' } });
  const whole = new Uint8Array(readFileSync(path));
  for (let bit = 0; bit < 8 * whole.length; bit++) {
    const damaged = whole.slice();
    damaged[bit >> 3] ^= 1 << (bit & 7);
    const loaded = new Linear(2, 1);
    const problem = await loadModel(loaded, damaged).then(
      () => undefined,
      (error) => error,
    );
    if (problem === undefined) expect(JSON.stringify(loaded), `bit ${bit}`).toBe(JSON.stringify(model));
    else expect(['DataError', 'SetupError']).toContain(problem.name);
  }
});
