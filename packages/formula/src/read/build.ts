import { constant, operations, Value, value } from '@chainrule/core';
import { readingErrors } from '../errors.ts';
import { type CallExpression, type Expression, isCall, type Literal } from '../expression/expression.ts';
import { literalOf } from '../expression/names.ts';
import type { Definition, Program } from './definitions.ts';
import { type AnyOperation, functionNames, mostOperands, operationNamed, takesList } from './functions.ts';
import { isJuxtaposed } from './juxtaposed.ts';
import { hint } from './nearest.ts';
import { rememberOrigin } from './outcomes.ts';
import type { Source } from './tokens.ts';

/** A result with the nodes that have names, in the order in which they were made: what was given, then definitions. */
export interface Built {
  readonly result: Value;
  readonly nodes: ReadonlyMap<string, Value>;
}

/** Is told what each call came to: the operation that it was, since shapes decide that for some, and what this gave. */
export type Heed = (call: CallExpression, operation: string, made: unknown) => void;

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
    nodes: new Map(nodes.filter(([name]) => !name.startsWith('$'))),
  };
}

class Builder {
  readonly scope: Map<string, unknown>;
  readonly #source: Source;
  readonly #given: ReadonlySet<unknown>;
  readonly #heed: Heed | undefined;

  constructor(source: Source, given: ReadonlyMap<string, unknown>, heed: Heed | undefined) {
    this.#heed = heed;
    this.#source = source;
    this.scope = new Map(given);
    this.#given = new Set(given.values());
  }

  /** Makes the node of a definition. One that is another name for a node is a node of its own. */
  define({ name, expression }: Definition): void {
    const found = this.evaluate(expression);
    const isNumeric =
      typeof found === 'number' || (Array.isArray(found) && !found.some((each) => each instanceof Value));
    const made = isNumeric ? this.#guarded(expression, name, () => value(found as number)) : found;
    const taken = made instanceof Value && (made.name !== undefined || this.#given.has(made));
    const node = taken ? operations.reshape(made, made.shape) : made;
    this.scope.set(name, node instanceof Value ? node.named(name) : node);
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
  evaluate(expression: Expression): unknown {
    switch (expression.kind) {
      case 'number':
        return expression.value;
      case 'name':
        return this.#lookUp(expression.name, expression);
      case 'list':
        return this.#list(expression, false);
      case 'call':
        return this.#call(expression);
      case 'derivative':
        throw readingErrors.derivative(this.#source, expression.at ?? { start: 0, end: 0 });
    }
  }

  #lookUp(name: string, { at = { start: 0, end: 0 } }: Expression): unknown {
    if (this.scope.has(name)) return this.scope.get(name);
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

  #call(call: CallExpression): unknown {
    if (call.name === 'none' && call.operands.length === 0) return null;
    const operands = call.operands.map((operand, k) =>
      k === 0 && operand.kind === 'list' && takesList(call.name)
        ? this.#list(operand, true)
        : this.evaluate(operand),
    );
    if (call.name === 'slice' && isResults(operands[0])) return this.#choose(call, operands[0], operands[1]);
    const name = meant(call, operands);
    if (call.name === 'transpose' && name === 'swapAxes') operands.push(-1, -2);
    const made = this.#invoke(call, name, operands);
    rememberOrigin(made, { operands, compute: (others) => this.#invoke(call, name, others) });
    const isNumber = made instanceof Value && made.rank === 0 && made.dtype === 'float64';
    const outcome = isNumber && operands.every((operand) => typeof operand === 'number') ? made.item() : made;
    this.#heed?.(call, name, outcome);
    return outcome;
  }

  #invoke(call: CallExpression, name: string, operands: readonly unknown[]): unknown {
    const at = call.at ?? { start: 0, end: 0 };
    const operation = operationNamed(name);
    if (!operation) throw readingErrors.unknownFunction(this.#source, at, name, hint(name, functionNames()));
    const most = mostOperands(name);
    if (operands.length > most)
      throw readingErrors.tooManyOperands(this.#source, at, name, most, operands.length);
    if (!call.options) return this.#guarded(call, name, () => operation(...operands));
    const { options } = call;
    const read = new Set<string>();
    const made = this.#guarded(
      call,
      name,
      () => operation(...operands, watched(options, read)),
      () => {
        if (Object.keys(options).some((key) => !read.has(key))) learn(operation, operands, options, read);
        this.#checkRead(call, name, read);
      },
    );
    this.#checkRead(call, name, read);
    return made;
  }

  /** A named argument that the operation never looked at is one that it does not have. */
  #checkRead({ at, options = {} }: CallExpression, name: string, read: ReadonlySet<string>): void {
    const unread = Object.keys(options).find((key) => !read.has(key));
    if (unread === undefined) return;
    const known = [...read].filter((key) => /^[a-z]\w*$/i.test(key));
    throw readingErrors.unknownOption(
      this.#source,
      at ?? { start: 0, end: 0 },
      name,
      unread,
      known,
      hint(unread, known),
    );
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

  #guarded<T>(expression: Expression, operation: string, run: () => T, before?: () => void): T {
    try {
      return run();
    } catch (error) {
      before?.();
      const at = expression.at ?? { start: 0, end: 0 };
      throw readingErrors.failed(
        this.#source,
        at,
        operation,
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  }
}

const isResults = (x: unknown): x is Value[] => Array.isArray(x) && x[0] instanceof Value;

const rankOf = (x: unknown) => (x instanceof Value ? x.rank : 0);

/** The rank of a Value, or of numbers written out in brackets. */
const depthOf = (x: unknown): number => (Array.isArray(x) ? 1 + depthOf(x[0]) : rankOf(x));

/** The operation that a call comes to at these operands, where their shapes decide. */
function meant(call: CallExpression, operands: readonly unknown[]): string {
  const ranks = operands.map(rankOf);
  if (call.name === 'transpose' && operands.length === 1 && depthOf(operands[0]) > 2) return 'swapAxes';
  if (!isJuxtaposed(call) || Math.min(...ranks) === 0) return call.name;
  // Of two vectors xᵀy is a number, and xyᵀ a matrix.
  if (Math.max(...ranks) > 1 || isCall(call.operands[0], 'transpose')) return 'matmul';
  return isCall(call.operands[1], 'transpose') ? 'outer' : call.name;
}

/** Which options an operation looks at: it may have refused one by its name, before it looked at any. */
function learn(
  operation: AnyOperation,
  operands: readonly unknown[],
  options: Readonly<Record<string, Literal>>,
  read: Set<string>,
): void {
  const nameless = new Proxy(watched(options, read), { ownKeys: () => [] });
  try {
    operation(...operands, nameless);
  } catch {
    // What went wrong was said before.
  }
}

/** Options that tell which of them were asked for. */
const watched = (options: Readonly<Record<string, Literal>>, read: Set<string>) =>
  new Proxy(
    { ...options },
    {
      get(target, key) {
        if (typeof key === 'string') read.add(key);
        return Object.hasOwn(target, key) ? target[key as string] : undefined;
      },
    },
  );
