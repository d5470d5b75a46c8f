import { name } from '../../expression/expression.ts';
import type { Language, ProgramOptions } from '../language.ts';
import type { Statement } from '../parser.ts';
import type { Source } from '../tokens.ts';
import type { Dialect } from './dialect.ts';
import { programErrors } from './errors.ts';
import { namesIn } from './names.ts';
import { type Assigned, readProgram } from './program.ts';
import type { Line } from './tree.ts';

/** A language, by its reader and the dialect that says what its words mean. */
export function language(
  read: (source: Source) => readonly Line[],
  dialect: Dialect,
  shownBy: Language['shownBy'],
): Language {
  return {
    name: dialect.language,
    columns: dialect.columns,
    shownBy,
    statements: (source, options) => statementsOf(source, read(source), dialect, options),
    lines: (source, names) =>
      readProgram(source, read(source), dialect, { names, inlined: true }).assigned.map(
        ({ as, ...each }) => ({
          ...each,
          isLast: as === each.name,
        }),
      ),
  };
}

/** The definitions that the result needs, and the result. */
function statementsOf(
  source: Source,
  lines: readonly Line[],
  dialect: Dialect,
  { names, result, last }: ProgramOptions,
): Statement[] {
  const { assigned, sizes, result: ending } = readProgram(source, lines, dialect, { names, inlined: false });
  const definitions = new Map([...sizes, ...assigned].map((each) => [each.as, definitionOf(each)]));
  if (definitions.size === 0 && !ending) throw programErrors.nothing(source);
  // What is said of the formula may name its sizes, also those that it does not use.
  const named = last ? [] : sizes.map(({ as }) => as);
  if (result !== undefined) return needed(definitions, [result, ...named]);
  const alone = ending ?? (last ? assigned[assigned.length - 1] : undefined);
  if (!alone) return needed(definitions, [...named, ...assigned.map(({ as }) => as)]);
  const { expression, at } = alone;
  const bare: Statement = { sides: [expression], spans: [expression.at ?? at], at, beginsWithSign: false };
  return [...needed(definitions, [...named, ...namesIn(expression)]), bare];
}

const definitionOf = ({ as, expression, nameAt, at }: Assigned): Statement => ({
  sides: [name(as, nameAt), expression],
  spans: [nameAt, expression.at ?? at],
  at,
  beginsWithSign: false,
});

/** The definitions that these names need, in their order. */
function needed(definitions: ReadonlyMap<string, Statement>, wanted: Iterable<string>): Statement[] {
  const kept = new Set<Statement>();
  const rest = [...wanted];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const definition = definitions.get(next);
    if (!definition || kept.has(definition)) continue;
    kept.add(definition);
    rest.push(...namesIn(definition.sides[1]));
  }
  return [...definitions.values()].filter((each) => kept.has(each));
}
