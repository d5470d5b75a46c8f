import type { CallExpression, Expression, Literal } from '../../expression/expression.ts';
import type { Piece, Write } from '../writer.ts';
import { isPlain } from './plain.ts';
import type { Target } from './target.ts';

/** A call that is being written. What a rendering does not ask for it does not say, so the call cannot be written by it. */
export class SpokenCall {
  readonly call: CallExpression;
  readonly #target: Target;
  readonly #write: Write;
  readonly #operands = new Set<number>();
  readonly #options = new Set<string>();

  constructor(target: Target, call: CallExpression, write: Write) {
    this.#target = target;
    this.#write = write;
    this.call = call;
  }

  get count(): number {
    return this.call.operands.length;
  }

  /** An operand as it stands between commas: an array, or a number that is taken for one. */
  array(k: number): string {
    this.#operands.add(k);
    return this.#array(this.call.operands[k]);
  }

  /** An operand as it stands in an operation of signs. */
  piece(k: number): Piece {
    this.#operands.add(k);
    return this.#write(this.call.operands[k]);
  }

  /** An operand that is a list of arrays. */
  arrays(k: number): readonly string[] | undefined {
    this.#operands.add(k);
    const operand = this.call.operands[k];
    return operand?.kind === 'list' ? operand.items.map((item) => this.#array(item)) : undefined;
  }

  /** An operand that is a number or a list of numbers, and no array; undefined for any other. */
  numbers(k: number): string | undefined {
    this.#operands.add(k);
    const operand = this.call.operands[k];
    return operand && isPlain(operand) ? this.#numbers(operand) : undefined;
  }

  /** A named argument as it is written; undefined where it is not given. */
  option(key: string): string | undefined {
    const literal = this.literal(key);
    return literal === undefined ? undefined : this.#target.literal(literal);
  }

  /** A named argument as it is. */
  literal(key: string): Literal | undefined {
    this.#options.add(key);
    const { options = {} } = this.call;
    return Object.hasOwn(options, key) ? options[key] : undefined;
  }

  /** What the rendering did not ask for. */
  get unsaid(): string | undefined {
    const { name, operands, options = {} } = this.call;
    const option = Object.keys(options).find((key) => !this.#options.has(key));
    if (option !== undefined) return `${name} with the argument ${option}`;
    return operands.every((_, k) => this.#operands.has(k))
      ? undefined
      : `${name} of ${operands.length} operands`;
  }

  #array(operand: Expression): string {
    const { text } = this.#write(operand);
    return this.#target.asArray && isPlain(operand) && operand.kind !== 'list'
      ? this.#target.asArray(text)
      : text;
  }

  #numbers(operand: Expression): string {
    return operand.kind === 'list'
      ? this.#target.tuple(operand.items.map((item) => this.#numbers(item)))
      : this.#write(operand).text;
  }
}
