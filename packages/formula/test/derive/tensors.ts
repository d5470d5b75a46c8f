import { traceAbstract, type Value, value } from '@chainrule/core';
import { GraphReader } from '../../src/derive/algebra/graph-reader.ts';
import { single } from '../../src/derive/algebra/sums.ts';
import { factor, Index, symbol, type Tensor } from '../../src/derive/algebra/tensor.ts';
import { writeTensor } from '../../src/derive/algebra/write.ts';
import { LARGE, SMALL, sizesOf } from '../../src/derive/sizes.ts';
import { lettersOf, variablesIn } from '../../src/derive/where.ts';
import { build } from '../../src/read/build.ts';
import { parse } from '../../src/read/parse.ts';

const source = { operation: 'test', text: '', holes: [] };

/** A formula itself, and no derivative of it, in index notation. */
export function tensorOf(text: string, where: string): Tensor {
  const formula = parse(text);
  const variables = variablesIn(where).filter(({ name }) => formula.names.includes(name));
  const letters = lettersOf(variables);
  const [a, b] = [SMALL, LARGE].map((sizes) => {
    const inputs = variables.map(({ name, shape }) => ({
      name,
      shape: shape.map((size) => sizes[letters.indexOf(size)]),
      dtype: 'float64' as const,
      wantsGradient: true,
    }));
    const { value: made, steps } = traceAbstract(inputs, (leaves: Value[]) => {
      const given = new Map(leaves.map((leaf, k) => [variables[k].name, leaf]));
      return { leaves, result: build(source, formula, given).result };
    });
    return { ...made, steps };
  });
  const leaves = variables.map(({ name, shape, ...traits }, k) => {
    const axes = shape.map((size) => new Index(size));
    return [a.leaves[k], single(axes, factor(symbol(name, axes.length, traits), axes))] as const;
  });
  const reader = new GraphReader(sizesOf(letters), new Map(leaves), [a.steps, b.steps]);
  return reader.read([a.result, b.result]);
}

export type Given = Readonly<Record<string, number | readonly number[] | readonly (readonly number[])[]>>;

/** The numbers of a tensor, where names and sizes have these values. */
export function numbersOf(x: Tensor, given: Given, sizes: Readonly<Record<string, number>> = {}): number[] {
  const values = Object.entries(given).map(([name, each]) => [name, value(each as number[])] as const);
  const scope = new Map<string, unknown>([
    ['e', Math.E],
    ['π', Math.PI],
    ...Object.entries(sizes),
    ...values,
  ]);
  const program = { definitions: [], result: undefined, expression: writeTensor(x), names: [] };
  return [build(source, program, scope).result.toArray()].flat(9) as number[];
}
