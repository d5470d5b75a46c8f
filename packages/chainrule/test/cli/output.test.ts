import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphFromJSON } from '@chainrule/core';
import { afterAll, expect, test } from 'vitest';
import { AT, shell, UNIT } from './shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'chainrule-'));
afterAll(() => rmSync(folder, { recursive: true }));

const explain = (...args: string[]) => shell(['explain', UNIT, ...AT, '--wrt', 'w', ...args]);

test('explain writes every format', async () => {
  expect((await explain()).out).toMatch(/∂E\/∂w = .*\n.*\n? += 0\.085579967\n$/);
  expect((await explain('--format', 'md')).out).toContain('$$');
  expect((await explain('--format', 'tex')).out).toContain('\\documentclass');
  expect((await explain('--format', 'html')).out).toMatch(/^<!doctype html>/);
});

test('explain takes level, digits, order and learning rate', async () => {
  const brief = (await explain('--level', 'brief')).out;
  expect(brief).not.toContain('Forward');
  expect((await explain('--digits', '3')).out).toContain('= 0.0856\n');
  expect((await explain('--order', '2')).out).toContain('∂²E/∂w²');
  expect((await explain('--learning-rate', '0.5')).out).toContain('Update');
});

test('explain as JSON holds the steps', async () => {
  const { code, out } = await explain('--json');
  expect(code).toBe(0);
  const { sections } = JSON.parse(out) as { sections: { steps: { id: string }[] }[] };
  expect(sections.flatMap(({ steps }) => steps).map(({ id }) => id)).toContain('local out/net');
});

test('the extension of a file chooses the format', async () => {
  const written = async (name: string, ...args: string[]) => {
    const path = join(folder, name);
    expect(await shell([...args, ...AT, '-o', path])).toEqual({ code: 0, out: '', err: '' });
    return readFileSync(path, 'utf8');
  };
  expect(await written('e.html', 'explain', UNIT)).toMatch(/^<!doctype html>/);
  expect(await written('e.txt', 'explain', UNIT)).toMatch(/^The gradient of E/);
  expect(await written('g.svg', 'draw', UNIT)).toMatch(/^<svg /);
  expect(await written('g.dot', 'draw', UNIT)).toMatch(/^digraph/);
  expect(await written('g.mmd', 'draw', UNIT)).toMatch(/^flowchart/);
});

test('a picture has gradients, and a title; as JSON it is a graph that can be read back', async () => {
  const { out } = await shell([
    'draw',
    'w*x',
    '--at',
    'w=3,x=2',
    '--title',
    'a <product>',
    '--format',
    'svg',
  ]);
  expect(out).toContain('a &lt;product&gt;');
  const json = await shell(['draw', 'w*x', '--at', 'w=3,x=2', '--json']);
  expect(graphFromJSON(JSON.parse(json.out)).item()).toBe(6);
  expect((await shell(['draw', '2*x', '--at', 'x=[1,2]', '--format', 'dot'])).code).toBe(0);
});

test('hessian writes every pair, and JSON by names', async () => {
  const args = ['hessian', 'x^2*y', '--at', 'x=3,y=2'];
  expect((await shell(args)).out).toBe('∂²E/∂x²  = 4\n∂²E/∂x∂y = 6\n∂²E/∂y∂x = 6\n∂²E/∂y²  = 0\n');
  expect(JSON.parse((await shell([...args, '--json'])).out)).toEqual({
    name: 'E',
    value: 18,
    hessian: { x: { x: 4, y: 6 }, y: { x: 6, y: 0 } },
  });
});
