// Marks what the top level of a package computes as free of side effects, so that a bundler drops what a program does not
// use: `const tanh = elementwise(…)` only makes an operation. In packages/*/src, only the loop in core's fluent.ts does more
// than that, and a loop is no constant.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

/**
 * The source with the values of its top-level constants marked: a call as it stands, and whatever holds calls, as
 * `[rule(1), rule(2)]` does, as a function that is called at once. Lines stay where they are.
 */
export function markPure(source: string): string {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const values = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ initializer }) => (initializer && runs(initializer) ? [initializer] : []));
  return values.reduceRight((text, value) => {
    const [start, end] = [value.getStart(file), value.end];
    const written = text.slice(start, end);
    const marked = isPlainCall(value) ? written : `(() => (${written}))()`;
    return `${text.slice(0, start)}/* @__PURE__ */ ${marked}${text.slice(end)}`;
  }, source);
}

const isCall = (node: ts.Node): node is ts.CallExpression | ts.NewExpression =>
  ts.isCallExpression(node) || ts.isNewExpression(node);

/** Whether computing an expression calls something; what a function in it would call does not count. */
function runs(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (isCall(node) || ts.isTaggedTemplateExpression(node) || ts.isSpreadElement(node)) return true;
  return ts.forEachChild(node, (child) => runs(child) || undefined) ?? false;
}

/** Whether it is a call by name that has no other call in it. */
const isPlainCall = (node: ts.Expression): boolean =>
  isCall(node) &&
  !runs(node.expression) &&
  (ts.isIdentifier(node.expression) || ts.isPropertyAccessExpression(node.expression)) &&
  !(node.arguments ?? []).some(runs);

const CLASS = /^((?:export )?(?:abstract )?class (\w+)[\s\S]*?\{)(?=\}?$)/gm;

/**
 * The source with classes that carry their names: messages and printed models show them, and bundlers and minifiers rename
 * classes (`var Value = class _Value`).
 */
export function nameClasses(source: string): string {
  return source.replaceAll(CLASS, "$1 static name = '$2';");
}

/** Does both for every file of packages/<name>/src that esbuild reads. */
export const pureCalls: Plugin = {
  name: 'pure-calls',
  setup(build) {
    build.onLoad({ filter: /[\\/]packages[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: nameClasses(markPure(await readFile(path, 'utf8'))),
      loader: 'ts',
    }));
  },
};

const NAMESPACE = /^var (\w+) = \{\};\n__export\(\1, (\{\n(?: {2}.*\n)*\})\);$/gm;

/**
 * A built file whose namespace objects (`export * as operations`) a bundler drops if they are not used: esbuild fills each
 * by a call, which keeps alive every function that it names. Lines stay where the source map expects them. The only name
 * used is esbuild's own, which differs from all others in the file.
 */
export function markNamespacesPure(code: string): string {
  return code.replaceAll(NAMESPACE, 'var $1 = /* @__PURE__ */ (($1) => (\n__export($1, $2), $1))({});');
}
