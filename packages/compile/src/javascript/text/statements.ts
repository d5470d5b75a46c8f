import { errors } from '../../errors.ts';
import type { Variable } from '../../program/program.ts';
import type { Item, Lowered } from '../lower/lower.ts';
import { type Ref, ROOM } from '../lower/scalars.ts';
import { Slots } from '../plan/slots.ts';
import { literal } from '../spelling/literal.ts';
import { BINDS, fitted } from '../spelling/spelling.ts';
import { fuse } from '../write/fuse.ts';
import { ModuleText } from '../write/module-text.ts';
import { writeNests } from '../write/nests.ts';
import type { Names } from './names.ts';
import { type ArrayForm, constructorOf } from './trees.ts';

/** An operation whose text is longer than this gets a line of its own. */
const LONGEST_INLINE = 48;

interface Expression {
  readonly text: string;
  readonly binds: number;
}

/** What things are called in source text. */
export interface SourceNames {
  readonly names: Names;
  /** The names of the inputs. */
  readonly inputs: readonly string[];
  /** What a result is called that has no name of its own. */
  readonly results: readonly string[];
  readonly form: ArrayForm;
}

/** A lowered program as statements that people can read, and the expressions of its results. */
export class SourceText extends ModuleText {
  readonly #names: Names;
  readonly #inputs: readonly string[];
  readonly #form: ArrayForm;
  readonly #arrayNames: readonly string[];
  readonly #nameOf = new Map<Ref, string>();
  readonly #expressions = new Map<Ref, Expression>();
  readonly #uses: Uses;
  readonly body: string[] = [];
  /** What stands outside of the function: arrays of constants. */
  readonly constants: string[] = [];
  /** The inputs that are read. */
  readonly read = new Set<number>();

  constructor(lowered: Lowered, { names, inputs, results, form }: SourceNames) {
    super(lowered, new Slots(lowered.scalars));
    this.#names = names;
    this.#inputs = inputs;
    this.#form = form;
    this.#uses = new Uses(lowered);
    const calls = new Map(lowered.results.map(({ variable }, k) => [variable, results[k]]));
    this.#nameNumbers(calls);
    this.#arrayNames = lowered.arrays.map(({ variable, input }) => {
      if (input !== undefined)
        return this.#isParameter(input) ? inputs[input] : names.fresh(`${inputs[input]}_numbers`);
      return names.fresh(variable.name ?? calls.get(variable) ?? 'a');
    });
  }

  /** Writes the statements. Throws where an operation has no form as text. */
  write(): void {
    const { items, arrays } = this.lowered;
    arrays.forEach((_, array) => {
      this.#declareRead(array);
    });
    const { groups, stored } = fuse(this.lowered);
    for (const item of items) {
      if (item.kind === 'kernel')
        throw errors.unwrittenOperation(item.instruction.primitive.name, item.instruction.result);
      if (item.kind === 'scalars') for (let i = item.from; i < item.to; i++) this.#operation(i);
      if (item.kind === 'pack') this.#pack(item);
      const group = groups.get(item);
      if (!group?.some(({ write }) => stored(write))) continue;
      for (const { write } of group) if (stored(write)) this.#declare(write);
      this.body.push(...writeNests(this, group, stored));
    }
  }

  /** A number as an expression. */
  number(ref: Ref): string {
    return this.#expression(ref).text;
  }

  override arrayName(array: number): string {
    return this.#arrayNames[array];
  }

  override local(name: string): string {
    return this.#names.local(name);
  }

  override outer(ref: Ref): string {
    return this.#expression(ref).text;
  }

  /** Whether an input can be used as the array that it is. */
  #isParameter(input: number | undefined): boolean {
    return input !== undefined && this.#form === 'flat';
  }

  #nameNumbers(calls: ReadonlyMap<Variable, string>): void {
    const { scalars, results } = this.lowered;
    const { labels, codes } = scalars;
    for (const result of results) {
      if (!('refs' in result)) continue;
      const { variable } = result;
      scalars.label(result.refs, { ...variable, name: variable.name ?? calls.get(variable) });
    }
    for (let i = 0; i < codes.length; i++) {
      const label = labels.get(i);
      if (label && this.#uses.isUsed(i))
        this.#nameOf.set(i, this.#names.fresh(nameOfEntry(label.variable, label.entry)));
    }
  }

  #declareRead(array: number): void {
    const { constant, input, dtype, variable } = this.lowered.arrays[array];
    const constructor = constructorOf(dtype);
    const name = this.arrayName(array);
    if (constant)
      this.constants.push(`const ${name} = ${constructor}.of(${Array.from(constant, literal).join(', ')});`);
    if (input === undefined) return;
    this.read.add(input);
    if (this.#isParameter(input)) return;
    const rank = variable.shape.length;
    const flat = rank === 0 ? `[${this.#inputs[input]}]` : flattened(this.#inputs[input], rank);
    this.body.push(`const ${name} = ${constructor}.from(${flat});`);
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

  #operation(i: number): void {
    if (!this.#uses.isUsed(i)) return;
    const { codes, operands } = this.lowered.scalars;
    const code = codes[i];
    if (!code.spelling) throw errors.unwrittenOperation(code.name, { shape: [], name: this.#nameOf.get(i) });
    const { needs, binds } = code.spelling;
    const xs = needs.map((need, k) => {
      const { text, binds } = this.#expression(operands[i * ROOM + k]);
      return need === BINDS.name && binds < need ? this.#bound(text) : fitted(text, binds, need);
    });
    const text = this.applied(code, xs);
    if (!this.#nameOf.has(i) && text.length <= LONGEST_INLINE && this.#uses.fitsInline(i)) {
      this.#expressions.set(i, { text, binds });
      return;
    }
    const name = this.#nameOf.get(i) ?? this.#names.fresh('t');
    this.body.push(`const ${name} = ${text};`);
    this.#nameOf.set(i, name);
  }

  #bound(text: string): string {
    const name = this.#names.fresh('t');
    this.body.push(`const ${name} = ${text};`);
    return name;
  }

  #expression(ref: Ref): Expression {
    const name = this.#nameOf.get(ref);
    if (name !== undefined) return { text: name, binds: BINDS.name };
    const leaf = this.lowered.scalars.leaf(ref);
    if (!leaf) return this.#expressions.get(ref)!;
    if (leaf.kind === 'constant') {
      const isNegative = leaf.value < 0 || Object.is(leaf.value, -0);
      return { text: literal(leaf.value), binds: isNegative ? BINDS.sign : BINDS.name };
    }
    if (leaf.kind === 'array')
      return { text: `${this.arrayName(leaf.array)}[${leaf.entry}]`, binds: BINDS.call };
    return this.#input(leaf.input, leaf.entry);
  }

  #input(input: number, entry: number): Expression {
    const { shape, dtype } = this.lowered.inputs[input];
    this.read.add(input);
    const name = this.#inputs[input];
    const place = this.#form === 'flat' ? (shape.length > 0 ? [entry] : []) : indexOf(shape, entry);
    const text = name + place.map((k) => `[${k}]`).join('');
    if (dtype === 'float32') return { text: `Math.fround(${text})`, binds: BINDS.call };
    return { text, binds: place.length > 0 ? BINDS.call : BINDS.name };
  }
}

/** How the numbers of a program are used. */
class Uses {
  /** For each operation how often it is read by operations that are used; more where something else reads it. */
  readonly #counts: Uint32Array;
  /** How tightly the last reader of each operation wants it to bind. */
  readonly #needs: Uint8Array;

  constructor({ scalars, items, results }: Lowered) {
    const { codes, operands } = scalars;
    this.#counts = new Uint32Array(codes.length);
    this.#needs = new Uint8Array(codes.length);
    const outside = [...items.flatMap((item) => (item.kind === 'pack' ? item.refs : []))];
    for (const result of results) if ('refs' in result) outside.push(...result.refs);
    for (const ref of outside) if (ref >= 0) this.#counts[ref] += 2;
    for (let i = codes.length - 1; i >= 0; i--) {
      if (this.#counts[i] === 0) continue;
      for (let k = 0; k < codes[i].arity; k++) {
        const ref = operands[i * ROOM + k];
        if (ref < 0) continue;
        this.#counts[ref]++;
        this.#needs[ref] = codes[i].spelling?.needs[k] ?? BINDS.any;
      }
    }
  }

  isUsed(i: number): boolean {
    return this.#counts[i] > 0;
  }

  /** Whether an operation can be written where it is read, in the middle of another. */
  fitsInline(i: number): boolean {
    return this.#counts[i] === 1 && this.#needs[i] < BINDS.name;
  }
}

const nameOfEntry = (variable: Variable, entry: number): string =>
  [variable.name, ...indexOf(variable.shape, entry)].join('_');

/** The index of an entry along each axis. */
function indexOf(shape: readonly number[], entry: number): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1, rest = entry; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return index;
}

const flattened = (name: string, rank: number): string =>
  rank === 1 ? name : `${name}.flat(${rank > 2 ? rank - 1 : ''})`;
