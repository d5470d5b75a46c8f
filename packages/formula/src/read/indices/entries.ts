import { readingErrors } from '../../errors/reading.ts';
import {
  type CallExpression,
  call,
  type DerivativeExpression,
  type Expression,
  isCall,
  type NameExpression,
  number,
} from '../../expression/expression.ts';
import { isEntrywise } from '../functions.ts';
import type { Source } from '../tokens.ts';
import type { Arrays } from './arrays.ts';
import { aligned, contracted, type Entry, HIDDEN, inOrder, ranked, reduced, union } from './entry.ts';
import { identity } from './identity.ts';
import { isReduction, mentions, namesIn, type Reduction, shifted } from './subscripts.ts';
import { rangeOf, unrolled } from './unroll.ts';

/** The axis between two vectors that a matrix between them has: of Σ in xᵀ Σ x. */
const BETWEEN = '••';

/** Reads the entries in a statement: every expression comes with the indices that its axes go along. */
export class Entries {
  readonly #source: Source;
  readonly #arrays: Arrays;
  /** The indices that are open here, in the order of axes. */
  #order: readonly string[];
  /** How many entries the bounds of a sum say that there are. */
  readonly #lengths = new Map<string, number>();
  /** Whether names stand for vectors here: x_i is a row, in w^\top x_i. */
  #ofVectors = false;

  constructor(source: Source, free: readonly string[], arrays: Arrays) {
    this.#source = source;
    this.#order = free;
    this.#arrays = arrays;
  }

  of(expression: Expression): Entry {
    switch (expression.kind) {
      case 'number':
        return { whole: expression, on: [] };
      case 'name':
        return this.#name(expression);
      case 'derivative':
        return this.#derivative(expression);
      case 'list':
        return this.#entire(expression, expression.items, 'a list');
      case 'call':
        return isReduction(expression) ? this.#reduction(expression) : this.#call(expression);
    }
  }

  #isOpen = (letter: string) => this.#order.includes(letter);

  #name(symbol: NameExpression): Entry {
    const moved = shifted(symbol.name);
    if (moved && this.#isOpen(moved.letter)) throw this.#misplaced(symbol, moved.letter);
    const delta = this.#arrays.kronecker(symbol.name);
    if (delta?.every(this.#isOpen)) return this.#sorted(identity(this.#source, symbol, delta, this.#arrays));
    const found = this.#arrays.split(symbol.name, this.#isOpen);
    if (!found) {
      const half = this.#arrays.halfIndexed(symbol.name, this.#isOpen);
      if (half !== undefined) throw this.#misplaced(symbol, half);
      if (this.#isOpen(symbol.name) && !this.#arrays.isKnown(symbol.name))
        throw this.#misplaced(symbol, symbol.name);
      return this.#ofVectors ? { whole: ranked(symbol, 1), on: [HIDDEN] } : { whole: symbol, on: [] };
    }
    const distinct = [...new Set(found.letters)];
    const hidden = this.#ofVectors ? [HIDDEN] : [];
    const length = this.#lengths.get(found.letters[0]);
    const array = { ...ranked(symbol, found.letters.length + hidden.length), name: found.base, length };
    if (distinct.length === found.letters.length)
      return this.#sorted({ whole: array, on: [...found.letters, ...hidden] });
    if (found.letters.length !== 2 || this.#ofVectors) throw this.#misplaced(symbol, distinct[0]);
    return { whole: call('diagonal', [array], undefined, symbol.at), on: distinct };
  }

  /** With its axes in the order in which the indices were opened. */
  #sorted(entry: Entry): Entry {
    const on = inOrder(entry.on, this.#order);
    return { whole: aligned(entry, on), on };
  }

  #derivative(rate: DerivativeExpression): Entry {
    if ([...namesIn(rate.of)].some(({ name }) => this.#arrays.split(name, this.#isOpen)))
      throw readingErrors.jacobian(this.#source, rate.at ?? { start: 0, end: 0 });
    const found = this.#arrays.split(rate.wrt.name, this.#isOpen);
    return found
      ? { whole: { ...rate, wrt: { ...rate.wrt, name: found.base } }, on: found.letters }
      : { whole: rate, on: [] };
  }

  #reduction(reduction: Reduction): Entry {
    const { name, over, at } = reduction;
    const range = rangeOf(reduction);
    const [body] = reduction.operands;
    if (range && (over.indices.length > 1 || this.#countsWith(body, over.indices[0]) || range.from > 1)) {
      if (over.indices.length > 1) throw readingErrors.sumBounds(this.#source, at!);
      return this.of(unrolled(this.#source, reduction));
    }
    if (over.from === '1' && /-/.test(over.to)) throw readingErrors.sumBounds(this.#source, at!);
    if (range) for (const index of over.indices) this.#lengths.set(index, range.to - range.from + 1);
    const before = this.#order;
    this.#order = [...before.filter((index) => !over.indices.includes(index)), ...over.indices];
    const made =
      isReduction(body) && body.name === name && rangeOf(body) === undefined && !range
        ? this.#reduction({
            ...body,
            over: { ...body.over, indices: [...over.indices, ...body.over.indices] },
            at,
          })
        : this.#over(reduction, body);
    this.#order = before;
    return made;
  }

  #over({ name, over: { indices }, at }: Reduction, body: Expression): Entry {
    const product = name === 'sum' ? this.#contraction(body, indices) : undefined;
    if (product) return product;
    const entry = this.of(body);
    const missing = indices.find((index) => !entry.on.includes(index));
    if (missing !== undefined) throw readingErrors.sumIndex(this.#source, at!, missing);
    return reduced(name, entry, indices, at);
  }

  /** The sum of a product of entries that have different indices, such as A_{ij} x_j. */
  #contraction(body: Expression, indices: readonly string[]): Entry | undefined {
    if (flattened(body).length === 1) return undefined;
    const factors = this.#factors(body);
    const arrays = factors.filter(({ on }) => on.length > 0);
    if (arrays.length < 2) return undefined;
    const on = union(arrays, this.#order);
    if (arrays.every((each) => each.on.length === on.length)) return undefined;
    if (!indices.every((index) => on.includes(index))) return undefined;
    const keep = on.filter((index) => !indices.includes(index));
    const made = { whole: contracted(arrays, keep, body.at), on: keep };
    return factors
      .filter((each) => each.on.length === 0)
      .reduce((product, each) => this.#joined('mul', [each, product], body), made);
  }

  /** Whether an expression takes an index for a number, or does not have it at all. */
  #countsWith(body: Expression, index: string): boolean {
    const isNumber = [...namesIn(body)].some(
      ({ name, bound }) => !bound.includes(index) && (name === index || shifted(name)?.letter === index),
    );
    return isNumber || !mentions(body, index);
  }

  #call(expression: CallExpression): Entry {
    const { name, operands } = expression;
    if (name === 'mul') return this.#product(expression);
    if (name === 'vdot' && this.#mentionsOpen(expression))
      return this.#inner(operands[0], operands[1], expression);
    if (name === 'norm' && this.#mentionsOpen(operands[0])) return this.#norm(expression);
    if (!isEntrywise(name)) return this.#entire(expression, operands, name);
    return this.#joined(
      expression,
      operands.map((operand) => this.of(operand)),
      expression,
    );
  }

  /** An operation on whole arrays: it has no index in it. */
  #entire(expression: Expression, parts: readonly Expression[], what: string): Entry {
    const entries = parts.map((part) => this.of(part));
    const whole = entries.map((entry) => entry.whole);
    if (entries.some(({ on }) => on.length > 0))
      throw readingErrors.ofEntries(this.#source, expression.at ?? { start: 0, end: 0 }, what);
    if (expression.kind === 'list') return { whole: { ...expression, items: whole }, on: [] };
    return { whole: { ...(expression as CallExpression), operands: whole }, on: [] };
  }

  /** Entry by entry; where nothing has an index the call stays what it was. */
  #joined(made: CallExpression | 'mul', entries: readonly Entry[], { at }: Expression): Entry {
    const on = union(entries, this.#order);
    const base = made === 'mul' ? call('mul', [], undefined, at) : made;
    if (on.length === 0) return { whole: { ...base, operands: entries.map(({ whole }) => whole) }, on };
    const sign = base.sign === 'cases' ? base.sign : undefined;
    return { whole: { ...base, sign, operands: entries.map((entry) => aligned(entry, on)) }, on };
  }

  #product(product: CallExpression): Entry {
    const factors = flattened(product);
    if (!factors.some(isTransposed) || !this.#mentionsOpen(product))
      return this.#joined(
        product,
        product.operands.map((operand) => this.of(operand)),
        product,
      );
    return this.#factors(product).reduce((left, right) => this.#joined('mul', [left, right], product));
  }

  /** The factors of a product, a row times a column as one of them. */
  #factors(product: Expression): Entry[] {
    const factors = flattened(product);
    const found: Entry[] = [];
    for (let k = 0; k < factors.length; k++) {
      const [row, next, last] = factors.slice(k);
      if (!isTransposed(row)) found.push(this.of(row));
      else if (next === undefined || this.#ofVectors) throw this.#transposedEntries(row);
      else if (last !== undefined && !this.#mentionsOpen(next) && this.#mentionsOpen(last)) {
        found.push(this.#form(row.operands[0], next, last, product));
        k += 2;
      } else {
        found.push(this.#inner(row.operands[0], next, product));
        k++;
      }
    }
    return found;
  }

  /** The sum of the products of two vectors, each or one of which has indices. */
  #inner(left: Expression, right: Expression, { at }: Expression): Entry {
    if (!this.#mentionsOpen(left) && !this.#mentionsOpen(right))
      return { whole: call('matmul', [this.of(left).whole, this.of(right).whole], undefined, at), on: [] };
    const vectors = [this.#vectors(left), this.#vectors(right)];
    const on = union(vectors, this.#order).filter((index) => index !== HIDDEN);
    const isAlike = vectors.every((each) => each.on.length === on.length + 1);
    if (!isAlike) return { whole: contracted(vectors, on, at), on };
    return reduced('sum', this.#joined('mul', vectors, { ...left, at }), [HIDDEN], at);
  }

  /** xᵀ A y. */
  #form(left: Expression, matrix: Expression, right: Expression, { at }: Expression): Entry {
    const [row, column] = [this.#vectors(left), this.#vectors(right)];
    const on = union([row, column], this.#order).filter((index) => index !== HIDDEN);
    const between = {
      whole: matrix.kind === 'name' ? ranked(matrix, 2) : this.of(matrix).whole,
      on: [HIDDEN, BETWEEN],
    };
    const moved = { ...column, on: column.on.map((index) => (index === HIDDEN ? BETWEEN : index)) };
    return { whole: contracted([row, between, moved], on, at), on };
  }

  #norm({ operands: [inside], options, at }: CallExpression): Entry {
    const { whole, on } = this.#vectors(inside);
    return {
      whole: call('norm', [whole], { ...options, axis: on.length - 1 }, at),
      on: on.filter((index) => index !== HIDDEN),
    };
  }

  /** An expression over vectors: the entries of its names have entries themselves. */
  #vectors(expression: Expression): Entry {
    if (this.#ofVectors) throw this.#transposedEntries(expression);
    this.#ofVectors = true;
    const entry = this.of(expression);
    this.#ofVectors = false;
    return entry;
  }

  #mentionsOpen = (expression: Expression) => this.#order.some((index) => mentions(expression, index));

  #misplaced({ at }: Expression, index: string) {
    return readingErrors.sumIndex(this.#source, at ?? { start: 0, end: 0 }, index);
  }

  #transposedEntries({ at }: Expression) {
    return readingErrors.at(
      this.#source,
      at ?? { start: 0, end: 0 },
      'expected a row and a column behind it, as in w^\\top x_i, where x_i is a vector',
    );
  }
}

const isTransposed = (each: Expression): each is CallExpression =>
  isCall(each, 'transpose') && each.operands.length === 1;

function flattened(product: Expression): Expression[] {
  if (isCall(product, 'mul')) return product.operands.flatMap(flattened);
  return isCall(product, 'neg') && isCall(product.operands[0], 'mul')
    ? [number(-1, product.at), ...flattened(product.operands[0])]
    : [product];
}
