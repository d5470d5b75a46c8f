import { graph } from '@chainrule/core';
import { parse, toCode } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { ARRAYS, type Case, ELEMENTWISE } from './cases.ts';
import { close } from './close.ts';
import { pythonWith, runPython } from './python.ts';

/*
 * Programs in Python, run by it where it is found: they give the value and the gradient that chainrule gives.
 */

const numbers = (array: string) => `${array}.tolist()`;

const LIBRARIES = [
  ['numpy', 'numpy', (text: string) => `np.array(${text}, dtype=float)`, 'np.asarray'],
  ['pytorch', 'torch', (text: string) => `torch.tensor(${text}, dtype=torch.float64)`, 'torch.as_tensor'],
  ['jax', 'jax', (text: string) => `jnp.array(${text}, dtype=float)`, 'jnp.asarray'],
] as const;

const CASES: readonly Case[] = [...ELEMENTWISE, ...ARRAYS];

for (const [target, module, array, asArray] of LIBRARIES) {
  const python = pythonWith(module);
  describe.skipIf(!python)(`${target}${python ? '' : ' (Python has none here)'}`, () => {
    test('computes the value and the gradient of formulas of every kind', { timeout: 120_000 }, () => {
      const wanted = CASES.map(([formula, at]) => {
        const f = parse(formula);
        const { result, nodes } = f.graph(at as never);
        const reached = new Set(graph(result).nodes);
        const wrt = f.names.filter((name) => reached.has(nodes.get(name)!));
        const gradients = result.backward();
        return {
          f,
          wrt,
          expected: [result.item(), wrt.map((name) => gradients.of(nodes.get(name)!).toArray())],
        };
      });
      const runs = CASES.map(([, at], k) => {
        const { f, wrt } = wanted[k];
        const given = f.names.map((name) => array(JSON.stringify(at[name]))).join(', ');
        const gradients = wrt.length === 1 ? `[f_gradient(${given})]` : `f_gradient(${given})`;
        return {
          code: toCode(f, target, { at: at as never, check: false }),
          asked: [numbers(`${asArray}(f(${given}))`), `[${numbers(`${asArray}(g)`)} for g in ${gradients}]`],
        };
      });
      const found = runPython(python!, runs);
      const wrong = CASES.flatMap(([formula], k) =>
        close(found[k], wanted[k].expected)
          ? []
          : [{ formula, found: found[k], expected: wanted[k].expected, code: runs[k].code }],
      );
      expect(wrong).toEqual([]);
    });

    test('finds its own gradient right', { timeout: 120_000 }, () => {
      const f = parse('E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b');
      const at = { t: 0.01, w: 0.4, x: 0.59, b: 0.6 };
      const code = toCode(f, target, { at, wrt: ['w', 'b'] });
      const run = {
        code: `print = lambda *_: None\n${code.replace('__name__ == "__main__"', 'True')}`,
        asked: ['1'],
      };
      expect(runPython(python!, [run])).toEqual([[1]]);
    });
  });
}
