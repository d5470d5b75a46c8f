import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import type { Topic } from './topics.ts';

const packages = join(import.meta.dirname, '../../../packages');

/** The names that a package exports, by topic. */
export function namesByTopic(name: string, topics: readonly Topic[]): Map<Topic, string[]> {
  const src = join(packages, name, 'src');
  const names = new Map(topics.map((topic) => [topic, [] as string[]]));
  for (const { from, exported } of exportsOf(join(src, 'index.ts'))) {
    const file = relative(src, from).replaceAll('\\', '/').replace(/\.ts$/, '');
    const topic = topics.find((each) =>
      each.from.some((part) => file === part || file.startsWith(`${part}/`)),
    );
    if (topic === undefined)
      throw new Error(`No page of the reference takes ${exported} of ${name}: src/${file}`);
    names.get(topic)!.push(exported);
  }
  return names;
}

interface Export {
  readonly exported: string;
  /** The file that it comes from. */
  readonly from: string;
}

/** What an index exports from other files of its package, one by one. */
function exportsOf(index: string): Export[] {
  const source = ts.createSourceFile(index, readFileSync(index, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) return [];
    const { text } = statement.moduleSpecifier as ts.StringLiteral;
    // What comes from another package stands in its own reference.
    if (!text.startsWith('.')) return [];
    const from = join(dirname(index), text);
    const clause = statement.exportClause;
    if (clause === undefined) return exportsOf(from);
    // A namespace holds what stands in the pages already.
    return ts.isNamespaceExport(clause)
      ? []
      : clause.elements.map(({ name }) => ({ exported: name.text, from }));
  });
}
