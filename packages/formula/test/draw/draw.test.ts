import { constant, value } from '@chainrule/core';
import { draw } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { elements, texts, titles } from './well-formed.ts';

const HOSTILE = [
  '"];x',
  '<script>alert(1)</script>',
  '__proto__',
  '&lt;b&gt;',
  "'-->",
  'a\u0000b\n\ud800',
  '',
  '$&',
];

describe('the SVG of a graph', () => {
  test('is one well-formed element by itself', async () => {
    const w = value(0.5, { name: 'w_1' });
    const loss = w.mul(3).sub(1).square().named('loss');
    loss.backward();
    const svg = await draw(loss, { title: 'one weight' });
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(elements(svg)).not.toContain('script');
    expect(svg).not.toMatch(/<!|<\?|href|NaN/);
    expect(texts(svg)).toEqual(expect.arrayContaining(['one weight', 'w', '1', 'loss', '0.25', '∂ 3', '×']));
    expect(titles(svg)).toEqual(expect.arrayContaining(['one weight', 'w_1 = 0.5']));
  });

  test('is headed by the name of the root where there is no title', async () => {
    expect(titles(await draw(value(1, { name: 'E_total' })))[0]).toBe('Graph of E_total');
    expect(titles(await draw(constant(1)))[0]).toBe('Graph of a value');
  });

  test.each(HOSTILE)('shows a name as it is written, whatever it is: %j', async (name) => {
    const x = value(2, { name });
    const svg = await draw(x.sub(1).named(name), { title: name });
    expect(elements(svg)).not.toContain('script');
    const shown = name.replaceAll(/[\p{Cc}\p{Cs}]/gu, '�');
    if (name !== '') expect(texts(svg).filter((text) => text === shown)).toHaveLength(3);
  });

  test('says at each node what it is, to the last digit', async () => {
    const x = value(1 / 3, { name: 'x' });
    expect(titles(await draw(x.exp().named('y')))).toContain(`y = exp(x) = ${Math.exp(1 / 3)}`);
  });

  test('sets subscripts lower without baseline-shift, which not every browser knows', async () => {
    const svg = await draw(value(1, { name: 'net_h1' }));
    const height = (text: string) => Number(svg.match(new RegExp(` y="([-\\d.]+)"[^<>]*>${text}<`))![1]);
    expect(height('h1')).toBeGreaterThan(height('net'));
    expect(svg).not.toContain('baseline-shift');
  });

  test.each(['LR', 'TB'] as const)('takes every kind of node, %s', async (direction) => {
    const A = value(
      [
        [1, 2],
        [3, 4],
      ],
      { name: 'A' },
    );
    const big = value(new Float32Array(640), { shape: [8, 8, 10] });
    const y = A.matmul(A).transpose().greater(2).where(A.pow(2), A.div(2)).sum().add(big.mean());
    const svg = await draw(y, { direction, gradients: y.backward() });
    expect(elements(svg)).toContain('path');
    expect(texts(svg)).toContain('[8, 8, 10] float32');
  });

  test('can hold hundreds of nodes', async () => {
    const inputs = Array.from({ length: 10 }, (_, i) => value(i, { name: `x_${i}` }));
    let layer = inputs;
    for (let depth = 0; depth < 9; depth++) layer = layer.map((x, i) => x.mul(layer[(i + 1) % 10]).tanh());
    const svg = await draw(
      layer.reduce((a, b) => a.add(b)),
      { fold: 'none', group: () => undefined },
    );
    expect(svg.match(/class="node"/g)).toHaveLength(10 + 9 * 20 + 9);
  });

  test('refuses a graph that is too large for a picture, before the layout overflows', async () => {
    let x = value(1);
    for (let i = 0; i < 10_000; i++) x = x.sin();
    await expect(draw(x, { fold: 'none' })).rejects.toThrow('10001 boxes are too many');
    expect(texts(await draw(x))).toContain('10,001 nodes, folded into 40 boxes');
  });
});
