import { hint } from '../errors/nearest.ts';
import { readingErrors } from '../errors/reading.ts';
import type { Expression, NameExpression, Span } from '../expression/expression.ts';
import { literalOf, namesLike } from '../expression/names.ts';
import type { Statement } from './parser.ts';
import { isSize } from './sizes.ts';
import type { Source } from './tokens.ts';

/** `name = expression`. */
export interface Definition {
  readonly name: string;
  readonly expression: Expression;
  /** Further sides of `name = a = b`: their values have to be the same. */
  readonly alike?: readonly Expression[];
  readonly at: Span;
}

/** What a text says: definitions, each after those that it uses, and which expression is the result. */
export interface Program {
  readonly definitions: readonly Definition[];
  /** The definition that is the result; undefined where it is an expression without a name. */
  readonly result: string | undefined;
  readonly expression: Expression;
  /** What must be given: the names that are not defined, in order of appearance. */
  readonly names: readonly string[];
}

/** Sorts statements into definitions and the result. */
export function programOf(source: Source, statements: readonly Statement[], result?: string): Program {
  const written = statements
    .filter(({ sides }) => sides.length > 1)
    .map((each) => definitionOf(source, each));
  const bare = statements.filter(({ sides }) => sides.length === 1);
  checkLines(source, statements);
  checkOnce(source, written);
  const names = new Set(written.map(({ name }) => name));
  const free = new Set<string>();
  const uses = new Map<string, Set<string>>();
  const like = namesLike(names);
  const bound = (expression: Expression, used: Set<string>) => bind(source, expression, like, used, free);
  const bySource = statements.map(({ sides, at }): Omit<Definition, 'name'> & { name?: string } => {
    const used = new Set<string>();
    const [expression, ...alike] = sides.slice(sides.length > 1 ? 1 : 0).map((side) => bound(side, used));
    if (sides.length > 1) uses.set((sides[0] as NameExpression).name, used);
    const name = sides.length > 1 ? { name: (sides[0] as NameExpression).name } : {};
    return { ...name, expression, at, ...(alike.length > 0 && { alike }) };
  });
  const definitions = inOrder(
    source,
    bySource.filter((each): each is Definition => each.name !== undefined),
    uses,
  );
  const chosen = result ?? (bare.length > 0 ? undefined : onlyUnused(source, written, uses));
  const last = bySource.find(({ name }) => name === chosen);
  if (!last)
    throw readingErrors.notDefined(
      source.operation,
      'result',
      result,
      [...names],
      hint(String(result), names),
    );
  return { definitions, result: chosen, expression: last.expression, names: [...free] };
}

function definitionOf(source: Source, { sides, at }: Statement): Definition {
  const [left, expression] = sides;
  if (left.kind === 'call' && left.name === 'pow') throw readingErrors.powerOnTheLeft(source, left.at ?? at);
  if (left.kind !== 'name' || literalOf(left.name) !== undefined || left.name.startsWith('$'))
    throw readingErrors.notAName(source, left.at ?? at);
  return { name: left.name, expression, at: left.at ?? at };
}

/** One expression without a name at most, which is not the rest of the line above. */
function checkLines(source: Source, statements: readonly Statement[]): void {
  if (statements.length === 0) throw readingErrors.nothing(source);
  const bare = statements.filter(({ sides }) => sides.length === 1);
  if (bare.length > 1)
    throw readingErrors.expected(source, bare[1].at, 'a name for every result but one (name = …)');
  const goesOn = statements.length > 1 && bare.find(({ beginsWithSign }) => beginsWithSign);
  if (goesOn)
    throw readingErrors.at(
      source,
      { start: goesOn.at.start, end: goesOn.at.start + 1 },
      'does this go on from the line above? Put the sign at its end, or parentheses around both',
    );
}

function checkOnce(source: Source, definitions: readonly Definition[]): void {
  const seen = new Set<string>();
  for (const { name, at } of definitions) {
    if (seen.has(name)) throw readingErrors.assignedTwice(source, at, name);
    seen.add(name);
  }
}

/** The expression with each name as it is defined; collects what is used and what is free. */
function bind(
  source: Source,
  expression: Expression,
  like: (name: string) => readonly string[],
  used: Set<string>,
  free: Set<string>,
): Expression {
  const inside = (parts: readonly Expression[]) => parts.map((part) => bind(source, part, like, used, free));
  if (expression.kind === 'call') return { ...expression, operands: inside(expression.operands) };
  if (expression.kind === 'list') return { ...expression, items: inside(expression.items) };
  if (
    expression.kind !== 'name' ||
    expression.name.startsWith('$') ||
    literalOf(expression.name) !== undefined
  )
    return expression;
  const found = like(expression.name);
  if (found.length > 1) throw readingErrors.ambiguousName(source, expression.at!, expression.name, found);
  if (found.length === 0) free.add(expression.name);
  else used.add(found[0]);
  return found.length === 0 || found[0] === expression.name ? expression : { ...expression, name: found[0] };
}

/** Each definition after those that it uses, else as they were written (Kahn's algorithm). */
function inOrder(
  source: Source,
  definitions: readonly Definition[],
  uses: ReadonlyMap<string, ReadonlySet<string>>,
): Definition[] {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const waitingFor = new Map([...uses].map(([name, used]) => [name, used.size]));
  const users = new Map<string, string[]>();
  for (const [name, used] of uses) {
    for (const each of used) {
      const others = users.get(each);
      if (others) others.push(name);
      else users.set(each, [name]);
    }
  }
  const ready = definitions.filter(({ name }) => waitingFor.get(name) === 0);
  for (const { name } of ready) {
    for (const user of users.get(name) ?? []) {
      const left = waitingFor.get(user)! - 1;
      waitingFor.set(user, left);
      if (left === 0) ready.push(byName.get(user)!);
    }
  }
  if (ready.length === definitions.length) return ready;
  throw cycleAmong(
    source,
    definitions.filter(({ name }) => waitingFor.get(name)! > 0),
    uses,
  );
}

function cycleAmong(
  source: Source,
  left: readonly Definition[],
  uses: ReadonlyMap<string, ReadonlySet<string>>,
) {
  const names = new Set(left.map(({ name }) => name));
  const path: string[] = [];
  let name = left[0].name;
  while (!path.includes(name)) {
    path.push(name);
    name = [...uses.get(name)!].find((each) => names.has(each))!;
  }
  const cycle = [...path.slice(path.indexOf(name)), name];
  const at = left.find((each) => each.name === name)!.at;
  return readingErrors.cycle(source, at, cycle.length > 9 ? [...cycle.slice(0, 8), '…'] : cycle);
}

function onlyUnused(
  source: Source,
  definitions: readonly Definition[],
  uses: ReadonlyMap<string, ReadonlySet<string>>,
): string {
  const used = new Set([...uses.values()].flatMap((each) => [...each]));
  const alone = definitions.filter(({ name }) => !used.has(name));
  // Sizes are the result only where there is nothing else.
  const values = alone.filter(({ expression }) => !isSize(expression));
  const unused = values.length > 0 ? values : alone;
  // Where every definition is used there is a cycle, and sorting has said so.
  if (unused.length > 1)
    throw readingErrors.severalResults(
      source,
      unused[1].at,
      unused.map(({ name }) => name),
    );
  return unused[0].name;
}
