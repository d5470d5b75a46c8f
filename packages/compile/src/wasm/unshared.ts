const IMPORT_SECTION = 2;
const MEMORY = 2;
/** Bytes before the first section: the magic number and the version. */
const PREAMBLE = 8;
/** The bit of a memory's limits that says it is shared, and the one that says it has a maximum. */
const SHARED = 0b10;
const HAS_MAXIMUM = 0b01;

/** Reads a module from front to back. Source: the WebAssembly core specification, section 5. */
class Reader {
  readonly bytes: Uint8Array;
  position = PREAMBLE;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    return this.bytes[this.position++]!;
  }

  /** A whole number in LEB128: seven bits a byte, the lowest first. */
  number(): number {
    let result = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      result |= (byte & 0x7f) << shift;
      if (byte < 0x80) return result >>> 0;
    }
  }

  skip(bytes: number): void {
    this.position += bytes;
  }

  skipName(): void {
    this.skip(this.number());
  }

  skipLimits(): void {
    const flags = this.byte();
    this.number();
    if (flags & HAS_MAXIMUM) this.number();
  }
}

/** Skips the rest of an import other than a memory: the type of a function, a table, a global or a tag. */
function skipImport(reader: Reader, kind: number): void {
  if (kind === 0) reader.number();
  else if (kind === 1) {
    reader.byte();
    reader.skipLimits();
  } else reader.skip(2);
}

function toImportSection(reader: Reader): boolean {
  while (reader.position < reader.bytes.length) {
    const section = reader.byte();
    const size = reader.number();
    if (section === IMPORT_SECTION) return true;
    reader.skip(size);
  }
  return false;
}

/** The same module, importing a memory that is not shared: atomic instructions are valid on either kind. */
export function withUnsharedMemory(module: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = module.slice();
  const reader = new Reader(copy);
  if (!toImportSection(reader)) return copy;
  for (let left = reader.number(); left > 0; left--) {
    reader.skipName();
    reader.skipName();
    const kind = reader.byte();
    if (kind === MEMORY) {
      copy[reader.position]! &= ~SHARED;
      reader.skipLimits();
    } else skipImport(reader, kind);
  }
  return copy;
}
