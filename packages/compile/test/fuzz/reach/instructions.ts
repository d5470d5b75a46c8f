import type { Engine } from '../../../src/wasm/engine.ts';
import * as micro from '../../../src/wasm/micro-ops.ts';
import { MICRO_OPS } from '../../../src/wasm/micro-table.ts';
import * as opcodes from '../../../src/wasm/opcodes.ts';

/*
 * What the engine was given to do, read from the words of its programs: which instructions in which dtypes, alone and shared
 * out, and what chains consist of.
 */

/** In the order of their codes. */
const DTYPES = ['float32', 'float64', 'int32', 'bool'] as const;
const FLOATS = DTYPES.slice(0, 2);
const NUMBERS = DTYPES.slice(0, 3);
const BYTES = ['1 B', '4 B', '8 B'];

/** Each instruction with what its first field may say: a dtype, or the bytes of an entry. */
const INSTRUCTIONS = {
  MATMUL: FLOATS,
  COPY_STRIDED: DTYPES,
  ADD_STRIDED: DTYPES,
  CONVOLVE: FLOATS,
  CONVOLVE_TRANSPOSED: FLOATS,
  CORRELATE: FLOATS,
  MAX_POOL_PLACES: FLOATS,
  RESAMPLE: FLOATS,
  FILL: BYTES,
  FUSED: FLOATS,
  COMBINE: DTYPES,
  ARG_EXTREME: DTYPES,
  CUMULATIVE_SUM: DTYPES,
  GATHER: BYTES,
  SCATTER_ADD: NUMBERS,
} as const;
const NAMES = new Map(
  Object.entries(opcodes).flatMap(([name, code]) =>
    Object.hasOwn(INSTRUCTIONS, name) ? [[code, name]] : [],
  ),
);

/** In the order of their codes, as the stores. */
const LOADS = ['CONTIGUOUS', 'SPLAT', 'IMMEDIATE', 'DIVMOD', 'STRIDED'] as const;
/** The sum of truth values is an integer, and a product of integers is core's own. */
const STORED: Readonly<Record<string, readonly string[]>> = { SUM: NUMBERS, PRODUCT: FLOATS };
const STORES = ['CONTIGUOUS_STORE', 'SUM', 'PRODUCT', 'LARGEST', 'SMALLEST'] as const;

/** The operations of chains by their opcodes; of two names the first. */
const OPERATIONS = new Map(
  Object.entries(MICRO_OPS)
    .reverse()
    .map(([name, opcode]) => [opcode, name]),
);
/** In float64 alone, since they make or take what float32 does not hold. */
const WIDE = new Set(['toFloat32', 'toInt32', 'mulInt32']);

/** All that there is to be reached. */
export function allOfEngine(): string[] {
  const instructions = Object.entries(INSTRUCTIONS).flatMap(([name, types]) =>
    types.map((type) => `${name} ${type}`),
  );
  const shared = Object.keys(INSTRUCTIONS).filter((name) => name !== 'COMBINE');
  const operations = [...OPERATIONS.values()].flatMap((name) =>
    (WIDE.has(name) ? ['float64'] : FLOATS).map((type) => `${name} in ${type}`),
  );
  const loads = LOADS.flatMap((kind) =>
    kind === 'IMMEDIATE' ? [`load ${kind}`] : DTYPES.map((dtype) => `load ${kind} ${dtype}`),
  );
  const stores = STORES.flatMap((kind) => (STORED[kind] ?? DTYPES).map((dtype) => `store ${kind} ${dtype}`));
  return [
    ...instructions,
    ...shared.map((name) => `${name} shared out`),
    ...['MATMUL', 'CONVOLVE'].map((name) => `${name} with a chain`),
    ...operations,
    ...loads,
    ...stores,
    ...STORES.slice(1).map((kind) => `parts of ${kind}`),
  ];
}

/** From now on notes what the engine runs. */
export function watchEngine(engine: Engine, reached: Set<string>): void {
  const run = engine.run.bind(engine);
  engine.run = (program, end, threads) => {
    const words = engine.memory.int32(program, (end - program) / 4);
    for (let at = 0; at < words.length; at += words[at + 1])
      note(words.subarray(at, at + words[at + 1]), program + 4 * at, reached);
    run(program, end, threads);
  };
}

/** Which of an instruction's fields says what type it is of; the first, if not another one. */
const TYPE_FIELDS: Readonly<Record<string, number>> = { FILL: 1, COMBINE: 1, ARG_EXTREME: 1 };
/** Which one says where the fields of a chain stand, behind its own. */
const CHAIN_FIELDS: Readonly<Record<string, number>> = { MATMUL: 20, CONVOLVE: 13 };

function note(words: Int32Array, address: number, reached: Set<string>): void {
  const name = NAMES.get(words[0]) ?? `opcode ${words[0]}`;
  const fields = words.subarray(opcodes.HEADER_WORDS);
  const type = fields[TYPE_FIELDS[name] ?? 0];
  reached.add(`${name} ${name === 'FILL' || name === 'GATHER' ? `${type} B` : DTYPES[type]}`);
  if (words[2] !== opcodes.ALONE) reached.add(`${name} shared out`);
  if (name === 'FUSED') noteChain(fields, reached);
  const chain = fields[CHAIN_FIELDS[name]] ?? 0;
  if (chain === 0) return;
  reached.add(`${name} with a chain`);
  noteChain(words.subarray((chain - address) / 4), reached);
}

function noteChain(words: Int32Array, reached: Set<string>): void {
  const at = (bytes: number, from = 0) => words[from + bytes / 4];
  const type = DTYPES[at(micro.FUSED_TYPE)];
  let here = micro.FUSED_LISTS / 4;
  for (let k = 0; k < at(micro.FUSED_LOADS); k++) {
    const kind = LOADS[at(micro.LOAD_KIND, here)];
    reached.add(`load ${kind}${kind === 'IMMEDIATE' ? '' : ` ${DTYPES[at(micro.LOAD_TYPE, here)]}`}`);
    here += micro.LOAD_BYTES / 4 + (kind === 'STRIDED' ? 2 * at(micro.LOAD_A, here) : 0);
  }
  for (let k = 0; k < at(micro.FUSED_OPS); k++) {
    reached.add(`${OPERATIONS.get(at(micro.OP_CODE, here))} in ${type}`);
    here += micro.OP_BYTES / 4;
  }
  for (let k = 0; k < at(micro.FUSED_STORES); k++) {
    const kind = STORES[at(micro.STORE_KIND, here)];
    reached.add(`store ${kind} ${DTYPES[at(micro.STORE_TYPE, here)]}`);
    if (kind !== 'CONTIGUOUS_STORE' && at(micro.STORE_PARTIALS, here) > 0) reached.add(`parts of ${kind}`);
    here += micro.STORE_BYTES / 4;
  }
}
