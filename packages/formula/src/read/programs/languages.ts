import { name } from '../../expression/expression.ts';
import type { Language, ProgramOptions } from '../language.ts';
import type { Statement } from '../parser.ts';
import type { Source } from '../tokens.ts';
import type { Dialect } from './dialect.ts';
import { programErrors } from './errors.ts';
import { namesIn } from './names.ts';
import { readProgram } from './program.ts';
import type { Line } from './tree.ts';

/** A language, by its reader and the dialect that says what its words mean. */
export function language(
  read: (source: Source) => readonly Line[],
  dialect: Dialect,
  shownBy: Language['shownBy'],
): Language {
  return {
    name: dialect.language,
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
  const { assigned, result: ending } = readProgram(source, lines, dialect, { names, inlined: false });
  const definitions = assigned.map(
    ({ as, expression, nameAt, at }): Statement => ({
      sides: [name(as, nameAt), expression],
      spans: [nameAt, expression.at ?? at],
      at,
      beginsWithSign: false,
    }),
  );
  if (definitions.length === 0 && !ending) throw programErrors.nothing(source);
  if (result !== undefined) return needed(definitions, [result]);
  const alone = ending ?? (last ? lastOf(assigned) : undefined);
  if (!alone) return definitions;
  const { expression, at } = alone;
  const bare: Statement = { sides: [expression], spans: [expression.at ?? at], at, beginsWithSign: false };
  return [...needed(definitions, namesIn(expression)), bare];
}

const lastOf = <T>(each: readonly T[]): T | undefined => each[each.length - 1];

/** The definitions that these names need. */
function needed(definitions: readonly Statement[], wanted: Iterable<string>): Statement[] {
  const asked = new Set(wanted);
  const kept: Statement[] = [];
  for (const definition of [...definitions].reverse()) {
    const [left, right] = definition.sides;
    if (left.kind !== 'name' || !asked.has(left.name)) continue;
    for (const each of namesIn(right)) asked.add(each);
    kept.unshift(definition);
  }
  return kept;
}
