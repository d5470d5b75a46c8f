import { constant, Value } from '@chainrule/core';
import { readingErrors } from '../errors.ts';
import {
  type DerivativeExpression,
  type Expression,
  type NameExpression,
  type NumberExpression,
  name,
} from '../expression/expression.ts';
import { literalOf, namesLike } from '../expression/names.ts';
import { isNumeric, substitute } from '../expression/structure.ts';
import type { Landmark } from '../graph/landmarks.ts';
import { build } from '../read/build.ts';
import { hint } from '../read/nearest.ts';
import type { Source } from '../read/tokens.ts';
import { none } from './agreement.ts';
import type { Claim } from './claim.ts';
import type { Place } from './places.ts';
import { computedAllowance } from './precision.ts';

/** A symbol's value at a place. */
type Reading = (place: Place) => Value;

/** What the names in a text mean: the landmarks, their derivatives, and what the text itself has defined. */
export class Vocabulary {
  readonly #source: Source;
  readonly #landmarks: ReadonlyMap<string, Landmark>;
  readonly #defined = new Map<string, Reading>();

  constructor(source: Source, landmarks: readonly Landmark[]) {
    this.#source = source;
    this.#landmarks = new Map(landmarks.map((landmark) => [landmark.symbol.name, landmark]));
  }

  define(symbol: string, reading: Reading): void {
    this.#defined.set(symbol, reading);
  }

  /** The landmark of a name, however it is written. */
  landmarkOf(symbol: NameExpression): Landmark | undefined {
    const found = namesLike(this.#landmarks.keys())(symbol.name);
    if (found.length > 1) throw readingErrors.ambiguousName(this.#source, at(symbol), symbol.name, found);
    return this.#landmarks.get(found[0]);
  }

  /** The two ends of ∂of/∂wrt. */
  endsOf({ of, wrt }: DerivativeExpression): { of: Landmark; wrt: Landmark } {
    if (of.kind === 'derivative') throw readingErrors.expected(this.#source, at(of), 'a first derivative');
    return { of: this.#known(of), wrt: this.#known(wrt) };
  }

  /** An expression as a claim about every place, or, where it holds numbers only, about the given one. */
  claim(expression: Expression): Claim {
    if (!isNumeric(expression)) return { formula: true, allowance: none, at: this.reading(expression) };
    const value = constant(build(this.#source, programOf(expression), new Map()).result);
    const texts = numbersIn(expression).map(({ at: span, value: x }) =>
      span ? this.#source.text.slice(span.start, span.end) : String(x),
    );
    return { formula: false, allowance: computedAllowance(value, texts), at: () => value };
  }

  /** The value of an expression at a place. Throws a FormulaError for a name that means nothing. */
  reading(expression: Expression): Reading {
    const readings = new Map<string, Reading>();
    const bound = substitute(expression, (symbol) => {
      if (symbol.kind === 'name' && literalOf(symbol.name) !== undefined) return undefined;
      const key = symbol.kind === 'name' ? symbol.name : `∂${readings.size}`;
      readings.set(key, symbol.kind === 'name' ? this.#readingOf(symbol) : this.#rateOf(symbol));
      return name(key, symbol.at);
    });
    const program = programOf(bound);
    return (place) => {
      const given = new Map([...readings].map(([key, reading]) => [key, Value.of(reading(place))]));
      return constant(build(this.#source, program, given).result);
    };
  }

  #readingOf(symbol: NameExpression): Reading {
    const defined = namesLike(this.#defined.keys())(symbol.name);
    if (defined.length > 0) return this.#defined.get(defined[0])!;
    const { node } = this.#known(symbol);
    return (place) => place.at(node);
  }

  #rateOf(symbol: DerivativeExpression): Reading {
    const { of, wrt } = this.endsOf(symbol);
    return (place) => place.rateOf(of.node, wrt.node);
  }

  #known(symbol: NameExpression): Landmark {
    const found = this.landmarkOf(symbol);
    if (found) return found;
    const known = [...this.#landmarks.keys(), ...this.#defined.keys()];
    throw readingErrors.unboundName(
      this.#source,
      at(symbol),
      symbol.name,
      hint(symbol.name, known) || among(known),
    );
  }
}

const programOf = (expression: Expression) => ({ definitions: [], result: undefined, expression, names: [] });

const at = ({ at: span = { start: 0, end: 0 } }: Expression) => span;

const among = (known: readonly string[]) => `: expected one of ${known.slice(0, 20).join(', ')}`;

/** The numbers that stand in an expression. */
function numbersIn(expression: Expression): NumberExpression[] {
  if (expression.kind === 'number') return [expression];
  const parts =
    expression.kind === 'call' ? expression.operands : expression.kind === 'list' ? expression.items : [];
  return parts.flatMap(numbersIn);
}
