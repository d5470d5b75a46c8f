// Checks that the suites that every variant runs use everything that the packages export: by the names that tests and the
// code of the docs import, or use through a namespace. Core's operations are left out: samples.ts calls each of them.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as compile from '@chainrule/compile';
import * as core from '@chainrule/core';
import * as extend from '@chainrule/core/extend';
import * as formula from '@chainrule/formula';
import * as programs from '@chainrule/formula/programs';
import * as nn from '@chainrule/nn';
import ts from 'typescript';
import { specifierOf } from './public.ts';

const PACKAGES: Readonly<Record<string, object>> = {
  '@chainrule/compile': compile,
  '@chainrule/core': core,
  '@chainrule/core/extend': extend,
  '@chainrule/formula': formula,
  '@chainrule/formula/programs': programs,
  '@chainrule/nn': nn,
};

/** Throws an error that lists what is exported and not used in these files. */
export function checkExportsUsed(files: readonly string[]): void {
  const used = new Set(files.flatMap(namesUsed));
  // Operations that nn exports, too, are core's own.
  const tried = new Set<unknown>(Object.values(core.operations));
  const unused = Object.entries(PACKAGES).flatMap(([name, exported]) =>
    Object.entries(exported)
      .filter(([key, thing]) => !used.has(`${name} ${key}`) && !tried.has(thing))
      .map(([key]) => `${name}: no test that runs in every form uses ${key}`),
  );
  if (unused.length > 0) throw new Error(`\n${unused.join('\n')}`);
  console.log(`${used.size} names of the packages in ${files.length} files`);
}

/** What a file uses of the packages: '@chainrule/nn Linear'. */
function namesUsed(file: string): string[] {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const used: string[] = [];
  const namespaces = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const name = packageMeant(file, node.moduleSpecifier.text);
      const bindings = node.importClause?.namedBindings;
      if (bindings && ts.isNamespaceImport(bindings)) namespaces.set(bindings.name.text, name);
      else if (bindings)
        for (const each of bindings.elements) used.push(`${name} ${(each.propertyName ?? each.name).text}`);
    } else if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const name = namespaces.get(node.expression.text);
      if (name) used.push(`${name} ${node.name.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return used;
}

/** The package that an import means: '@chainrule/nn', or '../src/index.ts' in a test of nn. */
const packageMeant = (file: string, specifier: string): string =>
  /\/src\/(index|extend|programs)\.ts$/.test(specifier)
    ? specifierOf(join(dirname(file), specifier))
    : specifier;
