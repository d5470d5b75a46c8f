import { type Instruction, type Program, sizeOf, type Variable } from '../../program/program.ts';
import { stridesOf } from '../../program/shape.ts';
import { STRIDED_AXES } from '../micro-ops.ts';
import { CHAIN_OPS, type MicroOp } from '../micro-table.ts';
import { Chains } from './chains.ts';
import { withEpilogues } from './epilogues.ts';
import { copying } from './kernels/copy.ts';
import type { Lowering } from './lowering.ts';
import { isContiguous, isWhole, merged, own, type Place } from './place.ts';
import { lowered, viewOf } from './rules.ts';
import type {
  ChainInput,
  ChainType,
  HostUnit,
  KernelUnit,
  Link,
  ProductUnit,
  Reduction,
  Unit,
} from './units.ts';
import { ViewSums } from './view-sums.ts';

/** The units of a program, and the places of its results. */
export interface Lowered {
  readonly units: readonly Unit[];
  /** One for each result, in order: all of a root. */
  readonly results: readonly Place[];
}

/** Lowers a program: every instruction becomes part of a unit, a place, or a call of core's kernel. */
export function lower(program: Program): Lowered {
  const lowering = new ProgramLowering(program);
  for (const instruction of program.instructions) lowering.add(instruction);
  const results = program.results.map((x) => lowering.resultPlace(x));
  return { units: withEpilogues(lowering.units), results };
}

/** The state of lowering one program. */
class ProgramLowering implements Lowering {
  readonly units: Unit[] = [];
  readonly #places = new Map<Variable, Place>();
  /** The unit that writes the buffer of a root; inputs and constants are there before the first unit. */
  readonly #madeIn = new Map<Variable, number>();
  readonly #copies = new Map<Variable, Place>();
  readonly #chains = new Chains(this.units, (place) => this.#availableFrom(place));
  readonly #sums: ViewSums;

  constructor(program: Program) {
    this.#sums = new ViewSums(program);
  }

  add(instruction: Instruction): void {
    if (this.#addKnown(instruction)) return;
    this.put({ kind: 'host', instruction, inputs: instruction.inputs.map((x) => this.contiguous(x)) });
  }

  /** Lowers an operation that the engine supports; false if it does not. */
  #addKnown(instruction: Instruction): boolean {
    const { result } = instruction;
    const sums = sizeOf(result) === 0 ? undefined : this.#sums.take(instruction, this);
    if (sums !== undefined) {
      for (const unit of sums) this.put(unit);
      return true;
    }
    const view = viewOf(instruction, this);
    if (view !== undefined) {
      this.#places.set(result, view);
      return true;
    }
    return lowered(instruction, this);
  }

  placeOf(x: Variable): Place {
    return this.#places.get(x) ?? own(x);
  }

  contiguous(x: Variable): Place {
    const place = this.placeOf(x);
    if (isContiguous(place)) return this.read(place);
    const copy = this.#copies.get(x) ?? this.copied(place, x);
    this.#copies.set(x, copy);
    return this.read(copy);
  }

  read(place: Place): Place {
    this.#chains.store(place.root);
    return place;
  }

  /** The place of a result of the program: a whole buffer, other than that of a constant. */
  resultPlace(x: Variable): Place {
    const place = this.placeOf(x);
    return this.read(isWhole(place) && !place.root.constant ? place : this.copied(place, x));
  }

  copied(place: Place, { dtype, name }: Pick<Variable, 'dtype' | 'name'>): Place {
    const result: Variable = { shape: place.shape, dtype, name };
    const copy = { from: this.read(place), strides: stridesOf(place.shape), offset: 0 };
    this.put(copying('copy', result, [copy]));
    return own(result);
  }

  put(unit: HostUnit | KernelUnit | ProductUnit): void {
    const index = this.units.push(unit) - 1;
    this.#madeIn.set(unit.kind === 'host' ? unit.instruction.result : unit.result, index);
    if (unit.kind === 'kernel' && unit.rounded) this.cast(own(unit.result), unit.rounded);
  }

  cast(from: Place, result: Variable): Place {
    const type = result.dtype === 'float32' ? 'float32' : 'float64';
    this.link(result, sizeOf(result), [type], [from], [CHAIN_OPS.identity]);
    return own(result);
  }

  link(
    result: Variable,
    count: number,
    types: readonly ChainType[],
    inputs: readonly ChainInput[],
    steps: readonly MicroOp[],
  ): void {
    const read = inputs.map((x) => (typeof x === 'number' ? x : this.#readable(x)));
    const { unit, chain, operands } = this.#chains.join(count, types, read);
    let link: Link | undefined;
    steps.forEach((operation, i) => {
      link = {
        operation,
        operands: link === undefined ? operands : [{ kind: 'link', link }],
        result: i === steps.length - 1 ? result : undefined,
      };
      chain.links.push(link);
    });
    this.#chains.made(result, unit, link!);
    this.#madeIn.set(result, unit);
  }

  reduce(reduction: Omit<Reduction, 'operand'>, types: readonly ChainType[], from: Place): void {
    const { outer, reduced, inner } = reduction;
    const count = outer * reduced * inner;
    const { unit, chain, operands } = this.#chains.join(count, types, [this.#readable(from)], reduction);
    chain.reductions.push({ ...reduction, operand: operands[0] });
    this.#madeIn.set(reduction.result, unit);
  }

  /** A place that a chain can read: copied if it has more axes than loads support. */
  #readable(place: Place): Place {
    return merged(place).length > STRIDED_AXES ? this.copied(place, place.root) : place;
  }

  /** The first unit from which on the numbers at a place are in memory. */
  #availableFrom({ root }: Place): number {
    return (this.#madeIn.get(root) ?? -1) + 1;
  }
}
