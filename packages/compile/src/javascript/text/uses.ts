import type { Lowered } from '../lower/lower.ts';
import { ROOM } from '../lower/scalars.ts';
import { BINDS } from '../spelling/spelling.ts';

/** How often the single numbers of a program are read, and where. */
export class Uses {
  /** For each operation how often it is read by operations that are used; more if anything else reads it. */
  readonly #counts: Uint32Array;
  /** How tightly each operation must bind for its last reader. */
  readonly #needs: Uint8Array;

  constructor({ scalars, items, results }: Lowered) {
    const { codes, operands } = scalars;
    this.#counts = new Uint32Array(codes.length);
    this.#needs = new Uint8Array(codes.length);
    const outside = items.flatMap((item) => (item.kind === 'pack' ? item.refs : []));
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

  /** Whether an operation can be written inside the one that reads it. */
  fitsInline(i: number): boolean {
    return this.#counts[i] === 1 && this.#needs[i] < BINDS.name;
  }
}
