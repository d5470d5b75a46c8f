import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** A declaration at the top of a file, and the names that it reads. */
interface Declared {
  readonly text: string;
  readonly reads: readonly string[];
  readonly file: string;
}

/** A function with everything it needs, from its file and its imports, as self-contained TypeScript. */
export function standalone(file: string, name: string): string {
  const needed = new Map<string, Declared>();
  const visit = (from: string, name: string): void => {
    const { declared, imported } = declarations(from);
    const elsewhere = imported.get(name);
    if (elsewhere !== undefined) visit(elsewhere, name);
    const found = declared.get(name);
    if (!found || needed.get(name) === found) return;
    if (needed.has(name))
      throw new Error(`two declarations of ${name}: in ${needed.get(name)!.file} and in ${from}`);
    needed.set(name, found);
    for (const read of found.reads) visit(from, read);
  };
  visit(file, name);
  if (!needed.has(name)) throw new Error(`${file} has no ${name}`);
  const { text } = needed.get(name)!;
  needed.delete(name);
  if (needed.size === 0) return text;
  // Constants first, since functions are hoisted.
  const parts = [...needed.values()].map((each) => each.text);
  const inner = [
    ...parts.filter((each) => each.startsWith('const')),
    ...parts.filter((each) => !each.startsWith('const')),
    text,
  ];
  return `const ${name} = (() => {\n${inner.join('\n').replace(/^(?=.)/gm, '  ')}\n  return ${name};\n})();`;
}

const files = new Map<string, { declared: Map<string, Declared>; imported: Map<string, string> }>();

function declarations(file: string) {
  const known = files.get(file);
  if (known) return known;
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const declared = new Map<string, Declared>();
  const imported = new Map<string, string>();
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const from = join(dirname(file), (statement.moduleSpecifier as ts.StringLiteral).text);
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings))
        for (const each of bindings.elements) imported.set(each.name.text, from);
    }
    for (const name of namesOf(statement))
      declared.set(name, { text: textOf(statement, source), reads: identifiersIn(statement), file });
  }
  const made = { declared, imported };
  files.set(file, made);
  return made;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) =>
    ts.isIdentifier(name) ? [name.text] : [],
  );
}

/** The text without comments and `export`. */
const textOf = (statement: ts.Statement, source: ts.SourceFile): string =>
  statement
    .getText(source)
    .replace(/^export /, '')
    .replace(/^ *\/\/.*\n/gm, '');

function identifiersIn(node: ts.Node): string[] {
  const found: string[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child)) found.push(child.text);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}
