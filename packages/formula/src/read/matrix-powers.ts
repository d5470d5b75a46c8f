import { quote } from '../errors/excerpt.ts';
import { readingErrors } from '../errors/reading.ts';
import type { CallExpression } from '../expression/expression.ts';
import type { Meant, Operand } from './meaning.ts';
import { isSquare, type Shape, shapeOf } from './shapes.ts';
import type { Source } from './tokens.ts';

/** What is done to a matrix as a whole. */
const OF_MATRICES = new Set([
  'matmul',
  'trace',
  'det',
  'inverse',
  'slogdet',
  'logdet',
  'matrixExp',
  'matrixPower',
  'pinv',
]);

/** What is done to each entry and to the whole alike. */
const OF_EITHER = new Set(['neg', 'transpose', 'slice', 'norm']);

const OF_SUMS = new Set(['add', 'sub']);
const OF_SCALES = new Set(['mul', 'div']);

/** A power of a square matrix that was read in one of two ways. */
interface Power {
  readonly call: CallExpression;
  readonly reading: 'matrix' | 'entries';
}

/**
 * Powers of square matrices: A² is A·A in LaTeX, and entry by entry in text, as every operator there. What is done with
 * it must go with that reading: of tr(A²) in text and of 1 − A² in LaTeX both readings are named.
 */
export class MatrixPowers {
  readonly #source: Source;
  readonly #powers = new Map<unknown, Power>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** The reading of a power; undefined for one of entries that has no other. */
  read(call: CallExpression, shapes: readonly Shape[]) {
    const { sign, operands, name } = call;
    const [shape] = shapes;
    if (name === 'exp') {
      if (sign === 'power' && isSquare(shape)) this.#refuseExp(call);
      return undefined;
    }
    if (shape.length !== 2) return undefined;
    const [, exponent] = operands;
    const whole = exponent.kind === 'number' && Number.isInteger(exponent.value) ? exponent.value : undefined;
    const isInverse = whole !== undefined && whole < 0;
    if (!isSquare(shape)) {
      if (isInverse && shape[0] !== shape[1]) this.#refuseInverse(call, 'pinv');
      return undefined;
    }
    if (sign === 'caret') {
      if (isInverse) this.#refuseInverse(call, 'inverse');
      return undefined;
    }
    if (whole === undefined) this.#refuse(call);
    return whole === -1 ? { name: 'inverse', keep: 1 } : { name: 'matrixPower', keep: 1, extra: [whole] };
  }

  /** Throws where a power goes into something that asks for the other reading. */
  checkUse(name: string | undefined, operands: readonly Operand[], shapes: readonly Shape[]): void {
    for (const [k, { value }] of operands.entries()) {
      const power = this.#powers.get(value);
      if (power === undefined || name === undefined) continue;
      const others = shapes.filter((_, j) => j !== k);
      const isOfEntries = !OF_MATRICES.has(name) && !this.#staysOpen(name, shapes[k], others);
      if (power.reading === 'matrix' ? isOfEntries : OF_MATRICES.has(name)) this.#refuse(power.call);
    }
  }

  made(call: CallExpression, { call: { name }, values }: Meant, made: unknown): void {
    if (typeof made !== 'object' || made === null) return;
    if (call.sign === 'power' && name === 'matrixPower') this.#powers.set(made, { call, reading: 'matrix' });
    if (call.sign === 'caret' && name === 'pow' && isSquare(shapeOf(values[0])))
      this.#powers.set(made, { call, reading: 'entries' });
    const shapes = values.map(shapeOf);
    const open = values.findIndex((value) => this.#powers.has(value));
    if (open < 0 || call.sign === 'power' || call.sign === 'caret') return;
    const others = shapes.filter((_, j) => j !== open);
    if (this.#staysOpen(name, shapes[open], others)) this.#powers.set(made, this.#powers.get(values[open])!);
  }

  /** Whether an operation leaves it open what a power was: the sum with a matrix does, that with a number does not. */
  #staysOpen(name: string, shape: Shape, others: readonly Shape[]): boolean {
    if (OF_EITHER.has(name)) return true;
    if (OF_SUMS.has(name)) return others.every((other) => other.length === shape.length);
    return OF_SCALES.has(name) && others.every((other) => other.length === 0);
  }

  #refuse(call: CallExpression): never {
    const [base, exponent] = call.operands.map(({ at }) => quote(this.#source.text, at!));
    const isLatex = call.sign === 'power';
    const product = base + (isLatex ? ' ' : ' @ ') + base;
    const entries = base + (isLatex ? ' \\odot ' : ' * ') + base;
    const isSquared = exponent === '2' || exponent === '²';
    throw readingErrors.ambiguous(
      this.#source,
      call.at!,
      isSquared ? `${product}, the matrix product` : `${named(isLatex, 'matrixPower')}(${base}, n)`,
      isSquared ? `${entries}, entry by entry` : `${named(isLatex, 'pow')}(${base}, ${exponent})`,
    );
  }

  #refuseInverse(call: CallExpression, inverse: 'inverse' | 'pinv'): never {
    const base = quote(this.#source.text, call.operands[0].at!);
    const isLatex = call.sign === 'power';
    throw readingErrors.ambiguous(
      this.#source,
      call.at!,
      `${named(isLatex, inverse)}(${base})`,
      `${named(isLatex, 'reciprocal')}(${base}), entry by entry`,
    );
  }

  #refuseExp(call: CallExpression): never {
    const base = quote(this.#source.text, call.operands[0].at!);
    throw readingErrors.ambiguous(
      this.#source,
      call.at!,
      `\\operatorname{matrixExp}(${base})`,
      `\\exp(${base}), entry by entry`,
    );
  }
}

const named = (isLatex: boolean, operation: string) => (isLatex ? `\\operatorname{${operation}}` : operation);
