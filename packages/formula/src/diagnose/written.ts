import { constant, Value } from '@chainrule/core';
import { claimErrors } from '../errors/claims.ts';
import { nearest } from '../errors/nearest.ts';
import { readingErrors } from '../errors/reading.ts';
import {
  type DerivativeExpression,
  type Expression,
  isCall,
  type NameExpression,
  type NumberExpression,
  name,
  number,
  type Span,
} from '../expression/expression.ts';
import { literalOf, namesLike, spelledMarks } from '../expression/names.ts';
import { isNumeric, substitute } from '../expression/structure.ts';
import type { Landmark } from '../graph/landmarks.ts';
import { build } from '../read/build.ts';
import { type Program, programOf } from '../read/definitions.ts';
import { readSource } from '../read/read.ts';
import { sizesOfGraph } from '../read/sizes.ts';
import type { Syntax } from '../read/syntax.ts';
import type { Source } from '../read/tokens.ts';
import { none } from './agreement.ts';
import type { Claim } from './claim.ts';
import { inColumns } from './columns.ts';
import type { Place } from './place.ts';
import { computedAllowance } from './precision.ts';
import { understoodText } from './read-as.ts';

/** A symbol's value at a place. */
type Reading = (place: Place) => Value;

/** The sides of a claim `∂E/∂w = a = b`, each a claim of its own, and how many `=` precede them. */
export interface WrittenClaim {
  readonly sides: readonly { readonly claim: Claim; readonly at: Span }[];
  readonly before: number;
}

/** A claim as text: one formula, which may come with definitions of its own before it or after it. */
export function writtenClaim(
  text: string,
  landmarks: readonly Landmark[],
  syntax: Syntax,
  about: Value,
): WrittenClaim {
  const source: Source = { operation: 'diagnose', text, holes: [] };
  const names = landmarks.map(({ symbol }) => symbol.name);
  const read = readSource(source, { names, syntax }, { derivatives: true, arrays: arraysAmong(landmarks) });
  // What is differentiated where it stands has a name of its own, which the left side alone uses.
  const statements = read.filter(({ sides: [left] }) => left.kind !== 'name' || !left.name.startsWith('$'));
  const results = statements.filter(
    ({ sides: [left, right] }) => statements.length === 1 || !right || left.kind !== 'name',
  );
  const [result, more] = results;
  if (!result || more) throw claimErrors.severalLines('diagnose', text);
  const [left, ...others] = result.sides;
  const vocabulary = new Vocabulary(source, landmarks);
  const isNamed = left.kind === 'name' || left.kind === 'derivative' || vocabulary.isPrimed(left);
  const before = others.length > 0 && isNamed ? 1 : 0;
  const sides = result.sides.slice(before).map((side, k) => {
    const bare = { ...result, sides: [side] };
    const program = programOf(
      source,
      statements.map((each) => (each === result ? bare : each)),
    );
    // Behind a formula, numbers are what it comes to at the given point.
    const found = vocabulary.claimOf(program, k === 0 ? areExact : undefined);
    const claim = typeof syntax === 'object' ? inColumns(found, about, syntax) : found;
    return { claim, at: result.spans[before + k] };
  });
  return { sides, before };
}

/** Numbers that are not rounded: a claim that is made of them, such as 1/2, is meant to hold everywhere. */
const areExact = (texts: readonly string[]) => texts.every((text) => /^[-−]?\d{1,2}$/.test(text));

/** The value at every place of an expression in the names of the graph; where it cannot be computed it throws there. */
export function readingOf(expression: Expression, landmarks: readonly Landmark[]): Reading {
  const vocabulary = new Vocabulary({ operation: 'diagnose', text: '', holes: [] }, landmarks);
  return (place) => vocabulary.reading(expression)(place);
}

/** The names of the landmarks that have entries. */
export const arraysAmong = (landmarks: readonly Landmark[]): string[] =>
  landmarks.flatMap(({ symbol, node }) => (node.rank > 0 ? [symbol.name] : []));

/** How names of gradients begin, whatever the result is called. */
const CALLED = ['dL_d', 'dJ_d', 'dE_d', 'dC_d', 'dloss_d', 'd', 'grad_'];

/** What the names in a text mean: the landmarks, their derivatives, and what the text itself has defined. */
export class Vocabulary {
  readonly #source: Source;
  readonly #landmarks: ReadonlyMap<string, Landmark>;
  readonly #defined = new Map<string, Reading>();
  /** Nodes of the graph that the text gives a name to. */
  readonly #renamed = new Map<string, Value>();
  /** Numbers that the formula has names for, and no nodes. */
  readonly #sizes: ReadonlyMap<string, number>;
  /** What is differentiated: all others stand before it. */
  readonly #root: Landmark;

  constructor(source: Source, landmarks: readonly Landmark[]) {
    this.#source = source;
    this.#landmarks = new Map(landmarks.map((landmark) => [landmark.symbol.name, landmark]));
    this.#root = landmarks[landmarks.length - 1];
    this.#sizes = sizesOfGraph(this.#root.node);
  }

  define(symbol: string, reading: Reading, node?: Value): void {
    this.#defined.set(symbol, reading);
    if (node) this.#renamed.set(symbol, node);
  }

  /** The landmark of a name, however it is written. */
  landmarkOf(symbol: NameExpression): Landmark | undefined {
    const found = namesLike(this.#landmarks.keys())(symbol.name);
    if (found.length > 1) throw readingErrors.ambiguousName(this.#source, at(symbol), symbol.name, found);
    return this.#landmarks.get(found[0]);
  }

  /** The landmark by which the result is differentiated in `dout`, `dE_dout`, `grad_out` or `out_grad`, as programs call gradients. */
  differentiatedBy({ name: symbol }: NameExpression): Landmark | undefined {
    const like = namesLike(this.#landmarks.keys());
    const ends = [`d${this.#root.symbol.name}_d`, ...CALLED].filter((start) => symbol.startsWith(start));
    const found = [...ends.map((start) => symbol.slice(start.length)), symbol.replace(/_grad$/, '')].flatMap(
      like,
    );
    return found.length > 0 ? this.#landmarks.get(found[0]) : undefined;
  }

  /** The number that a prime or ∇ differentiates by what the text is about: y′, ∇f. */
  primed(left: Expression): Landmark | undefined {
    if (!isCall(left, 'transpose') || left.sign !== 'prime' || left.operands[0].kind !== 'name')
      return undefined;
    const found = this.landmarkOf(left.operands[0]);
    return found?.node.rank === 0 ? found : undefined;
  }

  /** The number whose rate a dot above it is: ẏ. */
  dotted({ name: symbol, at: span }: NameExpression): Landmark | undefined {
    const base = /^(.+)_dot$/.exec(spelledMarks(symbol))?.[1];
    const found = base === undefined ? undefined : this.landmarkOf(name(base, span));
    return found?.node.rank === 0 ? found : undefined;
  }

  isPrimed(left: Expression): boolean {
    return this.primed(left) !== undefined;
  }

  /** The two ends of ∂of/∂wrt. */
  endsOf({ of, wrt }: DerivativeExpression): Record<'of' | 'wrt', { readonly node: Value }> {
    if (of.kind === 'derivative') throw readingErrors.expected(this.#source, at(of), 'a first derivative');
    return { of: this.#end(of), wrt: this.#end(wrt) };
  }

  #end(symbol: NameExpression): { readonly node: Value } {
    const node = this.#renamed.get(symbol.name);
    if (node) return { node };
    if (this.#defined.has(symbol.name)) throw readingErrors.notAPart(this.#source, at(symbol), symbol.name);
    return this.#known(symbol);
  }

  /** An expression as a claim about every place, or, where it holds numbers only, about the given one. */
  claim(expression: Expression): Claim {
    return this.claimOf(alone(expression));
  }

  /** The same for an expression with definitions, which stand before the names of the graph. */
  claimOf(program: Program, isFormula = (_texts: readonly string[]) => false): Claim {
    const parts = partsOf(program);
    const defined = definedIn(program);
    const zeroed = (symbol: Expression) => (isIn(defined, symbol) ? number(0) : undefined);
    const texts = parts
      .flatMap(numbersIn)
      .map(({ at: span, value: x }) => (span ? this.#source.text.slice(span.start, span.end) : String(x)));
    const { at, readAs } = this.#understanding(program);
    if (!parts.every((part) => isNumeric(substitute(part, zeroed))) || isFormula(texts))
      return {
        formula: true,
        allowance: none,
        at,
        readAs,
        written: {
          text: this.#source.text,
          expression: program.expression,
          reading: (part) => this.#readingOfProgram({ ...program, expression: part }),
        },
      };
    const value = constant(build(this.#source, program, new Map()).result);
    return { formula: false, allowance: computedAllowance(value, texts), at: () => value, readAs };
  }

  /** The value of an expression at a place. Throws a FormulaError for a name that means nothing. */
  reading(expression: Expression): Reading {
    return this.#readingOfProgram(alone(expression));
  }

  #readingOfProgram(program: Program): Reading {
    return this.#understanding(program).at;
  }

  #understanding(program: Program): { at: Reading; readAs: (place: Place) => string } {
    const symbols = new Map<string, NameExpression | DerivativeExpression>();
    const readings = new Map<string, Reading>();
    const defined = definedIn(program);
    const bind = (symbol: NameExpression | DerivativeExpression) => {
      if (isIn(defined, symbol)) return undefined;
      if (symbol.kind === 'name' && literalOf(symbol.name) !== undefined) return undefined;
      const key = symbol.kind === 'name' ? symbol.name : `∂${readings.size}`;
      symbols.set(key, symbol);
      readings.set(key, symbol.kind === 'name' ? this.#readingOf(symbol) : this.#rateOf(symbol));
      return symbol.kind === 'name' ? { ...symbol, name: key } : name(key, symbol.at);
    };
    const bound: Program = {
      ...program,
      definitions: program.definitions.map((each) => ({
        ...each,
        expression: substitute(each.expression, bind),
        alike: each.alike?.map((side) => substitute(side, bind)),
      })),
      expression: substitute(program.expression, bind),
    };
    const built = (place: Place) => {
      const given = new Map([...readings].map(([key, reading]) => [key, Value.of(reading(place))]));
      return build(this.#source, bound, given);
    };
    return {
      at: (place) => constant(built(place).result),
      readAs: (place) => understoodText(built(place).understood, (key) => symbols.get(key)),
    };
  }

  #readingOf(symbol: NameExpression): Reading {
    const defined = namesLike(this.#defined.keys())(symbol.name);
    if (defined.length > 0) return this.#defined.get(defined[0])!;
    const known = this.landmarkOf(symbol);
    const size = known ? undefined : this.#sizes.get(symbol.name);
    if (size !== undefined) return () => constant(size);
    const by = known ? undefined : this.differentiatedBy(symbol);
    if (by) return (place) => place.rateOf(this.#root.node, by.node);
    const { node } = this.#valued(symbol);
    return (place) => place.at(node);
  }

  /** The landmark whose value a name is. A root without a name has none: y is only what ∂y/∂x calls it. */
  #valued(symbol: NameExpression): Landmark {
    const found = this.#known(symbol);
    return found === this.#root && !found.named ? this.#foreign(symbol) : found;
  }

  #rateOf(symbol: DerivativeExpression): Reading {
    const { of, wrt } = this.endsOf(symbol);
    return (place) => place.rateOf(of.node, wrt.node);
  }

  #known(symbol: NameExpression): Landmark {
    const found = this.landmarkOf(symbol);
    return found ?? this.#foreign(symbol);
  }

  #foreign(symbol: NameExpression): never {
    const named = [...this.#landmarks.values()].filter((each) => each.named || !each.node.primitive);
    const known = [...named.map((each) => each.symbol.name), ...this.#defined.keys()];
    const meant = nearest(symbol.name, known);
    const said =
      meant === undefined ? `its names are ${known.slice(0, 20).join(', ')}` : `did you mean ${meant}?`;
    throw readingErrors.foreignName(this.#source, at(symbol), symbol.name, said);
  }
}

/** An expression without definitions. */
const alone = (expression: Expression): Program => ({
  definitions: [],
  result: undefined,
  expression,
  names: [],
});

const partsOf = ({ definitions, expression }: Program) => [
  ...definitions.map((each) => each.expression),
  expression,
];

const definedIn = ({ definitions }: Program): ReadonlySet<string> =>
  new Set(definitions.map((each) => each.name));

const isIn = (defined: ReadonlySet<string>, symbol: Expression) =>
  symbol.kind === 'name' && defined.has(symbol.name);

const at = ({ at: span = { start: 0, end: 0 } }: Expression) => span;

/** The numbers that stand in an expression. */
function numbersIn(expression: Expression): NumberExpression[] {
  if (expression.kind === 'number') return [expression];
  const parts =
    expression.kind === 'call' ? expression.operands : expression.kind === 'list' ? expression.items : [];
  return parts.flatMap(numbersIn);
}
