import { applyPrimitive, type NDArray, noGrad, type TypedArray, Value } from '@chainrule/core';
import type { Executable } from '../../program/executable.ts';
import type { ProgramArray, ResultNumbers } from '../lower/held.ts';
import type { Item, Lowered } from '../lower/lower.ts';
import type { Ref } from '../lower/scalars.ts';
import { type Staged, writeStaged } from '../write/staged.ts';
import { arrayOf, numbersOf, typedArray } from './numbers.ts';

type Kernel = Extract<Item, { kind: 'kernel' }>;

/** A program that runs one function after the other, with numbers in slots and arrays between them. */
export class StagedExecutable implements Executable {
  readonly target = 'JavaScript';
  readonly #lowered: Lowered;
  readonly #staged: Staged;
  readonly #slots: Float64Array;
  readonly #arrays: TypedArray[];
  readonly #run: () => void;
  /** For each input the slots of its entries, and the arrays that hold it. */
  readonly #inputs: readonly {
    readonly entries: [slot: number, entry: number][];
    readonly arrays: number[];
  }[];

  constructor(lowered: Lowered) {
    this.#lowered = lowered;
    this.#staged = writeStaged(lowered);
    this.#inputs = this.#places(lowered.inputs.length);
    const { source, text, plan, tables, stored } = this.#staged;
    // First, so that nothing is allocated if evaluating code is forbidden.
    const build = new Function('s', 'A', 't', 'k', 'K', source);
    this.#slots = new Float64Array(plan.slots.count);
    for (const [slot, value] of plan.slots.initial) this.#slots[slot] = value;
    this.#arrays = lowered.arrays.map((place, array) => this.#allocated(place, stored(array)));
    const kernel = (i: number) => this.#kernel(lowered.items[i] as Kernel);
    this.#run = build(this.#slots, this.#arrays, tables, text.closures, kernel);
  }

  run(inputs: readonly Value[]): NDArray['data'][] {
    return this.iterate(1, inputs, []);
  }

  iterate(count: number, inputs: readonly Value[], carry: readonly number[]): NDArray['data'][] {
    inputs.forEach((x, i) => {
      this.#put(i, numbersOf(x));
    });
    return noGrad(() => {
      this.#run();
      for (let i = 1; i < count; i++) {
        this.#carry(carry);
        this.#run();
      }
      return this.#lowered.results.map((place) => this.#result(place));
    });
  }

  #allocated({ size, dtype, constant, input }: ProgramArray, stored: boolean): TypedArray {
    if (constant !== undefined) return constant;
    return typedArray(dtype, input === undefined && stored ? size : 0);
  }

  #places(inputs: number) {
    const places = Array.from({ length: inputs }, () => ({
      entries: [] as [number, number][],
      arrays: [] as number[],
    }));
    this.#lowered.scalars.leaves.forEach((leaf, i) => {
      if (leaf.kind === 'input')
        places[leaf.input].entries.push([this.#staged.plan.slots.of(-1 - i), leaf.entry]);
    });
    this.#lowered.arrays.forEach(({ input }, array) => {
      if (input !== undefined) places[input].arrays.push(array);
    });
    return places;
  }

  /** Puts the numbers of an input wherever they are read. */
  #put(input: number, numbers: ArrayLike<number>): void {
    const { entries, arrays } = this.#inputs[input];
    for (const [slot, entry] of entries) this.#slots[slot] = numbers[entry];
    for (const array of arrays) this.#arrays[array] = arrayOf(numbers, this.#lowered.arrays[array].dtype);
  }

  #carry(carry: readonly number[]): void {
    const taken = carry.map((result) => (result < 0 ? undefined : this.#read(this.#lowered.results[result])));
    taken.forEach((numbers, input) => {
      if (numbers) this.#put(input, numbers);
    });
  }

  #kernel({ instruction, reads, write }: Kernel): void {
    const { primitive, inputs, attributes, result } = instruction;
    const operands = inputs.map(({ shape, dtype }, k) => {
      const data = this.#arrays[reads[k]];
      return new Value(shape.length === 0 ? data[0] : data, shape, dtype);
    });
    this.#arrays[write] = arrayOf(numbersOf(applyPrimitive(primitive, operands, attributes)), result.dtype);
  }

  /** A copy of the numbers of a result. */
  #read(place: ResultNumbers): TypedArray {
    if ('array' in place) return this.#arrays[place.array].slice();
    const numbers = typedArray(place.variable.dtype, place.refs.length);
    place.refs.forEach((ref, i) => {
      numbers[i] = this.#number(ref);
    });
    return numbers;
  }

  #number(ref: Ref): number {
    const leaf = this.#lowered.scalars.leaf(ref);
    if (leaf?.kind === 'constant') return leaf.value;
    if (leaf?.kind === 'array') return this.#arrays[leaf.array][leaf.entry];
    return this.#slots[this.#staged.plan.slots.of(ref)];
  }

  #result(place: ResultNumbers): NDArray['data'] {
    const numbers = this.#read(place);
    return place.variable.shape.length === 0 ? numbers[0] : numbers;
  }
}
