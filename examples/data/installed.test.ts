import { afterEach, expect, test } from 'vitest';
import { installedJson, withData } from './installed.ts';

afterEach(() => {
  process.exitCode = undefined;
});

test('a program without its data says how to install them, and ends with 1', async () => {
  const lines: string[] = [];
  await withData(
    async () => void installedJson('no-such-package/data.json'),
    (line) => lines.push(line),
  );
  expect(lines.join()).toContain('no-such-package/data.json is not installed');
  expect(lines.join()).toContain('npm run examples:data');
  expect(process.exitCode).toBe(1);
});

test('other mistakes are not taken for that', async () => {
  const broken = async () => {
    throw new RangeError('broken');
  };
  await expect(withData(broken)).rejects.toThrow('broken');
  expect(process.exitCode).toBeUndefined();
});
