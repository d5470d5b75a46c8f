import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { functionsOfNumbers, target } from './main.ts';

test('the functions kept as text are those of the sources; where they are not, npm run build:helpers writes them', () => {
  expect(readFileSync(target, 'utf8')).toBe(functionsOfNumbers());
});
