import {
  BLOCK_STRIDE,
  type CONTIGUOUS,
  CONTIGUOUS_STORE,
  DIVMOD,
  IMMEDIATE,
  type LARGEST,
  type PRODUCT,
  type SMALLEST,
  type SPLAT,
  STORE_STATE,
  STRIDED,
  type SUM,
  WIDE_BYTES,
} from './micro-ops.ts';
import { FLOAT32, type FLOAT64 } from './opcodes.ts';

/** Where the numbers of a register come from; see micro-ops.ts. */
export type Load = { readonly register: number } & (
  | { readonly kind: typeof CONTIGUOUS | typeof SPLAT; readonly address: number; readonly type: number }
  | {
      readonly kind: typeof DIVMOD;
      readonly address: number;
      readonly type: number;
      readonly a: number;
      readonly b: number;
    }
  | {
      readonly kind: typeof STRIDED;
      readonly address: number;
      readonly type: number;
      readonly dims: readonly number[];
      readonly strides: readonly number[];
    }
  | { readonly kind: typeof IMMEDIATE; readonly value: number }
);

export interface MicroOperation {
  readonly opcode: number;
  readonly destination: number;
  readonly sources: readonly number[];
}

interface Store {
  readonly register: number;
  readonly address: number;
  readonly type: number;
}

export interface ContiguousStore extends Store {
  readonly kind: typeof CONTIGUOUS_STORE;
}

export interface ReducingStore extends Store {
  readonly kind: typeof SUM | typeof PRODUCT | typeof LARGEST | typeof SMALLEST;
  readonly reduced: number;
  readonly inner: number;
  /** Address of the partial results, 0 where each chunk holds whole results. */
  readonly partials: number;
}

/** A FUSED instruction. */
export interface Chain {
  readonly type: typeof FLOAT32 | typeof FLOAT64;
  readonly count: number;
  /** Elements of a chunk: whole rows of each reduction, or whole inner rows if it has partials. */
  readonly chunk: number;
  readonly loads: readonly Load[];
  readonly operations: readonly MicroOperation[];
  readonly stores: readonly (ContiguousStore | ReducingStore)[];
  readonly registers: number;
}

/** The bytes of scratch memory that each thread needs for a chain. */
export function frameBytes({ type, stores, registers }: Omit<Chain, 'count' | 'chunk'>): number {
  const states = 64 + 8 * Math.ceil(registers / 2) + STORE_STATE * stores.length;
  const blocks = 64 * Math.ceil(states / 64) + BLOCK_STRIDE * registers;
  const totals = stores.map((store) =>
    store.kind !== CONTIGUOUS_STORE && store.partials === 0 && store.inner > 1
      ? 16 * Math.ceil(store.inner / 2)
      : 0,
  );
  const bytes = totals.reduce((sum, each) => sum + each, blocks + (type === FLOAT32 ? WIDE_BYTES : 0));
  return 64 * Math.ceil(bytes / 64);
}

const float = new Float64Array(1);
const [low, high] = [new Int32Array(float.buffer, 0, 1), new Int32Array(float.buffer, 4, 1)];

function loadWords(load: Load): readonly number[] {
  const { kind, register } = load;
  switch (load.kind) {
    case IMMEDIATE:
      float[0] = load.value;
      return [kind, register, 0, 0, low[0]!, high[0]!];
    case DIVMOD:
      return [kind, register, load.address, load.type, load.a, load.b];
    case STRIDED:
      return [kind, register, load.address, load.type, load.dims.length, 0, ...load.dims, ...load.strides];
    default:
      return [kind, register, load.address, load.type, 0, 0];
  }
}

const storeWords = (store: ContiguousStore | ReducingStore): readonly number[] => [
  store.kind,
  store.register,
  store.address,
  store.type,
  ...(store.kind === CONTIGUOUS_STORE ? [0, 0, 0] : [store.reduced, store.inner, store.partials]),
];

/** The fields of a FUSED instruction; scratch is the address of a frame for each thread. */
export function fusedFields(chain: Chain, scratch: number): number[] {
  const { type, count, chunk, loads, operations, stores, registers } = chain;
  return [
    type,
    count,
    chunk,
    loads.length,
    operations.length,
    stores.length,
    registers,
    scratch,
    frameBytes(chain),
    ...loads.flatMap(loadWords),
    ...operations.flatMap(({ opcode, destination, sources: [a = 0, b = 0, c = 0] }) => [
      opcode,
      destination,
      a,
      b,
      c,
    ]),
    ...stores.flatMap(storeWords),
  ];
}
