import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constant, value } from '@chainrule/core';
import { toDot, toMermaid } from '@chainrule/formula';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFlowchart } from './flowchart.ts';
import { anyFlowchart, anyText, FLOWCHARTS } from './flowcharts.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/mermaid');

const printable = (text: string) => text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu, '�');

describe('the fixtures, which Mermaid’s own parser has accepted (npm run oracle:mermaid),', () => {
  test.each(Object.entries(FLOWCHARTS))('are what is written of the graph: %s', (name, write) => {
    expect(write()).toBe(readFileSync(join(FIXTURES, `${name}.mmd`), 'utf8'));
  });

  test('are those of the graphs, and no others', () => {
    const names = Object.keys(FLOWCHARTS).map((name) => `${name}.mmd`);
    expect(readdirSync(FIXTURES).sort()).toEqual(names.sort());
  });
});

describe('the Mermaid flowchart of a graph', () => {
  test('has a box for each Value and an arrow for each operand', () => {
    const x = constant(0.5, { name: 'x' });
    const y = value(0.4, { name: 'w' }).mul(x).sub(1).square().named('y');
    y.backward();
    const { boxes, arrows } = readFlowchart(toMermaid(y));
    expect([...boxes.values()]).toEqual([
      'w\n0.4\n∂ −0.8',
      'x\n0.5',
      '×\n0.2',
      '1',
      'a − b\n−0.8',
      'y\nx²\n0.64\n∂ 1',
    ]);
    expect(arrows.map(({ start, end, text, stroke }) => `${start} ${stroke} ${text} ${end}`)).toEqual([
      'n0 normal  n2',
      'n1 dotted  n2',
      'n2 normal a n4',
      'n3 dotted b n4',
      'n4 normal  n5',
    ]);
  });

  test('frames the layers, one in another', () => {
    const [a, b, c] = ['net.one.w', 'net.two.w', 'out.w'].map((name) => value(2, { name }));
    const y = constant(1, { name: 'x' }).mul(a).tanh().mul(b).tanh().mul(c).named('y');
    const { frames, boxes } = readFlowchart(toMermaid(y));
    expect(frames.map(({ title, nodes }) => `${title}: ${nodes.length}`)).toEqual([
      'one: 3',
      'two: 3',
      'net: 2',
    ]);
    expect([...boxes.values()]).toContain('w\n2');
  });

  test.each(['LR', 'TB'] as const)('runs %s', (direction) => {
    expect(toMermaid(value(1), { direction })).toContain(`flowchart ${direction}\n`);
  });

  test('shows any name, group and title as it is written', () => {
    fc.assert(
      fc.property(anyText, anyText, (name, title) => {
        const y = value(2, { name }).mul(3).named(name);
        const flowchart = toMermaid(y, { title, group: () => name });
        const { boxes, frames } = readFlowchart(flowchart);
        expect(boxes.get('n2')).toBe(`${name === '' ? '' : `${printable(name)}\n`}×\n6`);
        expect(frames).toEqual([]);
        if (title !== '') expect(flowchart.split('\n')[1]).toBe(`title: ${JSON.stringify(printable(title))}`);
      }),
      { examples: [[' ..', '']] },
    );
  });

  test('keeps to a small part of Mermaid, whatever the graph and its names', () => {
    fc.assert(fc.property(anyFlowchart, (flowchart) => void readFlowchart(flowchart)));
  });

  test('escapes the title of a frame', () => {
    const y = value(2)
      .mul(3)
      .add(constant(1, { name: 'b' }));
    const group = (node: { name?: string | undefined }) => (node.name ? undefined : '"]\n<b>`x`');
    const { frames } = readFlowchart(toMermaid(y, { group }));
    expect(frames.map(({ title }) => title)).toEqual(['"]�<b>`x`']);
  });

  test('says that it is folded', () => {
    let y = value(1, { name: 'x' });
    for (let i = 0; i < 20_000; i++) y = i % 100 === 0 ? y.sin().named(`y${i}`) : y.cos();
    const { boxes, arrows } = readFlowchart(toMermaid(y));
    expect(boxes.get('folded')).toBe('20,001 nodes, folded into 40 boxes');
    expect(arrows).toHaveLength(39);
  });
});

test.each([
  ['an unknown statement', 'click n0 "javascript:alert(1)"'],
  ['a directive', '%%{init: {}}%%'],
  ['a second box on a line', 'n0["a"]:::constant --> n1["b"]:::constant'],
  ['a quotation mark in a label', 'n0["a"b"]:::constant'],
  ['markup in a label', 'n0["<b>a"]:::constant'],
  ['a list in a label', 'n0["1. a"]:::constant'],
  ['a box that is closed as another', 'n0["a"]):::constant'],
  ['an arrow to nowhere', 'n0 --> n1'],
  ['a class without a style', 'n0["a"]:::nothing'],
  ['a frame left open', 'subgraph g1["a"]'],
])('the reader of these tests refuses %s', (_, line) => {
  expect(() => readFlowchart(`flowchart LR\n  ${line}\n`)).toThrow();
});

test('a picture is the same each time', () => {
  const y = value([[1, 2]], { name: 'W1' })
    .matmul(value([[1], [2]], { name: 'W2' }))
    .sum();
  expect(toMermaid(y)).toBe(toMermaid(y));
  expect(toDot(y)).toBe(toDot(y));
});
