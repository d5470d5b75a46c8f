import * as core from '@chainrule/core';
import { type Expression, type Formula, parse, toCode } from '@chainrule/formula';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formulas } from '../../expression/expressions.ts';
import { ARRAYS, ELEMENTWISE } from './cases.ts';
import { close } from './close.ts';

type Values = Readonly<Record<string, core.Value>>;

/** A program in TypeScript, as a module that was imported. */
function run(code: string): Record<string, (names: Values) => core.Value & Values> {
  const { code: script } = transformSync(code, { loader: 'ts', format: 'cjs' });
  const module = { exports: {} };
  new Function('module', 'require', script)(module, () => core);
  return module.exports;
}

function expectSame(formula: Formula, at: Readonly<Record<string, unknown>>) {
  const { f, fGradient } = run(toCode(formula, 'typescript', { at: at as never, check: false }));
  const leaves = Object.fromEntries(
    Object.entries(at).map(([name, x]) => [name, core.value(x as number, { name })]),
  );
  const expected = formula(leaves);
  expect(f(leaves).toArray()).toEqual(expected.toArray());
  const gradients = expected.backward();
  for (const [name, gradient] of Object.entries(fGradient(leaves)))
    expect(close((gradient as core.Value).toArray(), gradients.of(leaves[name]).toArray()), name).toBe(true);
}

test.each([...ELEMENTWISE, ...ARRAYS])('%s is the same function', (formula, at) => {
  expectSame(parse(formula), at);
});

test('random formulas of scalars come to the same numbers', () => {
  const at = { a: 0.7, b: 1.3, x: 0.4, w5: 2.1, out_h1: 0.9 };
  fc.assert(
    fc.property(formulas, (formula) => {
      const { nodes, result } = graphOf(formula, at);
      const used = Object.fromEntries(Object.entries(at).filter(([name]) => nodes.has(name)));
      const code = toCode(formula, 'typescript', { at: used, wrt: reached(result, nodes), check: false });
      const { f, fGradient } = run(code);
      const got = f(nodes.size > 0 ? Object.fromEntries(nodes) : {});
      expect(got.toArray(), code).toEqual(result.toArray());
      if (!fGradient) return;
      const gradients = result.backward();
      for (const [name, gradient] of Object.entries(fGradient(Object.fromEntries(nodes))))
        expect(
          close((gradient as core.Value).item(), gradients.of(nodes.get(name)!).item()) ||
            !Number.isFinite(gradients.of(nodes.get(name)!).item()),
          code,
        ).toBe(true);
    }),
    { numRuns: 300 },
  );
});

function namesOf(e: Expression): string[] {
  if (e.kind === 'name') return [e.name];
  return e.kind === 'call' ? e.operands.flatMap(namesOf) : [];
}

const reached = (result: core.Value, nodes: ReadonlyMap<string, core.Value>) => {
  const all = new Set(core.graph(result).nodes);
  return [...nodes].filter(([, node]) => all.has(node)).map(([name]) => name);
};

/** The graph of an expression, by the operations themselves. */
function graphOf(formula: Expression, at: Readonly<Record<string, number>>) {
  const nodes = new Map([...new Set(namesOf(formula))].map((name) => [name, core.value(at[name], { name })]));
  const made = (e: Expression): unknown => {
    if (e.kind === 'number') return e.value;
    if (e.kind === 'name') return nodes.get(e.name);
    if (e.kind !== 'call') throw new Error(e.kind);
    const operands = e.operands.map(made);
    const result = (core.operations as unknown as Record<string, (...xs: unknown[]) => core.Value>)[e.name](
      ...operands,
    );
    return operands.every((operand) => typeof operand === 'number') ? result.item() : result;
  };
  const result = made(formula);
  return { nodes, result: typeof result === 'number' ? core.constant(result) : (result as core.Value) };
}
