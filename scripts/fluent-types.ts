// Writes the methods of Value into the types emitted by `tsc`: a signature for each operation of the table, with its
// documentation. The mapped type of the sources is equivalent, but editors show no documentation for it.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCES = fileURLToPath(new URL('../.types/core/src/', import.meta.url));
const TABLE = `${SOURCES}ops/index.d.ts`;
const FLUENT = `${SOURCES}fluent.d.ts`;

/** The mapped type, and the other methods next to it. */
const MAPPED =
  /export type FluentMethods = \{\s*\[Name in keyof typeof ops\]: Method<\(typeof ops\)\[Name\]>;\s*\} & \{(?<others>.*?)^\};$/ms;

const program = ts.createProgram([TABLE], { strict: true, target: ts.ScriptTarget.ES2022 });
const checker = program.getTypeChecker();
const printer = ts.createPrinter();
const table = program.getSourceFile(TABLE)!;

/** The types in signatures, by the file that exports them. */
const imports = new Map<string, Set<string>>();

function methodsOf(name: string, operation: ts.Symbol): string {
  const documented = documentation(operation);
  const signatures = checker
    .getTypeOfSymbol(operation)
    .getCallSignatures()
    .map((signature) => methodOf(name, signature));
  return signatures
    .filter((signature) => !signatures.some((other) => covers(other, signature)))
    .map((signature) => `${documented}    ${textOf(signature)}`)
    .join('\n');
}

/** The signature without its first operand, which the method is called on. */
function methodOf(name: string, signature: ts.Signature): ts.MethodSignature {
  const { typeParameters, parameters, type } = checker.signatureToSignatureDeclaration(
    signature,
    ts.SyntaxKind.MethodSignature,
    undefined,
    ts.NodeBuilderFlags.NoTruncation | ts.NodeBuilderFlags.UseAliasDefinedOutsideCurrentScope,
  ) as ts.MethodSignature;
  const others = parameters.slice(1).map(withoutUndefined);
  const method = ts.factory.createMethodSignature(undefined, name, undefined, typeParameters, others, type);
  noteTypes(method);
  return method;
}

/** `x?: T` for `x?: T | undefined`, which means the same for a parameter. */
function withoutUndefined(parameter: ts.ParameterDeclaration): ts.ParameterDeclaration {
  const { type, questionToken, name } = parameter;
  if (!questionToken || !type || !ts.isUnionTypeNode(type)) return parameter;
  const kept = type.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
  const union = ts.factory.createUnionTypeNode(kept);
  return ts.factory.createParameterDeclaration(undefined, undefined, name, questionToken, union);
}

/** Whether a signature includes another one, with only optional parameters more. */
const covers = (longer: ts.MethodSignature, other: ts.MethodSignature): boolean =>
  longer.parameters.length > other.parameters.length &&
  longer.parameters.slice(other.parameters.length).every(({ questionToken }) => questionToken) &&
  [...other.parameters, other.type!].every(
    (node, k) =>
      textOf(node) === textOf([...longer.parameters.slice(0, other.parameters.length), longer.type!][k]),
  );

const textOf = (node: ts.Node): string => printer.printNode(ts.EmitHint.Unspecified, node, table);

function noteTypes(node: ts.Node): void {
  if (ts.isIdentifier(node)) noteType((node as ts.Identifier & { symbol?: ts.Symbol }).symbol);
  ts.forEachChild(node, noteTypes);
}

function noteType(symbol: ts.Symbol | undefined): void {
  const declaration = symbol?.declarations?.find((each) =>
    [ts.isInterfaceDeclaration, ts.isTypeAliasDeclaration, ts.isClassDeclaration].some((is) => is(each)),
  );
  const file = declaration?.getSourceFile();
  if (!file || program.isSourceFileDefaultLibrary(file)) return;
  const from = `./${relative(SOURCES, file.fileName)
    .replaceAll('\\', '/')
    .replace(/\.d\.ts$/, '.ts')}`;
  imports.set(from, (imports.get(from) ?? new Set()).add(symbol!.name));
}

/** The comment before a declaration, unchanged. */
function documentation(operation: ts.Symbol): string {
  const [comment] = (operation.declarations ?? []).flatMap(ts.getJSDocCommentsAndTags).filter(ts.isJSDoc);
  if (!comment) throw new Error(`the operation ${operation.name} has no documentation`);
  return `    ${comment.getText().replace(/\n */g, '\n     ')}\n`;
}

function main(): void {
  const before = readFileSync(FLUENT, 'utf8');
  const found = MAPPED.exec(before);
  if (!found)
    throw new Error(`${relative(dirname(SOURCES), FLUENT)} does not hold the mapped type of the methods`);
  const methods = checker
    .getExportsOfModule(checker.getSymbolAtLocation(table)!)
    .map((each) =>
      methodsOf(each.name, each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each),
    );
  const own = [...before.matchAll(/^import .*?\{ (.*) \} from '(.*)';$/gm)];
  for (const [, names, from] of own)
    for (const name of names.split(', ')) imports.get(from)?.delete(name.replace('type ', ''));
  const lines = [...imports]
    .filter(([, names]) => names.size > 0)
    .map(([from, names]) => `import type { ${[...names].join(', ')} } from '${from}';`);
  const text = `export interface FluentMethods {\n${methods.join('\n')}\n${found.groups!.others.trimEnd()}\n}`;
  const after = before
    .replace(MAPPED, () => text)
    .replace(/^import \* as ops .*\n/m, '')
    .replace(/^\/\*\* A function of an operand as a method of that operand. \*\/\ntype Method<.*\n/m, '');
  writeFileSync(FLUENT, `${lines.join('\n')}\n${after}`);
}

main();
