import { constant, operations, Value, value } from '@chainrule/core';
import { UnknownOptionError } from '@chainrule/core/extend';
import { hint } from '../errors/nearest.ts';
import { readingErrors } from '../errors/reading.ts';
import type { CallExpression, Expression, Means, NameExpression } from '../expression/expression.ts';
import { literalOf } from '../expression/names.ts';
import type { Definition, Program } from './definitions.ts';
import { functionNames, mostOperands, operationNamed, takesList } from './functions.ts';
import { Meanings } from './meaning.ts';
import { rememberOrigin } from './outcomes.ts';
import { sameLengths, shapeOf } from './shapes.ts';
import { isSize } from './sizes.ts';
import type { Source } from './tokens.ts';
import { Reader, type Understood } from './understood.ts';

/** A result with the nodes that have names, in the order in which they were made: what was given, then definitions. */
export interface Built {
  readonly result: Value;
  readonly nodes: ReadonlyMap<string, Value>;
  /** Names of a program that stand for numbers read off shapes. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The formula as it was read at these shapes, with every operation by its name: `toText` writes it out. */
  readonly understood: Understood;
}

/** Is told what each call came to: the call that it was meant as, since shapes decide that for some, and what this gave. */
export type Heed = (call: CallExpression, meant: CallExpression, made: unknown) => void;

/**
 * Builds the graph of a program at given values. A plain number stays one until it meets a Value, so that it never
 * promotes a dtype; what numbers alone make is a number again.
 */
export function build(
  source: Source,
  program: Program,
  given: ReadonlyMap<string, unknown>,
  heed?: Heed,
): Built {
  const builder = new Builder(source, given, heed);
  for (const definition of program.definitions) builder.define(definition);
  const found =
    program.result === undefined ? builder.evaluate(program.expression) : builder.scope.get(program.result);
  const nodes = [...builder.scope].filter((entry): entry is [string, Value] => entry[1] instanceof Value);
  return {
    result: builder.resultOf(found, program),
    sizes: builder.sizes,
    nodes: new Map(nodes.filter(([name]) => !name.startsWith('$'))),
    get understood() {
      return builder.reader.understood(program);
    },
  };
}

/** How far two sides of an equation may differ by rounding. */
const SAME = 1e-9;

class Builder {
  readonly scope: Map<string, unknown>;
  readonly sizes = new Map<string, number>();
  readonly reader = new Reader();
  readonly #source: Source;
  readonly #given: ReadonlySet<unknown>;
  readonly #heed: Heed | undefined;
  readonly #meanings: Meanings;
  /** What the operands of notation came to whose shapes were asked for. */
  readonly #asked = new Map<Expression, unknown>();

  constructor(source: Source, given: ReadonlyMap<string, unknown>, heed: Heed | undefined) {
    this.#heed = heed;
    this.#source = source;
    this.#meanings = new Meanings(source);
    this.scope = new Map(given);
    this.#given = new Set(given.values());
  }

  /** Makes the node of a definition. One that is another name for a node is a node of its own. */
  define({ name, expression, alike = [] }: Definition): void {
    const found = this.evaluate(expression);
    for (const other of alike) this.#checkAlike(found, other);
    if (typeof found === 'number' && isSize(expression)) {
      this.sizes.set(name, found);
      this.scope.set(name, found);
      return;
    }
    const isNumeric =
      typeof found === 'number' || (Array.isArray(found) && !found.some((each) => each instanceof Value));
    const made = isNumeric ? this.#guarded(expression, name, () => value(found as number)) : found;
    const taken = made instanceof Value && (made.name !== undefined || this.#given.has(made));
    const node = taken ? operations.reshape(made, made.shape) : made;
    this.#meanings.define(name, expression);
    this.scope.set(name, node instanceof Value ? node.named(name) : node);
  }

  /** Throws where two sides of a chain of equalities have not the same value. */
  #checkAlike(found: unknown, other: Expression): void {
    const [one, two] = [found, this.evaluate(other)].map((each) =>
      this.#guarded(other, '=', () => constant(each as number)),
    );
    const isSame =
      sameLengths(one.shape, two.shape) &&
      one.sub(two).abs().lessEqual(one.abs().mul(SAME).add(SAME)).toArray();
    if (![isSame].flat(9).every(Boolean)) throw readingErrors.notAlike(this.#source, other.at!);
  }

  resultOf(found: unknown, { expression }: Program): Value {
    if (found instanceof Value) return found;
    const isNumeric =
      typeof found === 'number' || (Array.isArray(found) && !found.some((each) => each instanceof Value));
    if (isNumeric) return this.#guarded(expression, 'constant', () => constant(found as number));
    const got = Array.isArray(found)
      ? `${found.length} of them: choose one by its index, …[0]`
      : typeof found;
    throw readingErrors.notAValue(this.#source, expression.at ?? { start: 0, end: 0 }, got);
  }

  /** A Value, a number, an array of numbers, what else an operation takes or gives. */
  evaluate(expression: Expression, parent?: CallExpression): unknown {
    if (this.#asked.has(expression)) return this.#asked.get(expression);
    switch (expression.kind) {
      case 'number':
        return expression.value;
      case 'name':
        return this.#lookUp(expression);
      case 'list':
        return this.#list(expression, false);
      case 'call':
        return this.#call(expression, parent);
      case 'derivative':
        throw readingErrors.derivative(this.#source, expression.at ?? { start: 0, end: 0 });
    }
  }

  #lookUp({ name, rank, length, at = { start: 0, end: 0 } }: NameExpression): unknown {
    if (this.scope.has(name)) {
      const found = this.scope.get(name);
      const shape = shapeOf(found);
      if (rank !== undefined && shape.length !== rank)
        throw readingErrors.sumRank(this.#source, at, name, rank, shape);
      if (length !== undefined && shape[0] !== length)
        throw readingErrors.sumLength(this.#source, at, name, length, shape[0]);
      return found;
    }
    const literal = literalOf(name);
    if (literal !== undefined) return literal;
    throw readingErrors.unboundName(this.#source, at, name, hint(name, this.scope.keys()));
  }

  /** Entries with a Value among them are stacked, unless the operation takes a list. */
  #list(list: Expression & { kind: 'list' }, asOperands: boolean): unknown {
    const items = list.items.map((item) => this.evaluate(item));
    if (asOperands || !items.some((item) => item instanceof Value)) return items;
    return this.#guarded(list, 'stack', () => operations.stack(items as Value[]));
  }

  #call(call: CallExpression, parent: CallExpression | undefined): unknown {
    if (call.means) return this.#notation(call, call.means, parent);
    if (call.name === 'none' && call.operands.length === 0) return null;
    const operands = call.operands.map((operand, k) =>
      k === 0 && operand.kind === 'list' && takesList(call.name)
        ? this.#list(operand, true)
        : this.evaluate(operand, call),
    );
    if (call.name === 'slice' && isResults(operands[0])) return this.#choose(call, operands[0], operands[1]);
    const given = call.operands.map((expression, k) => ({ expression, value: operands[k] }));
    const meant = this.#meanings.of(call, given, parent);
    const { values } = meant;
    const { name } = meant.call;
    const made = this.#invoke(call, name, values);
    rememberOrigin(made, { operands: values, compute: (others) => this.#invoke(call, name, others) });
    const isNumber = made instanceof Value && made.rank === 0 && made.dtype === 'float64';
    const outcome = isNumber && values.every((value) => typeof value === 'number') ? made.item() : made;
    if (call.sign === 'cases' && parent?.sign !== 'cases') this.#checkCases(call, outcome);
    this.#meanings.made(call, meant, outcome);
    this.reader.heard(call, meant.call, values);
    this.#heed?.(call, meant.call, outcome);
    return outcome;
  }

  /** Throws where no case of a function by parts holds. */
  #checkCases(call: CallExpression, made: unknown): void {
    const entries = [constant(made as number).toArray()].flat(9);
    if (isOpen(call) && entries.some(Number.isNaN))
      throw readingErrors.noCase(this.#source, call.at ?? { start: 0, end: 0 });
  }

  /** The value of what notation stands for at the shapes of its operands, each of which is computed once. */
  #notation(call: CallExpression, means: Means, parent: CallExpression | undefined): unknown {
    for (const operand of call.operands)
      if (!this.#asked.has(operand)) this.#asked.set(operand, this.evaluate(operand));
    const operands = call.operands.map((expression) => {
      const value = this.#asked.get(expression);
      return { expression, value, shape: shapeOf(value) };
    });
    const meant = means(operands);
    if (!call.keepsName) this.reader.stands(call, meant);
    return this.evaluate(meant, parent);
  }

  #invoke(call: CallExpression, name: string, operands: readonly unknown[]): unknown {
    const at = call.at ?? { start: 0, end: 0 };
    const operation = operationNamed(name);
    if (!operation) throw readingErrors.unknownFunction(this.#source, at, name, hint(name, functionNames()));
    const most = mostOperands(name);
    if (operands.length > most)
      throw readingErrors.tooManyOperands(this.#source, at, name, most, operands.length);
    const given = call.options ? [...operands, { ...call.options }] : operands;
    return this.#guarded(call, name, () => operation(...given));
  }

  /** One of several results, by its index. */
  #choose(call: CallExpression, results: readonly Value[], index: unknown): Value {
    const [k] = Array.isArray(index) ? index : [];
    const found = results.at(Number.isInteger(k) ? k : results.length);
    const at = call.at ?? { start: 0, end: 0 };
    if (found && (index as unknown[]).length === 1) return found;
    throw readingErrors.at(
      this.#source,
      at,
      `expected an index from 0 to ${results.length - 1}, for there are ${results.length} results`,
    );
  }

  #guarded<T>(expression: Expression, operation: string, run: () => T): T {
    try {
      return run();
    } catch (thrown) {
      const at = expression.at ?? { start: 0, end: 0 };
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      throw isUnknownOption(error, expression)
        ? readingErrors.unknownOption(this.#source, at, operation, error, hint(error.option, error.known))
        : readingErrors.failed(this.#source, at, operation, error);
    }
  }
}

/** Whether an operation was called with a named argument that it does not have. */
const isUnknownOption = (error: Error, expression: Expression): error is UnknownOptionError =>
  error instanceof UnknownOptionError &&
  expression.kind === 'call' &&
  Object.hasOwn(expression.options ?? {}, error.option);

/** Whether every case of a function by parts has a condition, so that none of them may hold. */
const isOpen = (last: Expression): boolean =>
  last.kind === 'call'
    ? last.sign === 'cases' && isOpen(last.operands[2])
    : last.kind === 'number' && Number.isNaN(last.value);

const isResults = (x: unknown): x is Value[] => Array.isArray(x) && x[0] instanceof Value;
