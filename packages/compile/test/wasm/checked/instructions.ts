import type { Reader } from './bytes.ts';

/** The type of a number on the stack, as the binary format has it. */
export const I32 = 0x7f;
const I64 = 0x7e;
const F32 = 0x7d;
const F64 = 0x7c;
const V128 = 0x7b;
export const VALUE_TYPES = [I32, I64, F32, F64, V128];

/** What an instruction does with memory. */
export interface MemoryAccess {
  readonly bytes: number;
  readonly writes: boolean;
  /** The type of the operand above the address, if there is one. */
  readonly above?: number;
  readonly offset: number;
}

export type Instruction =
  | { readonly kind: 'plain' }
  | { readonly kind: 'access'; readonly access: MemoryAccess }
  | { readonly kind: 'copy' | 'fill' };

const PLAIN: Instruction = { kind: 'plain' };

/** Loads and stores of single numbers from opcode 0x28 on: bytes, and the type of what is stored. */
const LOADS = [4, 8, 4, 8, 1, 1, 2, 2, 1, 1, 2, 2, 4, 4];
const STORES = [
  [4, I32],
  [8, I64],
  [4, F32],
  [8, F64],
  [1, I32],
  [2, I32],
  [1, I64],
  [2, I64],
  [4, I64],
] as const;

/** Reads one instruction, which may be no atomic one that waits or is of another proposal than those the kernels use. */
export function readInstruction(reader: Reader): Instruction {
  const opcode = reader.byte();
  if (opcode >= 0x28 && opcode < 0x36) return accessOf(reader, LOADS[opcode - 0x28]!, false);
  if (opcode >= 0x36 && opcode < 0x3f) {
    const [bytes, above] = STORES[opcode - 0x36]!;
    return accessOf(reader, bytes, true, above);
  }
  if (opcode === 0xfc) return readBulk(reader);
  if (opcode === 0xfd) return readVector(reader);
  if (opcode === 0xfe) return readAtomic(reader);
  skipImmediates(reader, opcode);
  return PLAIN;
}

function accessOf(reader: Reader, bytes: number, writes: boolean, above?: number): Instruction {
  reader.number();
  const offset = reader.number();
  return { kind: 'access', access: { bytes, writes, offset, ...(above !== undefined && { above }) } };
}

/** How many numbers in LEB128 stand behind an opcode of the first kind. */
const NUMBERS: Readonly<Record<number, number>> = {
  2: 1,
  3: 1,
  4: 1,
  12: 1,
  13: 1,
  16: 1,
  17: 2,
  32: 1,
  33: 1,
  34: 1,
  35: 1,
  36: 1,
  63: 1,
  64: 1,
  65: 1,
  66: 1,
};

function skipImmediates(reader: Reader, opcode: number): void {
  if (opcode === 0x0e) for (let left = reader.number() + 1; left > 0; left--) reader.number();
  else if (opcode === 0x1c) for (let left = reader.number(); left > 0; left--) reader.byte();
  else if (opcode === 0x43) reader.take(4);
  else if (opcode === 0x44) reader.take(8);
  else if (opcode > 0xc4) throw new Error(`unexpected opcode ${opcode}`);
  else for (let left = NUMBERS[opcode] ?? 0; left > 0; left--) reader.number();
}

function readBulk(reader: Reader): Instruction {
  const opcode = reader.number();
  if (opcode === 10) {
    reader.take(2);
    return { kind: 'copy' };
  }
  if (opcode === 11) {
    reader.byte();
    return { kind: 'fill' };
  }
  if (opcode > 7) throw new Error(`unexpected opcode 0xfc ${opcode}`);
  return PLAIN;
}

/** Bytes of vector loads from opcode 0 on, the last being a store. */
const VECTORS = [16, 8, 8, 8, 8, 8, 8, 1, 2, 4, 8, 16];

function readVector(reader: Reader): Instruction {
  const opcode = reader.number();
  if (opcode < 11) return accessOf(reader, VECTORS[opcode]!, false);
  if (opcode === 11) return accessOf(reader, 16, true, V128);
  if (opcode === 12 || opcode === 13) reader.take(16);
  if (opcode >= 21 && opcode <= 34) reader.byte();
  if (opcode >= 84 && opcode <= 91) {
    const access = accessOf(reader, 2 ** ((opcode - 84) % 4), opcode >= 88, V128);
    reader.byte();
    return access;
  }
  if (opcode === 92 || opcode === 93) return accessOf(reader, opcode === 92 ? 4 : 8, false);
  return PLAIN;
}

/** Threads meet in a block of the engine's own, which is not looked at. */
function readAtomic(reader: Reader): Instruction {
  if (reader.number() === 3) reader.byte();
  else {
    reader.number();
    reader.number();
  }
  return PLAIN;
}
