import * as compile from '@chainrule/compile';
import * as core from '@chainrule/core';
import * as formula from '@chainrule/formula';
import * as nn from '@chainrule/nn';
import { expect, test } from 'vitest';
import * as all from '../src/index.ts';

test('the umbrella exports every name of the four packages, without conflicts', () => {
  const parts = Object.assign({}, core, nn, formula, compile);
  const names = Object.entries(all);
  expect(names.map(([name]) => name).sort()).toEqual(Object.keys(parts).sort());
  for (const [name, part] of names) expect(Reflect.get(parts, name)).toBe(part);
});
