import type { Span } from '../../expression/expression.ts';
import type { Source } from '../tokens.ts';
import { programErrors } from './errors.ts';

/** How deep the parts of one line may nest: a sum hangs by its left operands. */
const MOST_NESTED = 1000;

/** Counts how deep a reader is, and throws where it is too deep for those who walk over what it makes. */
export class Nesting {
  readonly #source: Source;
  #depth = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  inside<T>(at: Span, read: () => T): T {
    if (++this.#depth > MOST_NESTED) throw programErrors.tooDeep(this.#source, at, MOST_NESTED);
    const made = read();
    this.#depth--;
    return made;
  }
}
