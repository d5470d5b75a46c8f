import type { Value } from '@chainrule/core';
import { Resident } from '../../resident.ts';
import { ResidentCell, type Typed } from './cell.ts';

/** The results of earlier runs that are still in the memory of a program and have not been fetched, by their addresses. */
export class Residents {
  readonly #inside = new Map<number, ResidentCell>();

  /** The cell of a Value, if its numbers are at this address already. */
  cellOf(x: Value, address: number): ResidentCell | undefined {
    const cell = this.#inside.get(address);
    return x instanceof Resident && x.cell === cell ? cell : undefined;
  }

  /** The cell of the result at an address. */
  at(address: number, fetch: () => Typed): ResidentCell {
    const known = this.#inside.get(address);
    if (known) return known;
    const cell = new ResidentCell(fetch);
    this.#inside.set(address, cell);
    return cell;
  }

  all(): Iterable<ResidentCell> {
    return this.#inside.values();
  }

  /** Forgets those whose numbers are not inside any more. */
  forget(): void {
    for (const [address, cell] of this.#inside) if (!cell.isInside) this.#inside.delete(address);
  }
}
