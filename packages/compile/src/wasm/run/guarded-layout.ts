import { bytesOf, type Program, type Variable } from '../../program/program.ts';
import type { Engine } from '../engine.ts';
import { type Access, type Block, type Guard, Guards } from '../guards.ts';
import type { Lowered } from '../lower/lower.ts';
import { workOf } from '../lower/print.ts';
import { type Addresses, type EngineUnit, readBy, writtenBy } from '../lower/units.ts';

/** A program with guard bytes around its buffers, which are checked after each unit. */
export class GuardedLayout {
  readonly #guard: Guard;
  readonly #guards: Guards;
  readonly #addresses: Addresses;
  /** Scratch, and the instructions themselves. */
  readonly #others: readonly Block[];

  constructor(
    engine: Engine,
    guard: Guard,
    whole: Block,
    others: readonly Block[],
    program: Program,
    { units, results }: Lowered,
    addresses: Addresses,
  ) {
    this.#guard = guard;
    this.#addresses = addresses;
    this.#others = others;
    const roots = [
      ...program.inputs,
      ...results.map(({ root }) => root),
      ...units.flatMap(readBy).map(({ root }) => root),
      ...units.flatMap(writtenBy),
    ];
    const blocks = [...[...new Set(roots)].map((root) => this.#block(root)), ...others];
    this.#guards = new Guards(engine.memory, whole.address, whole.address + whole.bytes, blocks);
  }

  /** Runs what units have become. Throws CompileError if they write to guard bytes. */
  run(units: readonly EngineUnit[], run: () => void): void {
    if (this.#guard.watch) this.#guard.watch(this.#accessOf(units), run);
    else run();
    this.#guards.check(units.map(workOf).join('; '));
  }

  #accessOf(units: readonly EngineUnit[]): Access {
    const reads = units.flatMap(readBy).map(({ root }) => this.#block(root));
    const writes = units.flatMap(writtenBy).map((root) => this.#block(root));
    return { reads: [...reads, ...this.#others], writes: [...writes, ...this.#others.slice(0, -1)] };
  }

  #block(root: Variable): Block {
    const name = `${root.name ?? 'a buffer'} (${root.dtype} [${root.shape.join(', ')}])`;
    return { name, address: this.#addresses.at(root), bytes: bytesOf(root) };
  }
}
