import { Reader, signed, sized, unsigned } from './bytes.ts';
import { I32, type MemoryAccess, readInstruction, VALUE_TYPES } from './instructions.ts';

/*
 * A debug build of the kernels, made from the very binary that is shipped: before each load and each store it asks whether
 * these bytes may be touched. For every byte of memory from FIRST to LAST there is a byte of rights, SHIFT behind it; all
 * of it is in the memory itself, at addresses that no kernel uses.
 */

/** Addresses of the words that say where rights are; SHIFT is 0 while nothing is checked. */
export const SHIFT = 16;
export const FIRST = 20;
export const LAST = 24;
/** What was refused: the address, how many bytes, and READ or WRITE. */
export const REFUSED = 28;

export const READ = 1;
export const WRITE = 2;

const MAGIC_BYTES = 8;
const [TYPES, IMPORTS, FUNCTIONS, CODE] = [1, 2, 3, 10];

/** The module with its accesses checked. */
export function instrument(binary: Uint8Array): Uint8Array<ArrayBuffer> {
  const sections = readSections(binary);
  const types = readTypes(sections.get(TYPES)!);
  const defined = readNumbers(sections.get(FUNCTIONS)!);
  const first = importedFunctions(sections.get(IMPORTS)!) + defined.length;
  const added: Added = { check: first, fill: first + 1, copy: first + 2 };
  const params = defined.map((type) => types.params[type]!);
  const typeOf = (k: number) => unsigned(types.params.length + k);
  const changed = new Map([
    [TYPES, [...unsigned(types.params.length + 2), ...types.bytes, ...TYPE_CHECK, ...TYPE_BULK]],
    [
      FUNCTIONS,
      [
        ...unsigned(defined.length + 3),
        ...defined.flatMap(unsigned),
        ...typeOf(0),
        ...typeOf(1),
        ...typeOf(1),
      ],
    ],
    [CODE, writeCode(sections.get(CODE)!, params, added)],
  ]);
  const out = [...binary.subarray(0, MAGIC_BYTES)];
  for (const [id, bytes] of sections)
    for (const byte of [id, ...sized(changed.get(id) ?? [...bytes])]) out.push(byte);
  return Uint8Array.from(out);
}

/** The indices of the functions that are added. */
interface Added {
  readonly check: number;
  readonly fill: number;
  readonly copy: number;
}

const TYPE_CHECK = [0x60, 4, I32, I32, I32, I32, 1, I32];
const TYPE_BULK = [0x60, 3, I32, I32, I32, 0];

/** Sections by their ids, but for the custom ones, in their order. */
function readSections(binary: Uint8Array): Map<number, Uint8Array> {
  const reader = new Reader(binary, MAGIC_BYTES);
  const sections = new Map<number, Uint8Array>();
  while (!reader.done) {
    const id = reader.byte();
    const bytes = reader.take(reader.number());
    if (id !== 0) sections.set(id, bytes);
  }
  return sections;
}

function readNumbers(section: Uint8Array): number[] {
  const reader = new Reader(section);
  return Array.from({ length: reader.number() }, () => reader.number());
}

/** How many parameters each type of function has, and the bytes of all. */
function readTypes(section: Uint8Array): { params: number[]; bytes: Uint8Array } {
  const reader = new Reader(section);
  const count = reader.number();
  const bytes = section.subarray(reader.at);
  const params = Array.from({ length: count }, () => {
    reader.byte();
    const [inputs] = [reader.number()].map((n) => reader.take(n).length);
    reader.take(reader.number());
    return inputs!;
  });
  return { params, bytes };
}

function importedFunctions(section: Uint8Array): number {
  const reader = new Reader(section);
  let functions = 0;
  for (let left = reader.number(); left > 0; left--) {
    reader.take(reader.number());
    reader.take(reader.number());
    const kind = reader.byte();
    if (kind === 0) {
      functions++;
      reader.number();
    } else if (kind === 2) {
      const limits = reader.byte();
      for (let bounds = 1 + (limits & 1); bounds > 0; bounds--) reader.number();
    } else if (kind === 3) reader.take(2);
    else throw new Error(`unexpected import of kind ${kind}`);
  }
  return functions;
}

function writeCode(section: Uint8Array, params: readonly number[], added: Added): number[] {
  const reader = new Reader(section);
  const count = reader.number();
  const bodies = Array.from({ length: count }, (_, k) =>
    writeBody(reader.take(reader.number()), params[k]!, added),
  );
  bodies.push(checkBody(), fillBody(added), copyBody(added));
  return [...unsigned(bodies.length), ...bodies.flatMap(sized)];
}

/** A function with a local of each type added, and checks. */
function writeBody(body: Uint8Array, params: number, added: Added): number[] {
  const reader = new Reader(body);
  const groups = reader.number();
  const begin = reader.at;
  let locals = params;
  for (let left = groups; left > 0; left--) {
    locals += reader.number();
    reader.byte();
  }
  const out = [...unsigned(groups + VALUE_TYPES.length), ...body.subarray(begin, reader.at)];
  for (const type of VALUE_TYPES) out.push(1, type);
  while (!reader.done) {
    const at = reader.at;
    const instruction = readInstruction(reader);
    const bytes = body.subarray(at, reader.at);
    if (instruction.kind === 'access') out.push(...checked(instruction.access, bytes, locals, added));
    else if (instruction.kind === 'plain') out.push(...bytes);
    else out.push(CALL, ...unsigned(added[instruction.kind]));
  }
  return out;
}

const CALL = 0x10;
const [GET, SET] = [0x20, 0x21];
const constant = (n: number) => [0x41, ...signed(n)];

function checked(
  { bytes, writes, above, offset }: MemoryAccess,
  instruction: Uint8Array,
  locals: number,
  { check }: Added,
): number[] {
  const local = above === undefined ? [] : unsigned(locals + VALUE_TYPES.indexOf(above));
  return [
    ...(above === undefined ? [] : [SET, ...local]),
    ...constant(offset | 0),
    ...constant(bytes),
    ...constant(writes ? WRITE : READ),
    CALL,
    ...unsigned(check),
    ...(above === undefined ? [] : [GET, ...local]),
    ...instruction,
  ];
}

const [UNREACHABLE, BLOCK, LOOP, IF, END, BRANCH, BRANCH_IF, RETURN] = [0, 2, 3, 4, 11, 12, 13, 15];
const [EQZ, LESS, GREATER, ADD, AND, OR] = [0x45, 0x49, 0x4b, 0x6a, 0x71, 0x72];
const NOTHING = 0x40;
const get = (local: number) => [GET, local];
const set = (local: number) => [SET, local];
const word = (address: number) => [...constant(0), 0x28, 2, address];
const store = (address: number, value: readonly number[]) => [...constant(0), ...value, 0x36, 2, address];

/** check(address, offset, bytes, right) returns the address, or traps. Locals: 4, where it begins; 5, where it ends. */
function checkBody(): number[] {
  const refuse = [
    ...store(REFUSED, get(4)),
    ...store(REFUSED + 4, get(2)),
    ...store(REFUSED + 8, get(3)),
    UNREACHABLE,
  ];
  const when = (condition: readonly number[], then: readonly number[]) => [
    ...condition,
    IF,
    NOTHING,
    ...then,
    END,
  ];
  const leave = [...get(0), RETURN];
  return [
    ...[1, 2, I32],
    ...when([...word(SHIFT), EQZ], leave),
    ...[...get(0), ...get(1), ADD, ...set(4), ...get(4), ...get(2), ADD, ...set(5)],
    // Below lie the constants of the kernels.
    ...when(
      [...get(4), ...word(FIRST), LESS],
      [...when([...get(3), ...constant(WRITE), AND], refuse), ...leave],
    ),
    ...when([...get(4), ...word(LAST), GREATER, ...get(5), ...word(LAST), GREATER, OR], refuse),
    ...[BLOCK, NOTHING, LOOP, NOTHING],
    ...[...get(4), ...get(5), LESS, EQZ, BRANCH_IF, 1],
    ...when([...get(4), ...word(SHIFT), ADD, 0x2d, 0, 0, ...get(3), AND, EQZ], refuse),
    ...[...get(4), ...constant(1), ADD, ...set(4), BRANCH, 0],
    ...[END, END],
    ...get(0),
    END,
  ];
}

const range = (address: number, right: number, { check }: Added) => [
  ...get(address),
  ...constant(0),
  ...get(2),
  ...constant(right),
  CALL,
  ...unsigned(check),
];

/** fill(to, value, bytes). */
const fillBody = (added: Added) => [0, ...range(0, WRITE, added), ...get(1), ...get(2), 0xfc, 11, 0, END];

/** copy(to, from, bytes). */
const copyBody = (added: Added) => [
  0,
  ...range(0, WRITE, added),
  ...range(1, READ, added),
  ...get(2),
  0xfc,
  10,
  0,
  0,
  END,
];
