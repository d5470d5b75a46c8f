import { hint } from '../../errors/nearest.ts';
import {
  call,
  type Expression,
  type Literal,
  list,
  type Means,
  name,
  number,
  type Span,
} from '../../expression/expression.ts';
import type { Source } from '../tokens.ts';
import { Call, type Use } from './call.ts';
import type { Dialect } from './dialect.ts';
import { programErrors } from './errors.ts';
import { namesOf } from './names.ts';
import {
  type CallTerm,
  type FunctionTerm,
  keyOf,
  type Line,
  type MemberTerm,
  type NameTerm,
  type Term,
} from './tree.ts';

/** How many parts an expression may have, and how deep they may nest. */
const MOST_PARTS = 20_000;
const MOST_DEEP = 1000;

/** What a name stands for: an expression, or a function with the names around it. */
export type Bound = Expression | Definition;

interface Definition {
  readonly kind: 'definition';
  readonly term: FunctionTerm;
  readonly scope: Scope;
}

/** What names stand for where a line is read; the others are inputs. */
export type Scope = Map<string, Bound>;

/** Turns terms into expressions by the words of a dialect. */
export class Translator {
  readonly source: Source;
  readonly dialect: Dialect;
  /** Names that mean themselves: no constant and no module. */
  readonly #known: ReadonlySet<string>;
  readonly #modules: Map<string, string>;
  readonly #sizes = new WeakSet<Expression>();
  readonly #measures = new WeakMap<Expression, { readonly parts: number; readonly depth: number }>();
  #scope: Scope = new Map();
  /** Functions whose bodies are being read. */
  readonly #inlining = new Set<FunctionTerm>();

  constructor(source: Source, dialect: Dialect, known: ReadonlySet<string>) {
    this.source = source;
    this.dialect = dialect;
    this.#known = known;
    this.#modules = new Map(dialect.modules);
  }

  get scope(): Scope {
    return this.#scope;
  }

  /** Reads with other names around. */
  within<T>(scope: Scope, read: () => T): T {
    const outer = this.#scope;
    this.#scope = scope;
    const made = read();
    this.#scope = outer;
    return made;
  }

  /** Notes what an import calls a module or a function. */
  imported(names: readonly (readonly [string, string])[]): void {
    for (const [each, path] of names) this.#modules.set(each, path);
  }

  define(term: FunctionTerm): Definition {
    return { kind: 'definition', term, scope: this.#scope };
  }

  expression(term: Term, use?: Use): Expression {
    const { source, dialect } = this;
    switch (term.kind) {
      case 'number':
        return number(term.value, term.at);
      case 'name':
        return this.#name(term);
      case 'word':
        if (term.value === null) throw programErrors.cannotSay(source, term.at, 'nothing', 'write a number');
        return number(Number(term.value), term.at);
      case 'text':
        throw programErrors.cannotSay(source, term.at, 'text', 'write a number or a name');
      case 'list':
        return dialect.list(term.items, term.at, this);
      case 'unary':
        return dialect.unary(term, this);
      case 'binary':
        return dialect.binary(term, this);
      case 'choice': {
        const operands = [term.condition, term.yes, term.no].map((each) => this.expression(each));
        return dialect.choice(operands, term.at, this);
      }
      case 'member':
        return this.#member(term);
      case 'index':
        return keyOf(term) === undefined ? dialect.index(term, this) : this.#input(term);
      case 'call':
        return this.#call(term, use);
      case 'function':
        throw programErrors.cannotSay(source, term.at, 'a function in an expression', 'give it a name first');
      case 'object':
        throw programErrors.cannotSay(source, term.at, 'an object', 'give each entry a name');
    }
  }

  make(
    operation: string,
    operands: readonly Expression[],
    at: Span,
    options?: Readonly<Record<string, Literal>>,
  ) {
    const made = call(operation, operands, options, at);
    const areSizes = operands.every((each) => each.kind === 'number' || this.#sizes.has(each));
    if (areSizes && operands.some((each) => this.#sizes.has(each))) this.#sizes.add(made);
    return this.measured(made, operands);
  }

  notation(operation: string, operands: readonly Expression[], at: Span, means: Means): Expression {
    return this.measured({ ...call(operation, operands, undefined, at), means }, operands);
  }

  /** A number that is read off shapes: it has no derivative, and moves with nothing. */
  size(operation: string, operands: readonly Expression[], at: Span, means: Means): Expression {
    const made = this.notation(operation, operands, at, means);
    this.#sizes.add(made);
    return made;
  }

  /** A name that stands for such a number. */
  sizeNamed(symbol: string, at: Span): Expression {
    const made = name(symbol, at);
    this.#sizes.add(made);
    return made;
  }

  isSize = (expression: Expression) => this.#sizes.has(expression);

  list(items: readonly Expression[], at: Span): Expression {
    return this.measured(list(items, at), items);
  }

  /** Remembers how large an expression is. Throws where it is too large for those who walk over it. */
  measured<E extends Expression>(made: E, inside: readonly Expression[]): E {
    let [parts, depth] = [1, 0];
    for (const each of inside) {
      const known = this.#measures.get(each) ?? { parts: 1, depth: 0 };
      parts += known.parts;
      depth = Math.max(depth, known.depth);
    }
    if (depth >= MOST_DEEP) throw programErrors.tooDeep(this.source, made.at!, MOST_DEEP);
    if (parts > MOST_PARTS) throw programErrors.tooLong(this.source, made.at!, MOST_PARTS);
    this.#measures.set(made, { parts, depth: depth + 1 });
    return made;
  }

  /** The same expression, as it stands at another place of the text. */
  placed(expression: Expression, at: Span): Expression {
    const placed = { ...expression, at };
    if (this.#sizes.has(expression)) this.#sizes.add(placed);
    const measure = this.#measures.get(expression);
    if (measure) this.#measures.set(placed, measure);
    return placed;
  }

  /** Plain data; undefined where it is none. */
  literal(term: Term): Literal | undefined {
    switch (term.kind) {
      case 'number':
        return term.value;
      case 'word':
        return term.value;
      case 'text':
        return term.text;
      case 'list': {
        const items = term.items.map((each) => this.literal(each));
        return items.includes(undefined) ? undefined : (items as Literal[]);
      }
      case 'unary': {
        const operand = term.operator === '-' ? this.literal(term.operand) : undefined;
        return typeof operand === 'number' ? -operand : undefined;
      }
      case 'member': {
        const path = this.pathOf(term);
        return path === undefined ? undefined : this.dialect.constantOf(path);
      }
      default:
        return undefined;
    }
  }

  /** The path of a module, or of what is in one: numpy.exp of np.exp. Undefined for what belongs to an array. */
  pathOf(term: Term): string | undefined {
    if (term.kind === 'name') return this.#isBound(term.name) ? undefined : this.#modules.get(term.name);
    // nn.MSELoss() is called in its turn.
    if (term.kind === 'call' && term.arguments.length === 0) {
      const made = this.pathOf(term.callee);
      return made === undefined ? undefined : `${made}()`;
    }
    if (term.kind !== 'member') return undefined;
    const of = this.pathOf(term.of);
    return of === undefined ? undefined : `${of}.${term.name}`;
  }

  text(at: Span): string {
    const text = this.source.text.slice(at.start, at.end).replace(/\s+/g, ' ');
    return text.length > 40 ? `${text.slice(0, 39)}…` : text;
  }

  #isBound = (symbol: string) => this.#scope.has(symbol) || this.#known.has(symbol);

  #name(term: NameTerm): Expression {
    const bound = this.#scope.get(term.name);
    if (bound?.kind === 'definition')
      throw programErrors.cannotSay(
        this.source,
        term.at,
        'a function without a call',
        `write ${term.name}(…)`,
      );
    if (bound) return this.placed(bound, term.at);
    if (this.#known.has(term.name)) return name(term.name, term.at);
    const path = this.#modules.get(term.name) ?? term.name;
    const constant = this.dialect.constantOf(path);
    if (constant !== undefined) return number(constant, term.at);
    if (this.#modules.has(term.name))
      throw programErrors.cannotSay(
        this.source,
        term.at,
        `the module ${term.name}`,
        'write a function of it',
      );
    return name(term.name, term.at);
  }

  /** `params['W1']` and `self.W1` are the name W1. */
  #input(term: Term): Expression {
    return this.#name({ kind: 'name', name: keyOf(term)!, at: term.at });
  }

  #member(term: MemberTerm): Expression {
    if (keyOf(term) !== undefined) return this.#input(term);
    const path = this.pathOf(term);
    const constant = path === undefined ? undefined : this.dialect.constantOf(path);
    if (constant !== undefined) return number(constant, term.at);
    const found = path === undefined ? this.dialect.member(term, this) : undefined;
    if (found) return found;
    const isFunction = path === undefined ? this.dialect.methodOf(term.name) : this.dialect.functionOf(path);
    if (isFunction)
      throw programErrors.cannotSay(
        this.source,
        term.at,
        'a function without a call',
        `write ${this.text(term.at)}(…)`,
      );
    throw this.#unknown(term.nameAt, this.text(term.at), term.name);
  }

  #unknown(at: Span, written: string, word: string) {
    return programErrors.unknownFunction(this.source, at, written, hint(word, this.dialect.names()));
  }

  #call(term: CallTerm, use: Use): Expression {
    const { callee, at } = term;
    const written = this.text(callee.at);
    const bound = callee.kind === 'name' ? this.#scope.get(callee.name) : undefined;
    if (bound?.kind === 'definition') return this.#inlined(bound, term, written);
    const isName = callee.kind === 'name' && (bound !== undefined || this.#known.has(callee.name));
    const path =
      callee.kind === 'name' ? (this.#modules.get(callee.name) ?? callee.name) : this.pathOf(callee);
    const rule = isName || path === undefined ? undefined : this.dialect.functionOf(path);
    if (rule) return rule(new Call(this, written, term.arguments, at, { use }));
    if (callee.kind === 'member' && path === undefined) {
      const method = this.dialect.methodOf(callee.name);
      if (!method) throw this.#unknown(callee.nameAt, `.${callee.name}()`, callee.name);
      const receiver = this.expression(callee.of);
      return method(new Call(this, `.${callee.name}`, term.arguments, at, { receiver, use }));
    }
    if (this.dialect.callsIndex && (callee.kind !== 'name' || isName || this.#looksIndexed(term)))
      return this.dialect.index({ of: callee, entries: term.arguments.map(({ value }) => value), at }, this);
    if (callee.kind === 'name' && isName)
      throw programErrors.cannotSay(
        this.source,
        at,
        `${written} is not a function: a call of it`,
        `write ${written} * (…) for a product`,
      );
    const place = callee.kind === 'member' ? callee.nameAt : callee.at;
    const word = callee.kind === 'member' || callee.kind === 'name' ? callee.name : written;
    throw this.#unknown(place, written, word);
  }

  /** In Octave f(1, :) of a name that is no function is a part of an array. */
  #looksIndexed = ({ arguments: given }: CallTerm) =>
    given.length > 0 &&
    given.every(
      ({ value }) => value.kind === 'range' || value.kind === 'number' || namesOf(value).has('end'),
    );

  /** A call of a function of the program: its body, with the arguments in the places of the parameters. */
  #inlined({ term, scope }: Definition, { arguments: given, at }: CallTerm, written: string): Expression {
    const { parameters, body } = term;
    const call = new Call(this, written, given, at);
    const inside: Scope = new Map(scope);
    for (const { name: parameter, otherwise } of parameters) {
      const found = call.optional(parameter) ?? (otherwise && this.expression(otherwise));
      if (!found) throw programErrors.missing(this.source, at, written, parameter);
      inside.set(parameter, found);
    }
    call.end();
    if (this.#inlining.has(term))
      throw programErrors.cannotSay(
        this.source,
        at,
        'a function that calls itself',
        'write what it computes',
      );
    this.#inlining.add(term);
    const made = this.within(inside, () => this.#returned(body, written, at));
    this.#inlining.delete(term);
    return this.placed(made, at);
  }

  #returned(body: readonly Line[], written: string, at: Span): Expression {
    for (const line of body) {
      if (line.kind === 'result' && line.returned) return this.expression(line.value);
      if (line.kind === 'import') this.imported(line.names);
      if (line.kind !== 'assign') continue;
      const [target] = line.targets;
      if (line.targets.length > 1 || target.kind !== 'name' || line.operator !== undefined)
        throw programErrors.cannotSay(
          this.source,
          line.at,
          'this line of a function that is called',
          'write name = … in it',
        );
      const value = line.value.kind === 'function' ? this.define(line.value) : this.expression(line.value);
      this.#scope.set(target.name, value);
    }
    throw programErrors.expected(this.source, at, written, 'a function that returns a value');
  }
}
