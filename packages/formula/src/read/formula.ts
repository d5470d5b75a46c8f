import { Value } from '@chainrule/core';
import { readingErrors } from '../errors/reading.ts';
import { type Expression, type Literal, name, number, type Span } from '../expression/expression.ts';
import { build } from './build.ts';
import { programOf } from './definitions.ts';
import { readSource } from './read.ts';
import type { Source } from './tokens.ts';

/** What can stand in a template: a Value, a number, numbers in arrays. */
type Hole = unknown;

/**
 * A formula over live Values, as a graph: `+ - * / ^`, `@` for the matrix product, `'` for the transpose, `x[0, 1:3]`,
 * comparisons, every operation by its name, and LaTeX as well.
 *
 * Lines and `;` part definitions, `net = …`, which name their nodes; the last in their chain is the result. An array or
 * a number is a constant. Throws a FormulaError that points at the place.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { formula } from '@chainrule/formula';
 * const w = value(0.4, { name: 'w' });
 * const E = formula`1/2 * (0.01 - sigmoid(${w} * 0.59 + 0.6))^2`;
 * E; // → 0.23641208
 * E.backward().of(w); // → 0.085580
 * formula`sum(${[[1, 2], [3, 4]]}, axis=0)`; // → [4, 6]
 * formula`sigmiod(${w})`; // → throws did you mean sigmoid?
 * ```
 */
export function formula(strings: TemplateStringsArray, ...holes: readonly Hole[]): Value {
  const source = templateSource(strings, holes);
  holes.forEach((hole, k) => {
    if (!isOperand(hole))
      throw readingErrors.at(source, source.holes[k], 'expected a Value, a number or an array here');
  });
  const statements = readSource(
    source,
    {},
    {
      hole: (k, at): Expression =>
        typeof holes[k] === 'number' ? number(holes[k] as number, at) : name(holeName(k), at),
      literal: (k) => literalOf(holes[k]),
    },
  );
  const given = new Map(holes.map((hole, k) => [holeName(k), hole]));
  return build(source, programOf(source, statements), given).result;
}

/** No text can spell it. */
const holeName = (k: number) => `\${${k + 1}}`;

const isOperand = (hole: Hole) =>
  hole instanceof Value || typeof hole === 'number' || Array.isArray(hole) || ArrayBuffer.isView(hole);

const literalOf = (hole: Hole): Literal | undefined =>
  typeof hole === 'number' ||
  (Array.isArray(hole) && hole.flat(Infinity).every((each) => typeof each === 'number'))
    ? (hole as Literal)
    : undefined;

/** The text with what the reader of a message takes for the holes: the names of the Values, or their numbers in turn. */
function templateSource(strings: TemplateStringsArray, holes: readonly Hole[]): Source {
  if (!Array.isArray(strings?.raw)) throw readingErrors.notText('formula', strings);
  const spans: Span[] = [];
  let text = strings.raw[0];
  holes.forEach((hole, k) => {
    const start = text.length;
    const label = hole instanceof Value && hole.name !== undefined ? hole.name : String(k + 1);
    text += `\${${/^[\p{L}\p{N}_]{1,30}$/u.test(label) ? label : k + 1}}`;
    spans.push({ start, end: text.length });
    text += strings.raw[k + 1];
  });
  return { operation: 'formula', text, holes: spans };
}
