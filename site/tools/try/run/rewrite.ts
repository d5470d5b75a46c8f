import type {
  AnyNode,
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  ImportDeclaration,
  ModuleDeclaration,
  Program,
  Statement,
} from 'acorn';
import type MagicString from 'magic-string';

/** A value that a program shows on its way: that of a statement with `// →`, or of the last one. */
export interface Shown {
  /** Counted from 1. */
  readonly line: number;
  /** What stands there, where it is short. */
  readonly text: string;
}

export interface Rewritten {
  readonly imports: readonly string[];
  readonly shown: readonly Shown[];
}

type TopLevel = Statement | ModuleDeclaration;

const ARROW = /^;?[ \t]*\/\/ →[ \t]*(throws\b)?/;
/** The longest text that stands beside its value. */
const LONGEST = 60;

/**
 * Turns a module into the body of a function of `$`, the runtime: imports and exports become calls, and the values of
 * statements with `// →` and of the last one are handed over where `showing` asks for it. A block of statements that
 * begins with imports and declares a name again, at one of the positions in `again`, gets a scope of its own within that
 * of the blocks before it, so that several examples may stand in one text.
 */
export function rewritten(
  tree: Program,
  code: string,
  edited: MagicString,
  again: ReadonlySet<number>,
  showing: boolean,
): Rewritten {
  const imports = new Set<string>();
  const shown: Shown[] = [];
  const exported = new Map<string, string>();

  const nameFrom = (source: { value?: unknown }) => {
    imports.add(String(source.value));
    return `$.import(${JSON.stringify(source.value)})`;
  };

  function show(statement: TopLevel, expression: { start: number; end: number }, name?: string): void {
    const text = code.slice(expression.start, expression.end);
    const short = text.length <= LONGEST && !text.includes('\n') ? text : '';
    const throws = ARROW.exec(code.slice(statement.end))?.[1] !== undefined;
    const k = shown.push({ line: statement.loc!.start.line, text: short }) - 1;
    if (name !== undefined) edited.appendLeft(statement.end, `; $.show(${k}, ${name});`);
    else {
      edited.appendRight(expression.start, `${throws ? 'try { ' : ';'}$.show(${k}, await (`);
      edited.appendLeft(expression.end, `))${throws ? `; } catch ($error) { $.threw(${k}, $error); }` : ''}`);
    }
  }

  const last = tree.body.at(-1);
  for (const node of tree.body) {
    const marked = ARROW.test(code.slice(node.end));
    if (node.type === 'ImportDeclaration') edited.overwrite(node.start, node.end, imported(node, nameFrom));
    else if (node.type === 'ExportAllDeclaration')
      edited.overwrite(node.start, node.end, `$.exportAll(${nameFrom(node.source)});`);
    else if (node.type === 'ExportNamedDeclaration') withoutExport(node, edited, exported, nameFrom);
    else if (node.type === 'ExportDefaultDeclaration') withoutDefault(node, edited, exported);
    else if (node.type === 'ExpressionStatement' && showing && (marked || node === last))
      show(node, node.expression);
    else if (node.type === 'VariableDeclaration' && showing && marked) {
      const { id } = node.declarations.at(-1)!;
      if (id.type === 'Identifier') show(node, id, id.name);
    }
  }
  for (const start of blocksOf(tree.body).filter(({ from, to }) =>
    [...again].some((at) => at >= from && at < to),
  )) {
    edited.appendLeft(start.from, '{ ');
    edited.append('\n}');
  }
  for (const node of nodesIn(tree)) {
    if (node.type === 'MetaProperty' && node.meta.name === 'import')
      edited.overwrite(node.start, node.end, '$.meta');
    if (node.type === 'ImportExpression')
      edited.overwrite(node.start, node.start + 'import'.length, '$.load');
  }
  const getters = [...exported].map(([name, local]) => `${JSON.stringify(name)}: () => ${local}`);
  if (getters.length > 0) edited.prepend(`$.export({ ${getters.join(', ')} }); `);
  return { imports: [...imports], shown };
}

/** Where the second and each further block that begins with imports stands. */
function blocksOf(body: readonly TopLevel[]): { from: number; to: number }[] {
  const starts = body.filter(
    (node, k) => k > 0 && node.type === 'ImportDeclaration' && body[k - 1].type !== 'ImportDeclaration',
  );
  return starts.map(({ start }, k) => ({
    from: start,
    to: starts[k + 1]?.start ?? Number.POSITIVE_INFINITY,
  }));
}

type NameFrom = (source: { value?: unknown }) => string;

function imported({ specifiers, source }: ImportDeclaration, nameFrom: NameFrom): string {
  const from = nameFrom(source);
  const whole = specifiers.find((each) => each.type === 'ImportNamespaceSpecifier');
  const names = specifiers.flatMap((each) => {
    if (each.type === 'ImportNamespaceSpecifier') return [];
    const name = each.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(each.imported);
    return [name === each.local.name ? name : `${JSON.stringify(name)}: ${each.local.name}`];
  });
  const parts = [
    ...(whole ? [`const ${whole.local.name} = ${from};`] : []),
    ...(names.length > 0 ? [`const { ${names.join(', ')} } = ${from};`] : []),
  ];
  return parts.join(' ') || `${from};`;
}

function withoutExport(
  node: ExportNamedDeclaration,
  edited: MagicString,
  exported: Map<string, string>,
  nameFrom: NameFrom,
): void {
  const { declaration, specifiers, source } = node;
  if (!declaration) {
    const from = source ? nameFrom(source) : undefined;
    for (const { local, exported: name } of specifiers)
      exported.set(nameOf(name), from ? `${from}[${JSON.stringify(nameOf(local))}]` : nameOf(local));
    edited.overwrite(node.start, node.end, from ? `${from};` : ';');
    return;
  }
  edited.remove(node.start, declaration.start);
  const names =
    declaration.type === 'VariableDeclaration'
      ? declaration.declarations.flatMap(({ id }) => boundBy(id))
      : [declaration.id.name];
  for (const name of names) exported.set(name, name);
}

function withoutDefault(
  { start, declaration }: ExportDefaultDeclaration,
  edited: MagicString,
  exported: Map<string, string>,
): void {
  const name = 'id' in declaration ? declaration.id?.name : undefined;
  if (name === undefined) edited.overwrite(start, declaration.start, 'const $default = ');
  else edited.remove(start, declaration.start);
  exported.set('default', name ?? '$default');
}

const nameOf = (node: { type: string; name?: string; value?: unknown }) => node.name ?? String(node.value);

/** The names that a pattern binds. */
const boundBy = (pattern: AnyNode): string[] =>
  pattern.type === 'Identifier'
    ? [pattern.name]
    : [...nodesIn(pattern)].flatMap((each) =>
        each !== pattern && each.type === 'Identifier' ? [each.name] : [],
      );

/** A node and all in it. */
function* nodesIn(node: AnyNode): Generator<AnyNode> {
  yield node;
  for (const each of Object.values(node).flat())
    if (typeof each === 'object' && each !== null && typeof each.type === 'string') yield* nodesIn(each);
}
