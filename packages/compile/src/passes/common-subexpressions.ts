import { hasEffect, type Instruction, type Program, type Variable } from '../program/program.ts';
import { rewrite } from './rewrite.ts';

/** Computes repeated expressions once: the same operation with the same attributes on the same variables. */
export function withoutRepetition(program: Program): Program {
  const keys = new Keys();
  const seen = new Map<string, Variable>();
  return rewrite(program, (instruction) => {
    if (hasEffect(instruction)) return undefined;
    const key = keys.ofInstruction(instruction);
    const before = seen.get(key);
    if (before !== undefined) return { by: before };
    seen.set(key, instruction.result);
    return undefined;
  });
}

/** Texts that are equal if and only if the things are. */
class Keys {
  readonly #identities = new Map<unknown, number>();
  readonly #constants = new Map<string, number>();

  ofInstruction({ primitive, inputs, attributes }: Instruction): string {
    const operands = inputs.map((x) => this.#variable(x));
    if (operands[0] > operands[1] && primitive.commutes) operands.reverse();
    return `${this.#identity(primitive)}(${operands.join()})${this.#text(attributes)}`;
  }

  #identity(thing: unknown): number {
    const known = this.#identities.get(thing);
    if (known !== undefined) return known;
    const made = this.#identities.size + this.#constants.size;
    this.#identities.set(thing, made);
    return made;
  }

  /** Scalar constants are equal if their numbers are. */
  #variable(x: Variable): number {
    const { constant } = x;
    if (constant === undefined || constant.shape.length > 0) return this.#identity(constant ?? x);
    const key = `${constant.dtype} ${this.#text(constant.data)}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const made = this.#identity(constant);
    this.#constants.set(key, made);
    return made;
  }

  #text(thing: unknown): string {
    if (thing === undefined) return '';
    if (typeof thing === 'number') return Object.is(thing, -0) ? '-0' : String(thing);
    if (thing === null || typeof thing !== 'object') {
      return typeof thing === 'function' || typeof thing === 'symbol'
        ? `#${this.#identity(thing)}`
        : `${typeof thing}:${JSON.stringify(thing)}`;
    }
    if (Array.isArray(thing)) return `[${thing.map((each) => this.#text(each)).join()}]`;
    if (Object.getPrototypeOf(thing) !== Object.prototype) return `#${this.#identity(thing)}`;
    const entries = Object.entries(thing).map(([key, each]) => `${JSON.stringify(key)}:${this.#text(each)}`);
    return `{${entries.join()}}`;
  }
}
