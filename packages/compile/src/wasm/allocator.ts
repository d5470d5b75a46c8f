/** Blocks begin at multiples of a cache line, and are one or more of them long. */
const LINE = 64;

const roundUp = (bytes: number) => Math.ceil(bytes / LINE) * LINE;
const binOf = (size: number) => Math.floor(Math.log2(size / LINE));

/**
 * Allocates blocks of an address range that may be extended at its end. Free blocks are kept in bins, one for each power of two
 * of their size, and are merged with their free neighbours.
 */
export class Allocator {
  /** Bytes in blocks that are in use. */
  used = 0;
  #end: number;
  readonly #sizes = new Map<number, number>();
  /** Free blocks: their sizes by their starts, and their starts by their ends. */
  readonly #free = new Map<number, number>();
  readonly #startOf = new Map<number, number>();
  readonly #bins: Set<number>[] = Array.from({ length: 32 }, () => new Set());

  constructor(start: number, end: number) {
    this.#end = roundUp(start);
    this.extend(end);
  }

  /** The first address after the range. */
  get end(): number {
    return this.#end;
  }

  /** The start of a block of at least this many bytes; undefined if no free block is long enough. */
  allocate(bytes: number): number | undefined {
    const size = Math.max(LINE, roundUp(bytes));
    const start = this.#find(size);
    if (start === undefined) return undefined;
    const rest = this.#free.get(start)! - size;
    this.#take(start);
    if (rest > 0) this.#put(start + size, rest);
    this.#sizes.set(start, size);
    this.used += size;
    return start;
  }

  /** Frees a block; returns false if no block in use begins there. */
  free(start: number): boolean {
    const size = this.#sizes.get(start);
    if (size === undefined) return false;
    this.#sizes.delete(start);
    this.used -= size;
    this.#release(start, size);
    return true;
  }

  /** By how many bytes the range must be extended to have room for a block of this many bytes. */
  missing(bytes: number): number {
    const tail = this.#startOf.get(this.#end);
    return roundUp(bytes) - (tail === undefined ? 0 : this.#end - tail);
  }

  /** Moves the end of the range; the new bytes are free. */
  extend(end: number): void {
    const size = Math.floor((end - this.#end) / LINE) * LINE;
    const start = this.#end;
    this.#end += size;
    if (size > 0) this.#release(start, size);
  }

  #find(size: number): number | undefined {
    const first = binOf(size);
    for (const start of this.#bins[first] ?? []) if (this.#free.get(start)! >= size) return start;
    for (let bin = first + 1; bin < this.#bins.length; bin++) {
      for (const start of this.#bins[bin]!) return start;
    }
    return undefined;
  }

  #release(start: number, size: number): void {
    const left = this.#startOf.get(start);
    if (left !== undefined) {
      size += start - left;
      this.#take(left);
      start = left;
    }
    const right = this.#free.get(start + size);
    if (right !== undefined) {
      this.#take(start + size);
      size += right;
    }
    this.#put(start, size);
  }

  #put(start: number, size: number): void {
    this.#free.set(start, size);
    this.#startOf.set(start + size, start);
    this.#bins[binOf(size)]!.add(start);
  }

  #take(start: number): void {
    const size = this.#free.get(start)!;
    this.#free.delete(start);
    this.#startOf.delete(start + size);
    this.#bins[binOf(size)]!.delete(start);
  }
}
