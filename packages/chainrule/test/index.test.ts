import * as compile from '@chainrule/compile';
import * as core from '@chainrule/core';
import * as formula from '@chainrule/formula';
import * as nn from '@chainrule/nn';
import { expect, test } from 'vitest';
import * as all from '../src/index.ts';

test('the umbrella has every name of the four packages, and none means two things', () => {
  const parts = Object.assign({}, core, nn, formula, compile);
  const names = Object.entries(all);
  expect(names.map(([name]) => name).sort()).toEqual(Object.keys(parts).sort());
  for (const [name, part] of names) expect(Reflect.get(parts, name)).toBe(part);
});
