import type { DType, Value } from '@chainrule/core';
import { type Program, sizeOf, type Variable } from '../program/program.ts';
import { BYTES } from '../program/shape.ts';
import type { Typed } from './cell.ts';
import type { Engine } from './engine.ts';
import { emit, measure, type Segment } from './lower/emit.ts';
import type { Lowered } from './lower/lower.ts';
import { type Donations, plan } from './lower/plan.ts';
import { printUnits } from './lower/print.ts';
import { type Addresses, type HostUnit, readBy } from './lower/units.ts';

/** A row of instructions in the engine's memory. */
export interface Range {
  readonly kind: 'range';
  readonly from: number;
  readonly to: number;
}

/** Views of the memory in which inputs and results lie. */
interface Views {
  readonly inputs: readonly Typed[];
  readonly results: readonly Typed[];
}

/** Where everything of a program lies in the engine's memory. Its block is freed when the layout is collected, or left. */
export class Layout {
  readonly addresses: Addresses;
  readonly segments: readonly (HostUnit | Range)[];
  /** Where the numbers of each input and of each result lie. */
  readonly inputAt: readonly number[];
  readonly resultAt: readonly number[];
  /** The result that is written over each input, or −1. */
  readonly donated: Donations;
  readonly #engine: Engine;
  readonly #base: number;
  readonly #program: Program;
  readonly #listing: () => string;
  /** Of the memory as it was, which may since have grown. */
  #views: (Views & { readonly of: unknown }) | undefined;

  constructor(engine: Engine, program: Program, lowered: Lowered, donations: Donations, threads: number) {
    this.#engine = engine;
    this.#program = program;
    const { units, results } = lowered;
    const { offsetOf, donated, bytes } = plan(program, lowered, donations);
    const at = (base: number): Addresses => ({
      at: (root) => base + offsetOf(root),
      of: ({ root, offset }) => base + offsetOf(root) + offset * BYTES[root.dtype],
    });
    const asked = measure(units, at(0));
    const epilogue = bytes + asked.perThread * threads;
    const parts = epilogue + asked.epiloguePerThread * threads;
    const text = parts + asked.parts;
    const base = engine.memory.allocateFor(this, text + asked.text);
    const scratch = { address: base + bytes, epilogue: base + epilogue, parts: base + parts };
    this.#base = base;
    this.donated = donated;
    this.#listing = () => `${printUnits(units, offsetOf)}\n${bytes.toLocaleString('en')} bytes of buffers`;
    this.addresses = at(base);
    this.inputAt = program.inputs.map((x) => this.addresses.at(x));
    this.resultAt = results.map(({ root }) => this.addresses.at(root));
    this.segments = this.#write(emit(units, this.addresses, scratch, base + text), base + text);
    for (const { root } of units.flatMap(readBy))
      if (root.constant) this.put(this.addresses.at(root), root, root.constant.data);
  }

  /** The units in order, with their buffers and how much memory all of it takes. */
  get listing(): string {
    return this.#listing();
  }

  /** Gives the memory back; nothing may be read or run here any more. */
  leave(): void {
    this.#engine.memory.free(this.#base);
  }

  get views(): Views {
    const { buffer } = this.#engine.memory.memory;
    if (this.#views?.of !== buffer) {
      const { inputs, results } = this.#program;
      this.#views = {
        of: buffer,
        inputs: inputs.map((x, i) => this.view(this.inputAt[i], x.dtype, sizeOf(x))),
        results: results.map((x, k) => this.view(this.resultAt[k], x.dtype, sizeOf(x))),
      };
    }
    return this.#views;
  }

  /** Writes the numbers of a variable to an address. */
  put(address: number, x: Variable, data: Value['data']): void {
    write(this.view(address, x.dtype, sizeOf(x)), data);
  }

  view(address: number, dtype: DType, size: number): Typed {
    const { memory } = this.#engine;
    if (dtype === 'float32') return memory.float32(address, size);
    if (dtype === 'float64') return memory.float64(address, size);
    return dtype === 'int32' ? memory.int32(address, size) : memory.uint8(address, size);
  }

  /** Writes instructions into memory, and notes from where to where they go. */
  #write(segments: readonly Segment[], start: number): (HostUnit | Range)[] {
    let at = start;
    return segments.map((segment) => {
      if (segment.kind === 'host') return segment;
      const { words } = segment;
      this.#engine.memory.int32(at, words.length).set(words);
      const from = at;
      at += 4 * words.length;
      return { kind: 'range', from, to: at };
    });
  }
}

/** Writes numbers into a view of the memory. */
export function write(view: Typed, data: Value['data']): void {
  if (typeof data !== 'number') view.set(data);
  else if (view.length > 0) view[0] = data;
}
