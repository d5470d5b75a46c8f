import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An example as its folder says it. */
export interface Example {
  /** The folder: 07-xor. */
  readonly name: string;
  /** What it asks, and what it answers. */
  readonly question: string;
  readonly answer: string;
  /** How its program begins, after what it imports. */
  readonly excerpt: string;
}

/** The examples in a folder, in their order. */
export function examplesIn(folder: string): Example[] {
  const names = readdirSync(folder).filter((name) => /^\d\d-/.test(name));
  return names.sort().map((name) => exampleOf(name, readFileSync(join(folder, name, 'main.ts'), 'utf8')));
}

/** An example by the text of its program, which begins with a comment that says what it is. */
export function exampleOf(name: string, text: string): Example {
  const comment = /^(?:\/\/.*\n)+|^\/\*\*[\s\S]*?\*\//.exec(text)?.[0] ?? '';
  const lines = comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\/\/|\*) ?/, ''));
  const paragraphs = lines
    .filter((line) => !/^\s*npx tsx/.test(line))
    .join('\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean);
  return {
    name,
    question: paragraphs[0] ?? name,
    answer: paragraphs.slice(1).join(' '),
    excerpt: excerptOf(text),
  };
}

const MOST_LINES = 14;

function excerptOf(text: string): string {
  const begin = text.search(/^(?:\/\*\*[^\n]*\*\/\n)?export (?:async )?(?:function|const) /m);
  return text.slice(Math.max(begin, 0)).split('\n').slice(0, MOST_LINES).join('\n');
}
