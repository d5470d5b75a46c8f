import { checkCount, mapTree, type Tree, type Value, valueAndGrad } from '@chainrule/core';
import { errors } from '../errors.ts';
import { checkNames } from '../options.ts';
import { optimise } from '../passes/optimise.ts';
import { traceProgram } from '../program/trace.ts';
import type { ResultNumbers } from './lower/held.ts';
import { lower } from './lower/lower.ts';
import { helperSource } from './spelling/helpers.ts';
import { identifier, Names } from './text/names.ts';
import { SourceText } from './text/statements.ts';
import { type ArrayForm, constructorOf, expressionOf, patternOf, typeOf } from './text/trees.ts';

/** How source text is written. */
export interface SourceOptions {
  /** The name of the function. Default: `f`. */
  readonly name?: string;
  readonly language?: 'javascript' | 'typescript';
  /**
   * What the function returns: `'forward'`, the result of f; or `'valueAndGradient'`, `{ value, gradient }` of a scalar f, with
   * the gradient in the structure of its first argument. Default: `'forward'`. A whole training step is an f whose result is
   * the new state.
   */
  readonly what?: 'forward' | 'valueAndGradient';
  /** How arrays are passed: `'nested'`, as nested arrays of numbers; or `'flat'`, as typed arrays in row-major order. Default: `'nested'`. */
  readonly arrays?: ArrayForm;
}

/**
 * A function of trees of Values as the text of a standalone ES module, which needs no package: `export function f(…)`. It takes
 * numbers and arrays in trees of the same structure and shapes as the arguments given here; their numbers do not matter.
 * Named Values keep their names.
 *
 * The operations are the compiled ones and give the same numbers, except that a sum of negative zeros only may be a negative
 * zero. Booleans are the numbers 0 and 1.
 *
 * Throws a CompileError, with the name of the operation, if an operation has no text form, and for random numbers.
 *
 * @example
 * ```ts
 * import { toSource } from '@chainrule/compile';
 * import { ndtr, type Value, value } from '@chainrule/core';
 * const neuron = ({ w, b }: { w: Value; b: Value }, x: Value) => w.mul(x).add(b).named('net').sigmoid();
 * const parameters = { w: value(0.4), b: value(0.1) };
 * const x = value(2, { name: 'x' });
 * toSource(neuron, [parameters, x], { name: 'neuron' }).includes('const net = w * x + b;'); // → true
 * toSource(neuron, [parameters, x], { language: 'typescript' }).includes('x: number'); // → true
 * toSource((x: Value) => ndtr(x), [value(1)]); // → throws ndtr
 * ```
 */
export function toSource<Inputs extends readonly Tree[]>(
  f: (...inputs: Inputs) => Tree,
  inputs: Inputs,
  options: SourceOptions = {},
): string {
  checkCount('toSource', 3, arguments);
  if (typeof f !== 'function') throw errors.badSourceOption('f', 'a function', f);
  if (!Array.isArray(inputs)) throw errors.badSourceOption('inputs', 'an array of arguments', inputs);
  checkNames('toSource', options, ['name', 'language', 'what', 'arrays']);
  const { name = 'f', what = 'forward', arrays = 'nested', language = 'javascript' } = options;
  checkOneOf('what', ['forward', 'valueAndGradient'], what);
  checkOneOf('arrays', ['nested', 'flat'], arrays);
  checkOneOf('language', ['javascript', 'typescript'], language);
  if (typeof name !== 'string' || identifier(name) !== name)
    throw errors.badSourceOption('name', 'a name for a function', name);
  const traced = traceInputs(what === 'forward' ? f : withGradient(f), inputs);
  return new Writer(traced, { name, what, arrays, language }).module();
}

function checkOneOf(option: string, names: readonly string[], got: string): void {
  if (!names.includes(got)) throw errors.badSourceOption(option, names.join(' or '), got);
}

const withGradient =
  (f: (...inputs: never) => Tree) =>
  (first: Tree, ...others: Tree[]): Tree =>
    valueAndGrad((x: Tree) => (f as (...inputs: Tree[]) => Value)(x, ...others))(first as never);

/** A Value among the arguments, and its path. */
interface Argument {
  readonly value: Value;
  readonly path: readonly string[];
}

function traceInputs(f: (...inputs: never) => Tree, inputs: readonly Tree[]) {
  const given: Argument[] = [];
  // Every place is an input of its own, even if one Value is in two places.
  const trees = inputs.map((tree, k) =>
    mapTree((x, _, path) => {
      const value = x.leaf(x.wantsGradient);
      value.name = x.name;
      given.push({ value, path: [String(k), ...path] });
      return value;
    }, tree),
  );
  const index = new Map(given.map(({ value }, i) => [value, i]));
  const traced = traceProgram(
    given.map(({ value }) => value),
    (xs) => {
      const [...args] = trees.map((tree) => mapTree((x) => xs[index.get(x)!], tree));
      return (f as (...inputs: Tree[]) => Tree)(...args);
    },
    'toSource',
  );
  const program = optimise(traced.program).at(-1)!.program;
  return { ...traced, program, given, index, trees };
}

type Traced = ReturnType<typeof traceInputs>;

class Writer {
  readonly #traced: Traced;
  readonly #options: Required<SourceOptions>;
  readonly #names = new Names();
  readonly #inputNames: readonly string[];
  readonly #text: SourceText;
  #usesRows = false;

  constructor(traced: Traced, options: Required<SourceOptions>) {
    this.#traced = traced;
    this.#options = options;
    this.#names.fresh(options.name);
    this.#inputNames = traced.given.map((argument) => this.#names.fresh(nameOf(argument)));
    this.#text = new SourceText(lower(traced.program, false), {
      names: this.#names,
      inputs: this.#inputNames,
      results: resultNames(traced, this.#inputNames),
      form: options.arrays,
    });
  }

  module(): string {
    const { value, resultOf } = this.#traced;
    this.#text.write();
    const { results } = this.#text.lowered;
    const result = expressionOf(value, (x) => this.#result(results[resultOf.get(x)!]));
    const { body, constants, helpers } = this.#text;
    const typed = this.#options.language === 'typescript';
    const parts = [
      '// Written by @chainrule/compile. It needs no package.',
      ...[...helpers].map((name) => helperSource(name, typed)),
      ...(this.#usesRows ? [typed ? ROWS_TYPED : ROWS] : []),
      ...(constants.length > 0 ? [constants.join('\n')] : []),
      `export function ${this.#options.name}(${this.#parameters(typed)})${typed ? this.#resultType() : ''} {\n${indented([...body, `return ${result};`])}\n}`,
    ];
    return `${parts.join('\n\n')}\n`;
  }

  #resultType(): string {
    return `: ${typeOf(this.#traced.value, this.#options.arrays, 'result')}`;
  }

  #parameters(typed: boolean): string {
    const { index, trees } = this.#traced;
    const nameOfRead = (x: Value) => {
      const input = index.get(x)!;
      return this.#text.read.has(input) ? this.#inputNames[input] : undefined;
    };
    return trees
      .map((tree, k) => {
        const pattern = patternOf(tree, nameOfRead) ?? `_${k + 1}`;
        return typed ? `${pattern}: ${typeOf(tree, this.#options.arrays, 'argument')}` : pattern;
      })
      .join(', ');
  }

  #result(place: ResultNumbers): string {
    const { shape, dtype } = place.variable;
    const isFlat = this.#options.arrays === 'flat';
    if ('refs' in place) {
      const numbers = place.refs.map((ref) => this.#text.number(ref));
      if (shape.length === 0) return numbers[0];
      return isFlat ? `${constructorOf(dtype)}.of(${numbers.join(', ')})` : nested(numbers, shape);
    }
    const name = this.#text.arrayName(place.array);
    if (shape.length === 0) return `${name}[0]`;
    const { input, constant } = this.#text.lowered.arrays[place.array];
    if (input !== undefined) this.#text.read.add(input);
    // Arrays of the caller, and constants that the next call returns again, are copied, since the result may be written to.
    if (isFlat) return input !== undefined || constant ? `${name}.slice()` : name;
    if (shape.length === 1) return `Array.from(${name})`;
    this.#usesRows = true;
    return shape.slice(1).reduceRight((text, size) => `rows(${text}, ${size})`, name);
  }
}

/** Numbers as nested arrays of a shape. */
function nested(numbers: readonly string[], shape: readonly number[]): string {
  if (shape.length === 0) return numbers[0];
  const [length, ...rest] = shape;
  const size = rest.reduce((a, b) => a * b, 1);
  const parts = Array.from({ length }, (_, i) => nested(numbers.slice(i * size, (i + 1) * size), rest));
  return `[${parts.join(', ')}]`;
}

/** The name of an argument: its own, or one that follows from its path. */
function nameOf({ value, path }: Argument): string {
  const [, ...inside] = path;
  const isNamed = inside.some((key) => !/^\d+$/.test(key));
  return value.name ?? (isNamed ? inside.join('_') : ['x', ...inside].join(''));
}

/** The names of results that have none: they follow from their paths, with `new_` in front of the name of an input. */
function resultNames({ value, resultOf }: Traced, inputs: readonly string[]): string[] {
  const names: string[] = [];
  mapTree((x, _, path) => {
    const [first] = path;
    const name = (first === undefined || /^\d/.test(first) ? ['result', ...path] : path).join('_');
    names[resultOf.get(x)!] ??= inputs.includes(identifier(name)) ? `new_${name}` : name;
  }, value);
  return names;
}

const ROWS_TYPED = `function rows<T>(items: ArrayLike<T>, size: number): T[][] {
  const made: T[][] = [];
  for (let i = 0; i < items.length; i += size) made.push(Array.from({ length: size }, (_, k) => items[i + k]));
  return made;
}`;

const ROWS = ROWS_TYPED.replaceAll('<T>(', '(').replace(/: (?:ArrayLike<T>|number|T\[\]\[\])/g, '');

/** Statements with each block further to the right. */
function indented(lines: readonly string[]): string {
  let depth = 1;
  return lines
    .map((line) => {
      if (line === '}') depth--;
      const text = '  '.repeat(depth) + line;
      if (line.endsWith('{')) depth++;
      return text;
    })
    .join('\n');
}
