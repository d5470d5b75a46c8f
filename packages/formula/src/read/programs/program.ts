import { type Expression, name, type Span } from '../../expression/expression.ts';
import type { Source } from '../tokens.ts';
import type { Dialect } from './dialect.ts';
import { programErrors } from './errors.ts';
import { readNames } from './names.ts';
import { Translator } from './translator.ts';
import {
  type AssignLine,
  type FunctionTerm,
  type IndexTerm,
  keyOf,
  type Line,
  type ResultLine,
  type Term,
} from './tree.ts';

/** A value that a line gives to a name. */
export interface Assigned {
  readonly name: string;
  /** What expressions call this value: the name, or `z⁽1⁾` for the first of several values of z. */
  readonly as: string;
  readonly expression: Expression;
  /** Where the name stands, and the line. */
  readonly nameAt: Span;
  readonly at: Span;
  /** Whether the line changes a part of an array. */
  readonly inPart: boolean;
}

/** What a program says: the values of its names, in their order, and the value that it ends in, if it does. */
export interface ReadProgram {
  readonly assigned: readonly Assigned[];
  /** Names of numbers that are read off shapes. */
  readonly sizes: readonly Assigned[];
  readonly result: { readonly expression: Expression; readonly at: Span } | undefined;
}

interface Options {
  /** Names that mean themselves. */
  readonly names: readonly string[];
  /** Whether an earlier value of a name that is assigned again is put in where it is used, in place of a name of its own. */
  readonly inlined: boolean;
}

/** Reads the lines of a program. */
export function readProgram(
  source: Source,
  lines: readonly Line[],
  dialect: Dialect,
  options: Options,
): ReadProgram {
  const { lines: main, helpers } = mainOf(lines);
  const reader = new ProgramReader(source, main, dialect, options);
  for (const helper of helpers) reader.line(helper, -1);
  main.forEach((line, k) => {
    reader.line(line, k);
  });
  return reader.read();
}

/** Where there are only functions, the last one is the program, and the others are what it calls. */
function mainOf(lines: readonly Line[]): { lines: readonly Line[]; helpers: readonly Line[] } {
  const rest = lines.filter((line) => line.kind !== 'import');
  const last = rest[rest.length - 1];
  const isFunction = (line: Line) => line.kind !== 'import' && line.value.kind === 'function';
  if (!last || !rest.every(isFunction)) return { lines, helpers: [] };
  return { lines: (last.value as FunctionTerm).body, helpers: lines.filter((line) => line !== last) };
}

class ProgramReader {
  readonly #source: Source;
  readonly #dialect: Dialect;
  readonly #options: Options;
  readonly #translator: Translator;
  /** How often each name is assigned, and how often it has been. */
  readonly #times = new Map<string, number>();
  readonly #sofar = new Map<string, number>();
  /** The first and the last line that read each name. */
  readonly #firstRead = new Map<string, number>();
  readonly #lastRead = new Map<string, number>();
  /** The line that is read. */
  #current = 0;
  readonly #assigned: Assigned[] = [];
  readonly #sizes: Assigned[] = [];
  readonly #lines: readonly Line[];
  #result: ReadProgram['result'];

  constructor(source: Source, lines: readonly Line[], dialect: Dialect, options: Options) {
    this.#source = source;
    this.#dialect = dialect;
    this.#options = options;
    this.#lines = lines;
    this.#translator = new Translator(source, dialect, new Set(options.names));
    lines.forEach((line, k) => {
      if (line.kind === 'import') return;
      for (const each of readNames(line)) {
        if (!this.#firstRead.has(each)) this.#firstRead.set(each, k);
        this.#lastRead.set(each, k);
      }
      if (line.kind === 'assign')
        for (const target of line.targets) {
          const symbol = nameOf(target);
          if (symbol !== undefined) this.#times.set(symbol, (this.#times.get(symbol) ?? 0) + 1);
        }
    });
  }

  read(): ReadProgram {
    return { assigned: this.#assigned, sizes: this.#sizes, result: this.#result };
  }

  line(line: Line, k: number): void {
    this.#current = k;
    if (line.kind === 'import') this.#translator.imported(line.names);
    else if (line.kind === 'assign') this.#assign(line);
    else this.#ends(line);
  }

  /** A value alone on its line is the result, if no line follows. Names that are returned say nothing that is not said. */
  #ends(line: ResultLine): void {
    const { value, at, returned } = line;
    if (value.kind === 'list' && value.items.every(({ kind }) => kind === 'name')) return;
    if (this.#current < this.#lines.length - 1 && !returned)
      throw programErrors.cannotSay(
        this.#source,
        at,
        'a value that no name is given',
        'write name = … or leave it out',
      );
    this.#result ??= { expression: this.#translator.expression(value), at };
  }

  #assign(line: AssignLine): void {
    const { targets, value } = line;
    const [target] = targets;
    if (targets.length > 1) this.#takeApart(line);
    else if (value.kind === 'function' && target.kind === 'name')
      this.#translator.scope.set(target.name, this.#translator.define(value));
    else if (!this.#isIdle(line)) this.#give(line, this.#valueOf(line, target));
  }

  /** Lines that say nothing of the values: `W1 = params['W1']`, a cache, and an update of a parameter that ends a step. */
  #isIdle({ targets: [target], value, operator }: AssignLine): boolean {
    const symbol = nameOf(target);
    if (symbol === undefined) return false;
    if (operator === undefined && keyOf(value) === symbol && target.kind === 'name') return true;
    const isRead = (this.#lastRead.get(symbol) ?? -1) > this.#current;
    if (value.kind === 'list' && value.items.length > 1 && value.items.every(({ kind }) => kind === 'name'))
      return !isRead;
    const updates = operator !== undefined && !this.#translator.scope.has(symbol);
    return updates && target.kind === 'name' && !isRead && this.#lines.length > 1;
  }

  #valueOf(line: AssignLine, target: Term): Expression {
    const { operator, value, at } = line;
    if (target.kind === 'index' && keyOf(target) === undefined) return this.#stored(line, target);
    if (operator === undefined) return this.#translator.expression(value);
    this.#checkHasValue(target);
    const operatorAt = { start: target.at.end, end: value.at.start };
    return this.#translator.expression({
      kind: 'binary',
      operator,
      operatorAt,
      left: target,
      right: value,
      at,
    });
  }

  /** `x[mask] = 0`: the array with a part of it changed. */
  #stored({ value: term, operator, at }: AssignLine, target: IndexTerm): Expression {
    this.#checkHasValue(target.of);
    const current = this.#translator.expression(target.of);
    const value = this.#translator.expression(term);
    return this.#dialect.assigned(target, current, { term, value, operator, at }, this.#translator);
  }

  #checkHasValue(target: Term): void {
    const symbol = nameOf(target);
    if (symbol === undefined)
      throw programErrors.expected(this.#source, target.at, '=', 'a name on the left');
    if (!this.#translator.scope.has(symbol))
      throw programErrors.reassignedInput(this.#source, target.at, symbol);
  }

  #give(line: Pick<AssignLine, 'at' | 'targets'>, expression: Expression, target = line.targets[0]): void {
    const symbol = nameOf(target);
    if (symbol === undefined)
      throw programErrors.expected(this.#source, target.at, '=', 'a name on the left');
    const { scope } = this.#translator;
    const version = (this.#sofar.get(symbol) ?? 0) + 1;
    this.#sofar.set(symbol, version);
    if (this.#translator.isSize(expression) && this.#times.get(symbol) === 1) {
      this.#giveSize(symbol, expression, target.at, line.at);
      return;
    }
    if (version === 1 && this.#isInput(symbol))
      throw programErrors.reassignedInput(this.#source, target.at, symbol);
    const isLast = version === this.#times.get(symbol);
    const as = isLast ? symbol : `${symbol}⁽${version}⁾`;
    const inPart = target.kind === 'index' && keyOf(target) === undefined;
    this.#assigned.push({ name: symbol, as, expression, nameAt: target.at, at: line.at, inPart });
    scope.set(symbol, isLast || !this.#options.inlined ? name(as, target.at) : expression);
  }

  /** `m = X.shape[0]`: a number that shapes tell. */
  #giveSize(symbol: string, expression: Expression, nameAt: Span, at: Span): void {
    const size = this.#translator.size('size', [expression], at, ([each]) => each.expression);
    this.#sizes.push({ name: symbol, as: symbol, expression: size, nameAt, at, inPart: false });
    const value = this.#options.inlined ? expression : this.#translator.sizeNamed(symbol, nameAt);
    this.#translator.scope.set(symbol, value);
  }

  /** Whether a line above this one has read the name, or this one itself does. In a pass it is then that of the formula. */
  #isInput(symbol: string): boolean {
    if (this.#options.inlined && this.#options.names.includes(symbol)) return false;
    return (this.#firstRead.get(symbol) ?? Infinity) <= this.#current;
  }

  #takeApart(line: AssignLine): void {
    const { targets, value, operator, at } = line;
    if (operator !== undefined)
      throw programErrors.expected(this.#source, at, `${operator}=`, 'one name on the left');
    if (value.kind === 'list' && value.items.length === targets.length) {
      const pairs = targets.map((target, k) => [target, value.items[k]] as const);
      const found = pairs.filter(
        ([target, item]) => keyOf(item) === undefined || keyOf(item) !== nameOf(target),
      );
      const expressions = found.map(([, item]) => this.#translator.expression(item));
      found.forEach(([target], k) => {
        this.#give(line, expressions[k], target);
      });
      return;
    }
    // What is taken out of a cache are inputs.
    if (value.kind === 'name' && !this.#translator.scope.has(value.name)) return;
    targets.forEach((target, k) => {
      if (target.kind === 'name' && /^[_~]$/.test(target.name)) return;
      const part = this.#dialect.part(value, k);
      if (!part)
        throw programErrors.cannotSay(
          this.#source,
          at,
          'a value that is taken apart',
          'write a line for each name',
        );
      this.#give(line, this.#translator.expression(part), target);
    });
  }
}

/** The name that is assigned: that of the array, where a part of it is. */
function nameOf(target: Term): string | undefined {
  const key = keyOf(target);
  if (key !== undefined) return key;
  if (target.kind === 'name') return target.name;
  return target.kind === 'index' ? nameOf(target.of) : undefined;
}
