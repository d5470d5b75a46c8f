import type { Span } from '../../expression/expression.ts';
import type { Source } from '../tokens.ts';
import { programErrors } from './errors.ts';

/** How deep the parts of one line may nest: a sum hangs by its left operands. */
const MOST_NESTED = 500;

/** How deep a reader that calls itself may be. */
const MOST_CALLED = 200;

/** Counts how deep a reader is, and throws where it is too deep for those who walk over what it makes. */
export class Nesting {
  readonly #source: Source;
  readonly #most: number;
  #depth = 0;

  /** For a tree that is there already, or for a reader that descends by itself. */
  constructor(source: Source, of: 'tree' | 'reader') {
    this.#source = source;
    this.#most = of === 'tree' ? MOST_NESTED : MOST_CALLED;
  }

  inside<T>(at: Span, read: () => T): T {
    if (++this.#depth > this.#most) throw programErrors.tooDeep(this.#source, at, this.#most);
    const made = read();
    this.#depth--;
    return made;
  }

  /** For a loop that puts so many things on top of one another. */
  checkLinks(at: Span, links: number): void {
    if (links > MOST_NESTED) throw programErrors.tooDeep(this.#source, at, MOST_NESTED);
  }
}
