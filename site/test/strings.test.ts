import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'vue/compiler-sfc';
import * as strings from '../tools/strings/index.ts';

const root = join(import.meta.dirname, '..');
const filesIn = (folder: string, kind: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(kind))
    .map((name) => `${folder}/${name}`);
const components = [...filesIn('tools', '.vue'), ...filesIn('.vitepress/theme', '.vue')];

/** A node of a template, as the compiler of Vue describes it. */
interface Node {
  readonly content?: unknown;
  readonly props?: readonly { readonly name: string; readonly value?: { readonly content: string } }[];
  readonly children?: readonly Node[];
}

/** Attributes that are read or heard. */
const SAID = ['alt', 'aria-label', 'aria-description', 'placeholder', 'title'];

/** The text that a template itself holds. */
function textIn({ content, props = [], children = [] }: Node): string[] {
  const said = props.flatMap(({ name, value }) => (SAID.includes(name) && value ? [value.content] : []));
  return [...(typeof content === 'string' ? [content] : []), ...said, ...children.flatMap(textIn)];
}

const isWord = (text: string) => /\p{L}{2}/u.test(text);

describe('strings', () => {
  test('each file of them is in the index', () => {
    const files = filesIn('tools/strings', '.ts').map((file) => /(\w+)\.ts$/.exec(file)![1]);
    expect([...Object.keys(strings), 'index'].sort()).toEqual(files.sort());
  });

  test.each(components)('%s has no text of its own', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const { template } = parse(text, { templateParseOptions: { comments: false } }).descriptor;
    expect(textIn(template!.ast as unknown as Node).filter(isWord)).toEqual([]);
  });
});
