import { constant, value } from '@chainrule/core';
import { explain } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { elements } from '../draw/well-formed.ts';

function derivation(names: { w: string; out: string; E: string } = { w: 'w5', out: 'out_o1', E: 'E' }) {
  const w = value(0.4, { name: names.w });
  const out = w.mul(constant(0.5)).sigmoid().named(names.out);
  return explain(constant(1).sub(out).square().mul(0.5).named(names.E), { wrt: w, learningRate: 0.1 });
}

/** The markup between the tags of the body. */
const bodyOf = (page: string) => /<body>\n([\s\S]*)<\/body>/.exec(page)![1];

describe('a derivation is written', () => {
  test('as text', () => {
    expect(derivation().toText()).toContain(
      [
        '  ∂E/∂out_o1 = −(1 − out_o1)',
        '             = −(1 − 0.549833997)',
        '             = −0.450166003',
      ].join('\n'),
    );
    expect(String(derivation())).toBe(derivation().toText());
  });

  test('in colours only where they are asked for', () => {
    const escape = String.fromCharCode(27);
    expect(derivation().toText()).not.toContain(escape);
    expect(derivation().toText({ colour: true })).toContain(`${escape}[32m`);
  });

  test('as Markdown', () => {
    const lines = derivation().toMarkdown().split('\n');
    expect(lines[0]).toBe('# The gradient of $E$ with respect to $w_{5}$');
    expect(lines).toContain('**How $\\mathrm{out}_{o1}$ changes with $w_{5}$**');
    expect(lines.filter((line) => line === '$$').length % 2).toBe(0);
    expect(lines).toContain(
      '\\frac{\\partial E}{\\partial \\mathrm{out}_{o1}} &= -\\left(1 - \\mathrm{out}_{o1}\\right) \\\\',
    );
  });

  test('as a LaTeX document, with every group and environment closed', () => {
    const tex = derivation().toTeX();
    expect(tex).toMatch(/^\\documentclass/);
    expect(tex.trimEnd()).toMatch(/\\end\{document\}$/);
    const open: string[] = [];
    for (const [, kind, name] of tex.matchAll(/\\(begin|end)\{(\w+)\}/g)) {
      if (kind === 'begin') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
    const braces = tex.replaceAll(/\\[{}]/g, '');
    expect(braces.split('{').length).toBe(braces.split('}').length);
  });

  test('as a page that asks for nothing from outside', async () => {
    const page = await derivation().toHTML();
    expect(page).not.toMatch(/<script|<link|<img|https?:|url\(|@import/i);
    expect(page).toContain('@page');
    const names = elements(bodyOf(page));
    expect(names.filter((name) => name === 'math').length).toBeGreaterThan(15);
    expect(names).toContain('mfrac');
  });
});

describe('hostile names do no harm', () => {
  const escape = String.fromCharCode(27);
  const names = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '\\input{/etc/passwd}',
    '\\end{aligned}$$\\href{javascript:alert(1)}{x}',
    '$$ # * _ `',
    `${escape}[31mred${escape}[0m`,
    '__proto__',
    'constructor',
    'a\nb\r\u0000c',
    '\u202Egnirts',
    '|a|b|\n| - |',
    '%comment',
    '日本語 名前',
    'x'.repeat(10_000),
    '',
  ];

  test.each(names)('%j', async (hostile) => {
    const each = derivation({ w: hostile, out: `${hostile}2`, E: `E${hostile}` });
    const [text, markdown, tex, page] = [each.toText(), each.toMarkdown(), each.toTeX(), await each.toHTML()];
    for (const written of [text, markdown, tex, page]) {
      expect(written).not.toMatch(/(?!\n)[\p{Cc}\u202A-\u202E]/u);
      expect(written).toContain('0.4');
    }
    expect(elements(bodyOf(page)).filter((name) => /script|img|iframe|^a$/i.test(name))).toEqual([]);
    for (const written of [markdown, tex])
      expect(written).not.toMatch(/\\(input|href|write|end\{aligned\}\$)/);
    expect(markdown).not.toMatch(/<(script|img)/i);
  });
});
