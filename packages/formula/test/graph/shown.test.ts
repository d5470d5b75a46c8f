import { graph, indexPut, sort, take, value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { shownGraph } from '../../src/graph/shown.ts';
import { explain, formulaOf, toDot, toText } from '../../src/index.ts';

const x = value(
  Array.from({ length: 20 }, (_, i) => Math.sin(i)),
  { name: 'x' },
);
const indices = Array.from({ length: 15 }, (_, i) => (7 * i) % 20);

test('a formula leaves out the places that entries are read at, or added to', () => {
  expect(toText(formulaOf(take(x, indices).exp().sum()))).toBe('sum(exp(take(x)))');
  expect(toText(formulaOf(sort(x).sum()))).toBe('sum(sort(x))');
  const y = indexPut(x, [indices], take(x, indices).exp(), { accumulate: true });
  expect(toText(formulaOf(y))).toBe('x + indexPut(exp(take(x)))');
});

test('and so do a derivation and a picture', () => {
  const y = take(x, indices).exp().sum();
  expect(String(explain(y))).not.toContain('c1');
  expect(toDot(y, { fold: 'none' }).match(/->/g)?.length).toBe(3);
  expect(shownGraph(y).nodes.map(String)).toEqual(
    graph(y)
      .nodes.filter(({ dtype }) => dtype !== 'int32')
      .map(String),
  );
  expect(shownGraph(y).edges).toEqual([
    { from: 0, to: 1, input: 0 },
    { from: 1, to: 2, input: 0 },
    { from: 2, to: 3, input: 0 },
  ]);
});
