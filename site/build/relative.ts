import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';

/** What stands in every path while the pages are built; no host has a folder of this name. */
export const ANY_BASE = '/any-base/';

/** The script that finds out where the site lies, before any other runs. */
const BASE_FILE = 'assets/base.js';
const BASE_SCRIPT = "globalThis.siteBase = new URL('../', document.currentScript.src).pathname;\n";

/**
 * Makes built pages independent of the folder in which they are served: pages lead to each other by relative paths, and
 * scripts ask at run time.
 */
export function withRelativePaths(folder: string): void {
  writeFileSync(join(folder, BASE_FILE), BASE_SCRIPT);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const change = CHANGES[name.slice(name.lastIndexOf('.'))];
    if (change === undefined) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    const up = '../'.repeat(name.split(/[\\/]/).length - 1) || './';
    writeFileSync(join(folder, name), change(text, up));
  }
}

const CHANGES: Readonly<Record<string, (text: string, up: string) => string>> = {
  '.html': (text, up) =>
    text.replaceAll(ANY_BASE, up).replace('<head>', `<head>\n    <script src="${up}${BASE_FILE}"></script>`),
  '.css': (text, up) => text.replaceAll(ANY_BASE, up),
  '.js': withBaseAskedFor,
};

/** Every text in a script that holds the base is completed at run time. */
function withBaseAskedFor(script: string): string {
  if (!script.includes(ANY_BASE)) return script;
  let [written, from] = ['', 0];
  for (const { start, end } of textsWithBase(parseAst(script))) {
    written += `${script.slice(from, start)}(${script.slice(start, end)}.replaceAll("${ANY_BASE}",globalThis.siteBase??"/"))`;
    from = end;
  }
  return written + script.slice(from);
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** String literals and templates, in their order. */
function textsWithBase(node: object): Node[] {
  if (isText(node)) return [node];
  const inner = Object.values(node).filter((each) => typeof each === 'object' && each !== null);
  return inner.flatMap(textsWithBase).sort((a, b) => a.start - b.start);
}

function isText(node: object): node is Node {
  const { type, value, quasis } = node as { type?: string; value?: unknown; quasis?: readonly Quasi[] };
  if (type === 'Literal') return typeof value === 'string' && value.includes(ANY_BASE);
  return type === 'TemplateLiteral' && quasis!.some((each) => each.value.raw.includes(ANY_BASE));
}

interface Quasi {
  readonly value: { readonly raw: string };
}
