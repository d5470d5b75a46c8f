// The code blocks of the docs and docstrings, as modules that can be type-checked and run.
//   EXPRESSION; // → EXPECTED          the expression has this value, as snippet-check.ts compares values
//   const name = EXPRESSION; // → …    the constant has this value
//   EXPRESSION; // → throws TEXT       it throws an error whose message contains TEXT
// A block that opens with ```ts no-run is skipped. Relative imports are those of the file that holds the block.
//   tsx scripts/snippets.ts            writes them to .snippets/, where tsc sees them
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

export interface Snippet {
  /** The file that holds the block, relative to the repository. */
  file: string;
  /** The line of its opening fence, counted from 1. */
  line: number;
  code: string;
}

const ROOT = resolve(import.meta.dirname, '..');
const OUTPUT = join(ROOT, '.snippets');
const BLOCK = /^( *)```ts *\n([\s\S]*?)^ *```/gm;
const ARROW = /\/\/ → (.*)$/;

/** The runnable blocks of a Markdown text, or of the docstrings of a TypeScript text. */
export function extractSnippets(file: string, text: string): Snippet[] {
  const prose = file.endsWith('.ts') ? docstringsOf(text) : text;
  return [...prose.matchAll(BLOCK)].map((match) => ({
    file,
    line: lineAt(prose, match.index),
    code: match[2]!.replaceAll(new RegExp(`^${match[1]}`, 'gm'), ''),
  }));
}

/** The text of the docstrings, with unchanged line numbers. */
const docstringsOf = (text: string) => text.replaceAll(/^(?:\s*?\* ?(.*)|.*)$/gm, '$1');

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

/** The snippet as a module that throws when an expectation fails; every line keeps its number in the docs. */
export function toModule(snippet: Snippet, checkPath: string): string {
  try {
    // The module is one folder deeper than the file.
    const code = withChecks(snippet).replaceAll(/^(import .* from ')(?=\.\.\/)/gm, '$1../');
    const header = code.includes('$check(') ? `import { check as $check } from '${checkPath}';` : '';
    return header + '\n'.repeat(snippet.line) + code;
  } catch (error) {
    return `throw new Error(${JSON.stringify((error as Error).message)});\n`;
  }
}

function withChecks({ file, line, code }: Snippet): string {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const fail = (offset: number, problem: string): never => {
    throw new Error(`${file}:${line + lineAt(code, offset)}: ${problem}`);
  };
  const arrows = new Set([...code.matchAll(new RegExp(ARROW, 'gm'))].map((match) => match.index));
  if (arrows.size === 0 && !/\b(assert|expect)\b/.test(code))
    fail(0, 'a snippet that checks nothing: add // →');

  let result = '';
  let end = 0;
  for (const statement of source.statements) {
    const comment = ts.getTrailingCommentRanges(code, statement.end)?.find(({ pos }) => arrows.delete(pos));
    if (!comment) continue;
    const expected = code.slice(comment.pos, comment.end).match(ARROW)![1]!.trim();
    const where = `${file}:${line + lineAt(code, comment.pos)}`;
    const check = (expression: string) =>
      `await $check(async () => (${expression}), ${JSON.stringify(expected)}, ${JSON.stringify(where)});`;
    result += code.slice(end, statement.getStart());
    if (ts.isExpressionStatement(statement)) {
      result += check(statement.expression.getText());
    } else if (ts.isVariableStatement(statement)) {
      result += `${statement.getText()} ${check(statement.declarationList.declarations.at(-1)!.name.getText())}`;
    } else fail(comment.pos, '// → must follow an expression or a constant');
    end = comment.end;
  }
  for (const arrow of arrows) fail(arrow, '// → must end a statement at the top level of the snippet');
  return result + code.slice(end);
}

function filesWithSnippets(): string[] {
  const under = (folder: string, ending: string) =>
    existsSync(join(ROOT, folder))
      ? readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
          .map((path) => join(folder, path).replaceAll('\\', '/'))
          .filter((path) => path.endsWith(ending))
      : [];
  const packages = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`);
  return [
    ...['.', ...packages]
      .map((folder) => join(folder, 'README.md'))
      .filter((path) => existsSync(join(ROOT, path))),
    ...under('docs', '.md'),
    ...under('site/docs', '.md'),
    ...packages.flatMap((folder) => under(`${folder}/src`, '.ts')),
  ].sort();
}

/** Writes all snippets of the repository to .snippets/ and returns where each is. */
export function writeSnippets(): { title: string; path: string }[] {
  const snippets = filesWithSnippets().flatMap((file) =>
    extractSnippets(file, readFileSync(join(ROOT, file), 'utf8')),
  );
  const written = snippets.map((snippet) => {
    const path = join(OUTPUT, `${snippet.file}.${snippet.line}.ts`);
    const check = relative(dirname(path), join(ROOT, 'scripts/snippet-check.ts')).replaceAll('\\', '/');
    writeIfChanged(path, toModule(snippet, check));
    return { title: `${snippet.file}:${snippet.line}`, path };
  });
  removeAllBut(new Set(written.map(({ path }) => path)));
  return written;
}

/** In watch mode, a test runner would start again at every write. */
function writeIfChanged(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function removeAllBut(kept: ReadonlySet<string>): void {
  if (!existsSync(OUTPUT)) return;
  for (const entry of readdirSync(OUTPUT, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !kept.has(path)) rmSync(path);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeSnippets();
