import { errors } from '../../errors.ts';
import type { Item, Lowered } from '../lower/lower.ts';
import type { Ref } from '../lower/scalars.ts';
import { Slots } from '../plan/slots.ts';
import { literal } from '../spelling/literal.ts';
import { fuse } from '../write/fuse.ts';
import { ModuleText } from '../write/module-text.ts';
import { writeNests } from '../write/nests.ts';
import { Expressions, resultNames, type SourceNames } from './expressions.ts';
import { constructorOf } from './trees.ts';

/** A lowered program as readable statements, and the expressions of its results. */
export class SourceText extends ModuleText {
  readonly #names: SourceNames;
  readonly #arrayNames: readonly string[];
  readonly #expressions: Expressions;
  readonly body: string[] = [];
  /** What stands outside the function: arrays of constants. */
  readonly constants: string[] = [];
  /** The inputs that are read. */
  readonly read = new Set<number>();

  constructor(lowered: Lowered, names: SourceNames) {
    super(lowered, new Slots(lowered.scalars));
    this.#names = names;
    this.#expressions = new Expressions(lowered, names, {
      arrayName: (array) => this.arrayName(array),
      applied: (code, operands) => this.applied(code, operands),
      read: (input) => this.read.add(input),
    });
    const called = resultNames(lowered, names);
    const isFlat = names.form === 'flat';
    this.#arrayNames = lowered.arrays.map(({ variable, input }) => {
      if (input === undefined) return names.names.fresh(variable.name ?? called.get(variable) ?? 'a');
      return isFlat ? names.inputs[input] : names.names.fresh(`${names.inputs[input]}_numbers`);
    });
  }

  /** Writes the statements. Throws if an operation has no form as text. */
  write(): void {
    const { items, arrays } = this.lowered;
    arrays.forEach((_, array) => {
      this.#declareRead(array);
    });
    const { groups, stored } = fuse(this.lowered);
    for (const item of items) {
      if (item.kind === 'kernel')
        throw errors.unwrittenOperation(item.instruction.primitive.name, item.instruction.result);
      if (item.kind === 'scalars')
        for (let i = item.from; i < item.to; i++) this.body.push(...this.#expressions.statements(i));
      if (item.kind === 'pack') this.#pack(item);
      const group = groups.get(item);
      if (!group?.some(({ write }) => stored(write))) continue;
      for (const { write } of group) if (stored(write)) this.#declare(write);
      this.body.push(...writeNests(this, group, stored));
    }
  }

  /** A number as an expression. */
  number(ref: Ref): string {
    return this.#expressions.text(ref);
  }

  override arrayName(array: number): string {
    return this.#arrayNames[array];
  }

  override local(name: string): string {
    return this.#names.names.local(name);
  }

  override outer(ref: Ref): string {
    return this.number(ref);
  }

  #declareRead(array: number): void {
    const { constant, input, dtype, variable } = this.lowered.arrays[array];
    const constructor = constructorOf(dtype);
    const name = this.arrayName(array);
    if (constant)
      this.constants.push(`const ${name} = ${constructor}.of(${Array.from(constant, literal).join(', ')});`);
    if (input === undefined) return;
    this.read.add(input);
    // A typed array can be used as it is.
    if (this.#names.form === 'flat') return;
    const nested = this.#names.inputs[input];
    const rank = variable.shape.length;
    this.body.push(
      `const ${name} = ${constructor}.from(${rank === 0 ? `[${nested}]` : flattened(nested, rank)});`,
    );
  }

  #declare(array: number): void {
    const { dtype, size } = this.lowered.arrays[array];
    this.body.push(`const ${this.arrayName(array)} = new ${constructorOf(dtype)}(${size});`);
  }

  #pack({ array, refs }: Extract<Item, { kind: 'pack' }>): void {
    const numbers = refs.map((ref) => this.number(ref)).join(', ');
    const { dtype } = this.lowered.arrays[array];
    this.body.push(`const ${this.arrayName(array)} = ${constructorOf(dtype)}.of(${numbers});`);
  }
}

const flattened = (name: string, rank: number): string =>
  rank === 1 ? name : `${name}.flat(${rank > 2 ? rank - 1 : ''})`;
