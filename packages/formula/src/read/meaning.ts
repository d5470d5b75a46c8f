import { quote } from '../errors/excerpt.ts';
import { readingErrors } from '../errors/reading.ts';
import { type CallExpression, type Expression, isCall, number, type Sign } from '../expression/expression.ts';
import { MatrixPowers } from './matrix-powers.ts';
import { fitsMatmul, isSquare, type Shape, sameLengths, shapeOf } from './shapes.ts';
import type { Source } from './tokens.ts';

/*
 * Mathematics writes different things alike: xy is a product of numbers, of matrices, or of a row and a column. Shapes
 * decide which of them it is; where they leave two readings, none is taken and both are named.
 */

/** An operand with what it came to. */
export interface Operand {
  readonly expression: Expression;
  readonly value: unknown;
}

/** What a call comes to at the shapes of its operands. */
export interface Meant {
  /** The call as what it is: the operation itself over the operands that it takes. */
  readonly call: CallExpression;
  /** What these came to. */
  readonly values: readonly unknown[];
}

/** An operation, over how many of the operands that were written, and the numbers that follow them. */
interface Reading {
  readonly name: string;
  readonly keep?: number;
  readonly extra?: readonly number[];
  /** Whether it gives a vector that lies: xᵀ, or xᵀA. */
  readonly isRow?: boolean;
}

/** What a rule looks at to find the reading of a call. */
interface Asked {
  readonly call: CallExpression;
  readonly shapes: readonly Shape[];
  readonly rows: readonly boolean[];
  /** The call whose operand this one is. */
  readonly parent: CallExpression | undefined;
}

/** Reads calls by the shapes of their operands. */
export class Meanings {
  readonly #source: Source;
  readonly #rows = new Set<Expression>();
  readonly #rowNames = new Set<string>();
  readonly #dots = new Set<Expression>();
  readonly #powers: MatrixPowers;

  constructor(source: Source) {
    this.#source = source;
    this.#powers = new MatrixPowers(source);
  }

  /** Remembers that a name is a row where its definition is one. */
  define(name: string, expression: Expression): void {
    if (this.#isRow(expression)) this.#rowNames.add(name);
  }

  #isRow(expression: Expression): boolean {
    return expression.kind === 'name' ? this.#rowNames.has(expression.name) : this.#rows.has(expression);
  }

  /** What a call means. Throws a FormulaError that names both readings where the shapes leave two. */
  of(call: CallExpression, operands: readonly Operand[], parent: CallExpression | undefined): Meant {
    const shapes = operands.map(({ value }) => shapeOf(value));
    const rows = operands.map(({ expression }) => this.#isRow(expression));
    const { name, keep = operands.length, extra = [], isRow } = this.#read({ call, shapes, rows, parent });
    if (isRow) this.#rows.add(call);
    if (name === 'dot') this.#dots.add(call);
    const kept = operands.slice(0, keep);
    const meant = {
      ...call,
      sign: undefined,
      name,
      operands: [...kept.map(({ expression }) => expression), ...extra.map((each) => number(each))],
    };
    this.#powers.checkUse(
      call.sign === 'power' || call.sign === 'caret' ? undefined : name,
      operands,
      shapes,
    );
    return { call: meant, values: [...kept.map(({ value }) => value), ...extra] };
  }

  /** Is told what a call came to. */
  made(call: CallExpression, meant: Meant, made: unknown): void {
    this.#powers.made(call, meant, made);
  }

  #read(asked: Asked): Reading {
    const { call, shapes, rows } = asked;
    if (call.name === 'transpose' && call.operands.length === 1) return this.#transposed(asked);
    if (call.sign !== undefined) return this.#signed(call.sign, asked);
    // What is done to each entry of a row leaves it one.
    return { name: call.name, isRow: shapes.length === 1 && shapes[0].length === 1 && rows[0] };
  }

  #transposed({ call, shapes: [shape], rows: [isRow] }: Asked): Reading {
    if (shape.length > 2) return { name: 'swapAxes', extra: [-1, -2] };
    if (shape.length === 0 && call.sign === 'prime') {
      const base = this.#text(call.operands[0]);
      this.#refuse(
        call,
        `${base}_prime for another variable`,
        `${base} alone, since it is a number that has no transpose`,
      );
    }
    return { name: 'transpose', isRow: shape.length === 1 && !isRow };
  }

  #signed(sign: Sign, asked: Asked): Reading {
    const { call, rows } = asked;
    const ranks = asked.shapes.map(({ length }) => length);
    switch (sign) {
      case 'prime':
      case 'cases':
        return { name: call.name };
      case 'beside':
      case 'next':
      case 'dot':
      case 'cross':
        if (Math.min(...ranks) > 0) return this.#product(sign, asked);
        if (sign === 'dot' && ranks[1] === 1) this.#checkDots(asked);
        return { name: 'mul', isRow: rows.includes(true) };
      case 'circle':
        if (Math.max(...ranks) === 0)
          this.#refuse(
            call,
            `${this.#besides(call, '\\cdot')} for a product`,
            'the composition of functions, step by step',
          );
        return { name: 'mul' };
      case 'asterisk':
        if (Math.min(...ranks) > 0)
          this.#refuse(call, `${this.#besides(call, '\\odot')}, entry by entry`, this.#besides(call, '\\,'));
        return { name: 'mul', isRow: rows.includes(true) };
      case 'star':
        return this.#star(asked);
      case 'at':
        if (ranks[0] === 1 && ranks[1] === 1 && !rows[0] && rows[1]) this.#refuseOuter(call);
        return { name: 'matmul' };
      case 'sum':
        return this.#sum(asked);
      case 'power':
      case 'caret':
        return this.#powers.read(call, asked.shapes) ?? this.#powerOf(asked);
      case 'over':
        if (ranks[0] < 2 && isSquare(asked.shapes[1])) {
          const [above, below] = call.operands.map((each) => this.#text(each));
          this.#refuse(
            call,
            `${above} ${below}^{-1}, the inverse`,
            `${above} \\odot \\operatorname{reciprocal}(${below}), entry by entry`,
          );
        }
        return { name: 'div', isRow: ranks[0] === 1 && rows[0] };
      case 'root':
        if (isSquare(asked.shapes[0]))
          this.#refuse(
            call,
            `\\operatorname{sqrt}(${this.#text(call.operands[0])}) for the root of each entry`,
            'the matrix whose square it is, under a name of its own',
          );
        return { name: 'sqrt', isRow: rows[0] };
      case 'bars':
      case 'pipes':
        return this.#bars(sign, asked);
    }
  }

  /** A product of two arrays: of matrices, of a row and a column, or entry by entry. */
  #product(sign: 'beside' | 'next' | 'dot' | 'cross', asked: Asked): Reading {
    const { call, shapes, rows } = asked;
    const [left, right] = shapes;
    if (left.length === 1 && right.length === 1) return this.#productOfVectors(sign, asked);
    if (right.length === 1 && rows[1])
      this.#refuse(
        call,
        `${this.#text(call.operands[0])} ${this.#text(call.operands[1]).replace(/\^.*|'$/, '')}`,
        this.#entryByEntry(call),
      );
    if (!fitsMatmul(left, right) && sameLengths(left, right)) return { name: 'mul' };
    return { name: 'matmul', isRow: left.length === 1 && rows[0] };
  }

  #productOfVectors(
    sign: 'beside' | 'next' | 'dot' | 'cross',
    { call, rows: [left, right] }: Asked,
  ): Reading {
    if (left && right) this.#refuse(call, this.#entryByEntry(call), 'a row times a column');
    if (left) return { name: 'matmul' };
    if (right) return { name: 'outer' };
    if (sign === 'beside' || sign === 'next') return { name: 'mul' };
    if (sign === 'dot') return { name: 'dot' };
    const [one, other] = call.operands.map((each) => this.#text(each));
    return this.#refuse(
      call,
      `${one} \\odot ${other}, entry by entry`,
      `\\operatorname{cross}(${one}, ${other})`,
    );
  }

  /** Of u · v · w, with vectors, the first two make a number: that is seldom meant. */
  #checkDots({ call }: Asked): void {
    const [left, right] = call.operands;
    const between = this.#source.text.slice(left.at!.end, right.at!.start);
    if (!this.#dots.has(left) || between.includes(')')) return;
    const [one, other] = [this.#text(left), this.#text(right)];
    this.#refuse(
      call,
      `${one.replaceAll('\\cdot', '\\odot')} \\odot ${other}, entry by entry`,
      `(${one}) ${other}, a number times a vector`,
    );
  }

  /** The sign * of text is entry by entry; beside a transpose the product of matrices may have been meant. */
  #star({ call, shapes, rows }: Asked): Reading {
    const [left, right] = shapes;
    const transposed = call.operands.some((each) => isCall(each, 'transpose') && each.sign === 'prime');
    if (!transposed || Math.min(left.length, right.length) === 0)
      return { name: 'mul', isRow: rows.includes(true) };
    const [one, other] = call.operands.map((each) => this.#text(each));
    if (rows.includes(true) || fitsMatmul(left, right))
      this.#refuse(call, `${one} @ ${other}, the matrix product`, `${one} ⊙ ${other}, entry by entry`);
    return { name: 'mul' };
  }

  #refuseOuter(call: CallExpression): never {
    const [one, other] = call.operands.map((each) => this.#text(each).replace(/'$/, ''));
    return this.#refuse(call, `outer(${one}, ${other}), a matrix`, `${one} @ ${other}, a number`);
  }

  /** A column and a vector would make a matrix, which nobody writes as a sum. */
  #sum({ call, shapes: [left, right], rows }: Asked): Reading {
    const isColumn = (shape: Shape) => shape.length === 2 && shape[0] > 1 && shape[1] === 1;
    const clash = (a: readonly number[], b: Shape) => isColumn(a) && b.length === 1 && b[0] > 1;
    if (clash(left, right) || clash(right, left)) {
      const [one, other] = call.operands.map((each) => this.#text(each));
      throw readingErrors.at(
        this.#source,
        call.at!,
        `${one} [${left.join(', ')}] and ${other} [${right.join(', ')}]: one is a column and the other a vector (give both the same shape)`,
      );
    }
    return { name: call.name, isRow: rows.every(Boolean) };
  }

  #powerOf({ call, shapes: [shape], rows: [isRow] }: Asked): Reading {
    return { name: call.name, isRow: shape.length === 1 && isRow };
  }

  /** |x| is the size of a number, the length of a vector, the determinant of a matrix; what is added up are sizes. */
  #bars(sign: 'bars' | 'pipes', { call, shapes: [shape], parent }: Asked): Reading {
    const inside = this.#text(call.operands[0]);
    const isAddedUp = parent !== undefined && REDUCTIONS.has(parent.name);
    if (isAddedUp || !(isSquare(shape) || (sign === 'bars' && shape.length === 1))) return { name: 'abs' };
    if (sign === 'pipes') this.#refuse(call, `abs(${inside}), entry by entry`, `det(${inside})`);
    if (shape.length === 1)
      this.#refuse(call, `\\|${inside}\\|, its length`, `\\operatorname{abs}(${inside}), entry by entry`);
    return { name: 'det' };
  }

  #refuse(call: CallExpression, one: string, other: string): never {
    throw readingErrors.ambiguous(this.#source, call.at ?? { start: 0, end: 0 }, one, other);
  }

  #text({ at }: Expression): string {
    return at ? quote(this.#source.text, at) : '…';
  }

  /** The product entry by entry, as the syntax at hand writes it. */
  #entryByEntry(call: CallExpression): string {
    return this.#besides(call, call.sign === 'next' ? '⊙' : '\\odot');
  }

  #besides({ operands: [left, right] }: CallExpression, sign: string): string {
    return `${this.#text(left)} ${sign} ${this.#text(right)}`;
  }
}

/** Operations that put the entries of an array together. */
const REDUCTIONS = new Set(['sum', 'mean', 'max', 'min', 'prod', 'norm', 'variance', 'std', 'logSumExp']);
