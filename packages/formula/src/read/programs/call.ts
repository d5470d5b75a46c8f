import type { Expression, Literal, Means, Span } from '../../expression/expression.ts';
import { programErrors } from './errors.ts';
import type { Translator } from './translator.ts';
import type { Argument, Entry, Term } from './tree.ts';

/** How a call is used, where that changes what it gives: `x.max(1).values`. */
export type Use = 'values' | undefined;

/** A call of a function: a rule takes its arguments in the order of the signature, and must take them all. */
export class Call {
  readonly translator: Translator;
  /** As it stands in the text: `np.sum`. */
  readonly written: string;
  readonly at: Span;
  readonly use: Use;
  readonly #positional: Entry[];
  readonly #named: Map<string, Argument>;
  readonly #receiver: Expression | undefined;
  readonly #known: string[] = [];
  #taken = 0;

  constructor(
    translator: Translator,
    written: string,
    given: readonly Argument[],
    at: Span,
    { receiver, use }: { receiver?: Expression | undefined; use?: Use } = {},
  ) {
    this.translator = translator;
    this.written = written;
    this.at = at;
    this.use = use;
    this.#receiver = receiver;
    this.#positional = given.filter(({ name }) => name === undefined).map(({ value }) => value);
    this.#named = new Map(
      given.flatMap((each) => (each.name === undefined ? [] : [[each.name, each] as const])),
    );
  }

  /** How many arguments were given without a name, the array of a method included. */
  get count(): number {
    return this.#positional.length + (this.#receiver ? 1 : 0);
  }

  /** How many of them were given in brackets. */
  get restCount(): number {
    return this.#positional.length;
  }

  /** Whether an argument of one of these names was given by name. */
  has(...names: readonly string[]): boolean {
    return names.some((name) => this.#named.has(name));
  }

  /** Whether the argument at this position is plain data. */
  hasLiteral(position: number): boolean {
    const found = this.#positional[position - (this.#receiver ? 1 : 0)];
    const isTerm = found && found.kind !== 'range' && found.kind !== 'ellipsis';
    return isTerm ? this.translator.literal(found) !== undefined : false;
  }

  /** The next argument, or the one of one of these names. */
  term(...names: readonly string[]): Term | undefined {
    this.#known.push(names[0]);
    const k = this.#taken++ - (this.#receiver ? 1 : 0);
    const name = names.find((each) => this.#named.has(each));
    const found = this.#positional[k] ?? (name === undefined ? undefined : this.#named.get(name)!.value);
    if (name !== undefined && k >= this.#positional.length) this.#named.delete(name);
    if (found?.kind === 'range' || found?.kind === 'ellipsis')
      throw this.expected(found.at, `${names[0]} as a number or an array`);
    return found;
  }

  /** The next argument as an operand. */
  operand(...names: readonly string[]): Expression {
    const found = this.optional(...names);
    if (!found) throw programErrors.missing(this.translator.source, this.at, this.written, names[0]);
    return found;
  }

  optional(...names: readonly string[]): Expression | undefined {
    if (this.#taken === 0 && this.#receiver) {
      this.#known.push(names[0]);
      this.#taken++;
      return this.#receiver;
    }
    const term = this.term(...names);
    return term && !isNone(term) ? this.translator.expression(term) : undefined;
  }

  /** The next argument as plain data; undefined where it is absent. */
  literal(...names: readonly string[]): Literal | undefined {
    const term = this.term(...names);
    if (!term) return undefined;
    const found = this.translator.literal(term);
    if (found === undefined) throw this.expected(term.at, `a plain value for ${names[0]}`);
    return found;
  }

  number(otherwise: number, ...names: readonly string[]): number {
    const found = this.literal(...names) ?? otherwise;
    if (typeof found !== 'number') throw this.expected(this.at, `a number for ${names[0]}`);
    return found;
  }

  flag(...names: readonly string[]): boolean {
    return (this.literal(...names) ?? false) === true;
  }

  /** An axis or several, counted from 0; undefined for all. */
  axis(...names: readonly string[]): number | number[] | undefined {
    const found = this.literal(...names);
    if (found === undefined || found === null) return undefined;
    const axes = [found].flat() as Literal[];
    if (!axes.every((each) => Number.isInteger(each)))
      throw this.expected(this.at, `whole numbers for ${names[0]}`);
    return found as number | number[];
  }

  /** The arguments that are left, in their order. */
  rest(): Entry[] {
    const from = Math.max(0, this.#taken - (this.#receiver ? 1 : 0));
    this.#taken = this.count;
    return this.#positional.slice(from);
  }

  /** Passes over arguments that change no value, such as `out=None`. */
  ignore(...names: readonly string[]): this {
    for (const name of names) this.#named.delete(name);
    return this;
  }

  /** Throws where an argument was given that no rule has taken. */
  end(): this {
    const { source } = this.translator;
    const [left] = this.#named.values();
    if (left)
      throw programErrors.unknownArgument(source, left.value.at, this.written, left.name!, this.#known);
    const more = this.#positional[this.#taken - (this.#receiver ? 1 : 0)];
    if (more) throw programErrors.tooMany(source, more.at, this.written, this.#known);
    return this;
  }

  make(operation: string, operands: readonly Expression[], options?: Readonly<Record<string, Literal>>) {
    return this.translator.make(operation, operands, this.at, options);
  }

  /** Notation whose meaning depends on the shapes of its operands. */
  notation(operation: string, operands: readonly Expression[], means: Means): Expression {
    return this.translator.notation(operation, operands, this.at, means);
  }

  expected(at: Span, what: string) {
    return programErrors.expected(this.translator.source, at, this.written, what);
  }

  cannotSay(instead: string) {
    return programErrors.cannotSay(this.translator.source, this.at, this.written, instead);
  }
}

const isNone = (term: Term) => term.kind === 'word' && term.value === null;
