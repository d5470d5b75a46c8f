// What files outside the packages' sources (tests, examples, benchmarks, scripts) import from packages/*/src, read from
// their syntax.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** A file of packages/*\/src that another file imports, or whose text it reads. */
export interface Reference {
  readonly source: string;
  /** The names that are imported; 'all' for a namespace, 'text' if the path occurs outside an import. */
  readonly names: readonly string[] | 'all' | 'text';
}

export interface References {
  readonly sources: readonly Reference[];
  /** Other files of the repository that it imports. */
  readonly files: readonly string[];
}

const SOURCE = /^packages\/[^/]+\/src\//;

/** What one file refers to, except types, which are gone at run time. */
export function referencesOf(file: string): References {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const sources: Reference[] = [];
  const files: string[] = [];
  const pathOf = (text: string) => normalize(join(dirname(file), text)).replaceAll('\\', '/');
  const imports = (specifier: ts.Node | undefined, names: Reference['names']) => {
    if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return;
    const path = pathOf(specifier.text);
    if (SOURCE.test(path)) sources.push({ source: path, names });
    else if (existsSync(path)) files.push(path);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) imports(node.moduleSpecifier, importedNames(node.importClause));
    else if (ts.isExportDeclaration(node)) imports(node.moduleSpecifier, node.isTypeOnly ? [] : 'all');
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      imports(node.arguments[0], 'all');
    else if (!ts.isImportTypeNode(node)) {
      const path = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ? pathOf(node.text) : '';
      if (SOURCE.test(`${path}/`)) sources.push({ source: path, names: 'text' });
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(tree, visit);
  return { sources: sources.filter(({ names }) => names.length > 0), files };
}

function importedNames(clause: ts.ImportClause | undefined): Reference['names'] {
  if (!clause) return 'all';
  const bindings = clause.namedBindings;
  if (clause.isTypeOnly || !bindings) return [];
  if (ts.isNamespaceImport(bindings)) return 'all';
  return bindings.elements
    .filter((each) => !each.isTypeOnly)
    .map(({ propertyName, name }) => (propertyName ?? name).text);
}
