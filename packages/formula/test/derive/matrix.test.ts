import { readFileSync } from 'node:fs';
import { type Nested, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { derive } from '../../src/derive/derive.ts';
import type { Expression } from '../../src/expression/expression.ts';
import { build } from '../../src/read/build.ts';
import type { Definition } from '../../src/read/definitions.ts';
import { parse } from '../../src/read/parse.ts';
import { toTeX } from '../../src/write/tex.ts';
import { operations } from './operations.ts';

interface Case {
  readonly topic: string;
  readonly formula: string;
  readonly where: string;
  readonly wrt: string;
  readonly textbook: string;
  readonly at: Readonly<Record<string, Nested>>;
  readonly gradient: Nested;
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL('sets/matrix.json', import.meta.url), 'utf8'));

const flat = (x: Nested): number[] => [x].flat(9) as number[];

/** The statements of those variables that a formula has. */
const statedFor = (where: string, names: readonly string[]) =>
  (where.match(/(?:\[[^\]]*\]|[^,[])+/g) ?? [])
    .map((each) => each.trim())
    .filter((each) => names.includes(/^[^\s[]+/.exec(each)![0]))
    .join(', ');

function computed(
  expression: Expression,
  definitions: readonly Definition[],
  given: ReadonlyMap<string, unknown>,
): Value {
  const source = { operation: 'derive', text: '', holes: [] };
  return build(source, { definitions, result: undefined, expression, names: [] }, given).result;
}

describe('gradients by vectors and matrices, as textbooks write them', () => {
  test.each(cases.map((each) => [`${each.formula} by ${each.wrt}`, each] as const))(
    '%s',
    (_, { formula, where, wrt, textbook, at, gradient }) => {
      const { names, definitions } = parse(formula);
      const derived = derive(formula, { wrt, where: statedFor(where, names) });
      const sizes = derived.variables.flatMap(({ name, shape }) => {
        const { shape: own } = value(at[name] as number[]);
        return shape.map((size, axis) => [size, own[axis]] as const);
      });
      const leaves = Object.entries(at).map(([name, numbers]) => [name, value(numbers as number[])] as const);
      const got = computed(derived.expression, definitions, new Map<string, unknown>([...sizes, ...leaves]));
      const expected = flat(gradient);
      const scale = Math.max(1, ...expected.map(Math.abs));
      flat(got.toArray()).forEach((x, k) => {
        expect(Math.abs(x - expected[k])).toBeLessThanOrEqual(1e-7 * scale);
      });
      expect(operations(derived.expression)).toBeLessThanOrEqual(operations(parse(textbook).expression));
      expect(derived.parts[0].simplified).toBe(true);
      const shape = derived.variables.find(({ name }) => name === wrt)!.shape;
      expect(derived.parts[0].shape).toEqual(shape);
      expect(toTeX(derived.expression)).not.toMatch(/reshape|broadcastTo|keepDims/);
    },
  );
});
