/** Reads a WebAssembly module from front to back. Source: the core specification, section 5. */
export class Reader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    return this.bytes[this.at++]!;
  }

  /** A whole number in LEB128: seven bits a byte, the lowest first. */
  number(): number {
    let result = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return result;
    }
  }

  take(count: number): Uint8Array {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
}

/** A whole number in LEB128. */
export function unsigned(n: number): number[] {
  return n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...unsigned(n >>> 7)];
}

/** A number of 32 bits in signed LEB128. */
export function signed(n: number): number[] {
  const rest = n >> 7;
  const isLast = (rest === 0 && (n & 0x40) === 0) || (rest === -1 && (n & 0x40) !== 0);
  return isLast ? [n & 0x7f] : [(n & 0x7f) | 0x80, ...signed(rest)];
}

/** Bytes with their number in front. */
export const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
