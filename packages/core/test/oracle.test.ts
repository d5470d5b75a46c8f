import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import { project } from '../../../scripts/test-support/finite-differences.ts';
import { backward, constant, type Value, value } from '../src/index.ts';
import * as functions from '../src/ops/functions.ts';
import * as methods from '../src/ops/index.ts';

/*
 * What PyTorch says: see scripts/oracle/pytorch, which writes a file for each family of operations. The table is that of core, so an operation
 * that PyTorch has under another name stands here under ours.
 */

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
  /** Of a constant. */
  readonly dtype?: 'float64' | 'int32' | 'bool';
}

interface Case {
  readonly name: string;
  readonly arguments: readonly unknown[];
  readonly pick: string | number | null;
  readonly inputs: readonly Numbers[];
  readonly result: Numbers;
  readonly gradients: readonly Numbers[];
  readonly second: readonly Numbers[];
}

const folder = new URL('fixtures/pytorch/', import.meta.url);
const cases = readdirSync(folder).flatMap((file) => {
  const { cases } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { cases: Case[] };
  return cases;
});

const toValue = ({ shape, data, dtype }: Numbers) =>
  dtype ? constant(data.map(Number), { shape, dtype }) : value(data.map(Number), { shape });

/**
 * PyTorch's own trigamma function is good to ten digits, its Bessel and incomplete gamma functions to some more;
 * numbers/ is held to more by its own tests.
 */
const TOLERANCES: Record<string, number> = {
  lgamma: 1e-9,
  digamma: 1e-9,
  multigammaln: 1e-9,
  besselJ0: 1e-10,
  besselJ1: 1e-10,
  besselY0: 1e-10,
  besselY1: 1e-10,
  gammainc: 1e-9,
  gammaincc: 1e-9,
};

const table = new Map<string, unknown>(Object.entries({ ...methods, ...functions }));
const names = [...new Set(cases.map(({ name }) => name))];

describe.each(names)('%s is what PyTorch says', (name) => {
  const expectSame = (actual: Value, expected: Numbers) => {
    expect(actual.shape).toEqual(expected.shape);
    expectClose(actual, expected.data.map(Number), TOLERANCES[name] ?? 1e-12);
  };
  const list = cases.filter((each) => each.name === name);
  const operation = table.get(name) as (...xs: unknown[]) => unknown;

  test.each(list.map((each, i) => [i + 1, each] as const))('case %i', (_, each) => {
    const inputs = each.inputs.map(toValue);
    const made = operation(...inputs, ...each.arguments);
    const y = (each.pick === null ? made : (made as Record<string, unknown>)[each.pick]) as Value;
    expectSame(y, each.result);
    if (each.gradients.length === 0) return;
    const first = backward(project(y), { createGraph: each.second.length > 0 });
    each.gradients.forEach((expected, i) => {
      expectSame(first.of(inputs[i]), expected);
    });
    if (each.second.length === 0) return;
    const total = inputs.map((x) => project(first.of(x))).reduce((a, b) => a.add(b));
    const second = backward(total);
    each.second.forEach((expected, i) => {
      expectSame(second.of(inputs[i]), expected);
    });
  });
});
