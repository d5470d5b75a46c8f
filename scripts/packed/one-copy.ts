// Runs next to installed packages: all of them, and the stubs that tests import, must share one copy of core.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '@chainrule/compile';
import * as core from '@chainrule/core';
import { parse } from '@chainrule/formula';
import { Linear, tanh } from '@chainrule/nn';
import * as umbrella from 'chainrule';
import * as stub from '../../packages/core/src/index.ts';

const { Value, constant } = core;

const results = {
  'a parameter of nn': new Linear(1, 1).weight,
  'a result of nn': new Linear(1, 1).forward(constant([1])),
  'a result of compile': compile((x: core.Value) => x.exp())(constant([1])),
  'a result of formula': parse('y = all(x)')({ x: [1, 1] }),
};
for (const [what, x] of Object.entries(results))
  assert(x instanceof Value, `${what} is of another core's Value`);

assert.equal(tanh, core.tanh);
assert.equal(stub.Value, Value);
const all: Readonly<Record<string, unknown>> = { ...umbrella };
for (const [name, thing] of Object.entries(core))
  if (typeof thing === 'function') assert.equal(all[name], thing, name);

/** The folders under node_modules that hold core. */
function copiesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const path = join(folder, name);
      if (name.startsWith('@') && folder.endsWith('node_modules')) return copiesIn(path);
      return [...(path.endsWith('@chainrule/core') ? [path] : []), ...copiesIn(join(path, 'node_modules'))];
    });
}

const copies = copiesIn(join(process.cwd(), 'node_modules'));
assert.equal(copies.length, 1, `expected one core, found ${copies.join(', ')}`);
const loaded = realpathSync(fileURLToPath(import.meta.resolve('@chainrule/core')));
assert(loaded.startsWith(realpathSync(copies[0])), `core is loaded from ${loaded}`);
