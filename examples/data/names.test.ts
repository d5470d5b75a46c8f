import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allNames } from './names.ts';

const INSTALLED = existsSync(join(import.meta.dirname, 'node_modules'));

test.runIf(INSTALLED)('names are of small letters, each once', () => {
  const names = allNames();
  expect(names.length).toBeGreaterThan(8_000);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => /^[a-z]+$/.test(name))).toBe(true);
});
