import { checkCount, constant, type Operand, Value, value } from '@chainrule/core';
import { hint } from '../errors/nearest.ts';
import { readingErrors } from '../errors/reading.ts';
import type { Expression } from '../expression/expression.ts';
import { namesLike } from '../expression/names.ts';
import { checkOptions } from '../options.ts';
import { type Built, build } from './build.ts';
import { type Definition, type Program, programOf } from './definitions.ts';
import { functionNamed, isAlias } from './functions.ts';
import { CONSTANTS } from './operand.ts';
import { type ReadOptions, readSource } from './read.ts';
import { rememberSizes } from './sizes.ts';
import { chosenSyntax, rememberSyntax } from './syntax.ts';
import type { Source } from './tokens.ts';

export interface ParseOptions extends ReadOptions {
  /** The definition that is the result. Default: the only one that no other uses. */
  result?: string | undefined;
}

/** Values for the free names of a formula: Values as they are, numbers and arrays as new leaves of that name. */
export type FormulaValues = Readonly<Record<string, Operand>>;

/** The graph of a formula at given values. */
export type FormulaGraph = Built;

/** A formula that was read: a function of its free names. */
export interface Formula {
  /** The result at given values, which is the root of a graph. */
  (values?: FormulaValues): Value;
  /** The free names, in order of appearance. */
  readonly names: readonly string[];
  /** The definitions, each after those that it uses. */
  readonly definitions: readonly Definition[];
  /** The name of the definition that is the result; undefined where it has none. */
  readonly result: string | undefined;
  /** What the result is computed as. */
  readonly expression: Expression;
  /** The result and every node that has a name in the formula. */
  graph(values?: FormulaValues): FormulaGraph;
  /** The text that was read. */
  toString(): string;
}

/**
 * Reads a formula with free names, as text or in LaTeX: a function of those names.
 *
 * Definitions stand on lines of their own or between `;`, in any order, and name the nodes of the graph. Plain numbers
 * given for a name become a leaf of that name that wants a gradient; a Value is used as it is, and keeps the name that
 * it has or lacks. `w5`, `w_5` and `w_{5}` find each other where only one of them is there.
 *
 * Throws a FormulaError that points at the place of a mistake, and a DataError for values that are missing or unknown.
 *
 * @example
 * ```ts
 * import { parse } from '@chainrule/formula';
 * const f = parse('E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b');
 * f.names; // → ["t", "w", "x", "b"]
 * f.result; // → E
 * const { result, nodes } = f.graph({ t: 0.01, w: 0.4, x: 0.59, b: 0.6 });
 * result.backward().of(nodes.get('w')!); // → 0.085580
 * parse('\\frac{1}{2}(t - \\sigma(wx + b))^2')({ t: 0.01, w: 0.4, x: 0.59, b: 0.6 }); // → 0.23641208
 * parse('w * (x + b'); // → throws expected ) to close the bracket
 * ```
 */
export function parse(text: string, options: ParseOptions = {}): Formula {
  checkCount('parse', 2, arguments);
  if (typeof text !== 'string') throw readingErrors.notText('parse', text);
  checkOptions('parse', options, { syntax: 'any', names: 'any', result: 'any' });
  const source: Source = { operation: 'parse', text, holes: [] };
  const statements = readSource(source, options, { result: options.result });
  const program = programOf(source, statements, options.result);
  const syntax = chosenSyntax(source, options.syntax) ?? 'text';
  const graph = (values: FormulaValues = {}) => {
    const built = build(source, program, valuesFor(source, program, values));
    rememberSyntax(built.result, syntax);
    rememberSizes(built.result, built.sizes);
    return built;
  };
  return Object.assign((values?: FormulaValues) => graph(values).result, {
    names: program.names,
    definitions: program.definitions,
    result: program.result,
    expression: program.expression,
    graph,
    toString: () => text,
  });
}

/** What is given for each free name, plain numbers as leaves. Throws where something is missing or left over. */
export function valuesFor(
  source: Source,
  { names, definitions }: Program,
  values: FormulaValues,
): Map<string, Value> {
  const { operation } = source;
  if (typeof values !== 'object' || values === null || values instanceof Value)
    throw readingErrors.badValues(operation, values);
  const keys = Object.keys(values);
  const like = namesLike(keys);
  const found = new Map(names.map((name) => [name, keyFor(operation, name, like(name))]));
  const missing = names.filter((name) => found.get(name) === undefined);
  const used = new Set(found.values());
  const unused = keys.filter((key) => !used.has(key));
  if (missing.length > 0) {
    const meant = missing.length === 1 ? hint(missing[0], unused) : '';
    const got = unused.length > 0 ? `, got ${unused.join(', ')}${meant}` : '';
    throw readingErrors.missingValues(operation, missing, got + transposeHint(missing, source.text));
  }
  if (unused.length > 0) throw unknownValue(operation, unused[0], names, definitions);
  return new Map([...found].map(([name, key]) => [name, leafOf(operation, name, values[key!])]));
}

/** That of a matrix to the power of T, for which nothing is given, the transpose was meant. */
function transposeHint(missing: readonly string[], text: string): string {
  const [, base] =
    (missing.includes('T') && /([\p{L}\p{N}_]+|\))\s*\^\s*T(?![\p{L}\p{N}_])/u.exec(text)) || [];
  return base === undefined
    ? ''
    : ` (${base === ')' ? '(…)' : base}^T is a power: the transpose is ${base === ')' ? '(…)' : base}')`;
}

function keyFor(operation: string, name: string, found: readonly string[]): string | undefined {
  if (found.length > 1)
    throw readingErrors.unknownValue(operation, found[1], ` beside ${found[0]}: ${name} can be either`);
  return found[0];
}

function unknownValue(
  operation: string,
  key: string,
  names: readonly string[],
  definitions: readonly Definition[],
) {
  if (definitions.some(({ name }) => name === key))
    return readingErrors.unknownValue(operation, key, ': it is defined there');
  if (CONSTANTS.has(key))
    return readingErrors.unknownValue(
      operation,
      key,
      ` but the constant: say { names: ['${key}'] } to make it a name`,
    );
  if (isAlias(key))
    return readingErrors.unknownValue(
      operation,
      key,
      `: ${key}(…) is the function ${functionNamed(key)} (say { names: ['${key}'] } to make it a name)`,
    );
  return readingErrors.unknownValue(
    operation,
    key,
    hint(key, names) || `, it has ${names.join(', ') || 'none'}`,
  );
}

/** Integers and booleans have no gradient: of typed arrays of them constants are made. */
function leafOf(operation: string, name: string, given: Operand): Value {
  if (given instanceof Value) return given;
  if (typeof given !== 'number' && !Array.isArray(given) && !ArrayBuffer.isView(given))
    throw readingErrors.badValue(operation, name, given);
  const leaf = constant(given, { name });
  return leaf.dtype === 'float64' || leaf.dtype === 'float32' ? value(leaf, { name }) : leaf;
}
