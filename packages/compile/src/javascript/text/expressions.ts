import { errors } from '../../errors.ts';
import type { Variable } from '../../program/program.ts';
import type { Lowered } from '../lower/lower.ts';
import { type Ref, ROOM } from '../lower/scalars.ts';
import { literal } from '../spelling/literal.ts';
import type { Opcode } from '../spelling/opcode.ts';
import { BINDS, fitted } from '../spelling/spelling.ts';
import type { Names } from './names.ts';
import type { ArrayForm } from './trees.ts';
import { Uses } from './uses.ts';

/** An operation whose text is longer than this gets a line of its own. */
const LONGEST_INLINE = 48;

interface Expression {
  readonly text: string;
  readonly binds: number;
}

/** The names in a source text. */
export interface SourceNames {
  readonly names: Names;
  /** The names of the inputs. */
  readonly inputs: readonly string[];
  /** The names of results that have none of their own. */
  readonly results: readonly string[];
  readonly form: ArrayForm;
}

/** The names of the variables of results. */
export const resultNames = ({ results }: Lowered, names: SourceNames): ReadonlyMap<Variable, string> =>
  new Map(results.map(({ variable }, k) => [variable, names.results[k]]));

/** What expressions need from the text around them. */
export interface Surroundings {
  arrayName(array: number): string;
  applied(code: Opcode, operands: readonly string[]): string;
  /** Says that an input is read. */
  read(input: number): void;
}

/** The single numbers of a program as expressions: names, or the operation itself where it is read. */
export class Expressions {
  readonly #lowered: Lowered;
  readonly #names: SourceNames;
  readonly #around: Surroundings;
  readonly #uses: Uses;
  readonly #nameOf = new Map<Ref, string>();
  /** Operations that are written where they are read. */
  readonly #inline = new Map<Ref, Expression>();

  constructor(lowered: Lowered, names: SourceNames, around: Surroundings) {
    this.#lowered = lowered;
    this.#names = names;
    this.#around = around;
    this.#uses = new Uses(lowered);
    this.#nameLabelled();
  }

  /** A number as an expression. */
  text(ref: Ref): string {
    return this.#of(ref).text;
  }

  /** The statements that an operation needs before it is read; none if it is written there or not used. */
  statements(i: number): string[] {
    if (!this.#uses.isUsed(i)) return [];
    const { codes, operands } = this.#lowered.scalars;
    const code = codes[i];
    if (!code.spelling) throw errors.unwrittenOperation(code.name, { shape: [], name: this.#nameOf.get(i) });
    const { needs, binds } = code.spelling;
    const lines: string[] = [];
    const bound = (text: string, name = this.#names.names.fresh('t')) => {
      lines.push(`const ${name} = ${text};`);
      return name;
    };
    const xs = needs.map((need, k) => {
      const { text, binds } = this.#of(operands[i * ROOM + k]);
      return need === BINDS.name && binds < need ? bound(text) : fitted(text, binds, need);
    });
    const text = this.#around.applied(code, xs);
    const name = this.#nameOf.get(i);
    if (name === undefined && text.length <= LONGEST_INLINE && this.#uses.fitsInline(i))
      this.#inline.set(i, { text, binds });
    else this.#nameOf.set(i, bound(text, name));
    return lines;
  }

  /** Gives the numbers of variables with names, and of results, names of their own. */
  #nameLabelled(): void {
    const { scalars, results } = this.#lowered;
    const called = resultNames(this.#lowered, this.#names);
    for (const result of results) {
      if (!('refs' in result)) continue;
      const { variable } = result;
      scalars.label(result.refs, { ...variable, name: variable.name ?? called.get(variable) });
    }
    for (let i = 0; i < scalars.codes.length; i++) {
      const label = scalars.labels.get(i);
      if (label && this.#uses.isUsed(i))
        this.#nameOf.set(i, this.#names.names.fresh(nameOfEntry(label.variable, label.entry)));
    }
  }

  #of(ref: Ref): Expression {
    const name = this.#nameOf.get(ref);
    if (name !== undefined) return { text: name, binds: BINDS.name };
    const leaf = this.#lowered.scalars.leaf(ref);
    if (!leaf) return this.#inline.get(ref)!;
    if (leaf.kind === 'constant') {
      const isNegative = leaf.value < 0 || Object.is(leaf.value, -0);
      return { text: literal(leaf.value), binds: isNegative ? BINDS.sign : BINDS.name };
    }
    if (leaf.kind === 'array')
      return { text: `${this.#around.arrayName(leaf.array)}[${leaf.entry}]`, binds: BINDS.call };
    return this.#input(leaf.input, leaf.entry);
  }

  #input(input: number, entry: number): Expression {
    const { shape, dtype } = this.#lowered.inputs[input];
    this.#around.read(input);
    const isFlat = this.#names.form === 'flat' && shape.length > 0;
    const index = isFlat ? [entry] : indexOf(shape, entry);
    const text = this.#names.inputs[input] + index.map((k) => `[${k}]`).join('');
    if (dtype === 'float32') return { text: `Math.fround(${text})`, binds: BINDS.call };
    return { text, binds: index.length > 0 ? BINDS.call : BINDS.name };
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
