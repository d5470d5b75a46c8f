import { errors } from '../errors.ts';
import { MOST_THREADS } from './control.ts';
import type { Guard } from './guards.ts';
import { BlockMemory } from './memory.ts';
import { type Binaries, binaries, instantiate, type Kernels, type Modules } from './modules.ts';
import { ThreadPool } from './pool.ts';
import { webAssembly } from './webassembly.ts';

const NO_SHARED_MEMORY =
  'SharedArrayBuffer is not available; a page must be cross-origin isolated to have it';

/** The kernels with their memory. The engine knows bytes and programs (see opcodes.ts), and nothing about arrays or Values. */
export class Engine {
  readonly memory: BlockMemory;
  /** Whether threads can share the memory. */
  readonly shared: boolean;
  /** In tests: how programs that are laid out from now on are guarded. */
  guard: Guard | undefined;
  readonly #modules: Modules;
  readonly #kernels: Kernels;
  readonly #patience: number | undefined;
  #pool: ThreadPool | undefined;

  /** After `patience` milliseconds without a sign of life a thread is considered dead. */
  constructor(modules: Modules, shared: boolean, patience?: number) {
    this.shared = shared;
    this.#patience = patience;
    this.memory = new BlockMemory(shared);
    this.#modules = modules;
    this.#kernels = instantiate(modules, this.memory.memory);
    this.memory.open(this.#kernels.heapBase.value);
  }

  /**
   * Runs the program between two addresses and returns when it is done. Several threads are used as soon as they are ready; until
   * then, and if the host has no threads, thread 0 does everything, with the same results to the last bit. Throws a CompileError
   * if an instruction traps or a thread has died; the next call works.
   */
  run(program: number, end: number, threads = 1): void {
    const ready = threads === 1 ? 1 : this.#prepare(threads);
    if (ready > 1) this.#pool!.run(program, end, ready);
    else this.#runAlone(program, end);
  }

  /** Resolves when this many threads are ready, or when the host has refused them. */
  async ready(threads: number): Promise<void> {
    if (this.#prepare(threads) < threads) await this.#pool?.ready(threads);
  }

  /** Why fewer threads run than asked for; undefined if nothing prevents them. */
  get threadsRefused(): string | undefined {
    return this.shared ? this.#pool?.refused : NO_SHARED_MEMORY;
  }

  #runAlone(program: number, end: number): void {
    try {
      this.#kernels.run(program, end, 0, 1, 0);
    } catch (error) {
      throw errors.programTrapped(0, error);
    }
  }

  #prepare(threads: number): number {
    if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
      throw errors.badThreads(MOST_THREADS, threads);
    }
    if (!this.shared) return 1;
    if (!this.#pool || this.#pool.closed) {
      this.#pool = new ThreadPool(this.memory, this.#modules, this.#kernels, this.#patience);
    }
    return this.#pool.prepare(threads);
  }
}

/** The engine of the process, or why there is none; `loading` is set while the modules are being compiled. */
interface EngineState {
  engine?: Engine;
  missing?: string;
  loading?: Promise<void>;
}

let state: EngineState | undefined;

const isShared = () =>
  typeof SharedArrayBuffer !== 'undefined' &&
  (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false;

function make(modules: Modules, shared: boolean): EngineState {
  try {
    return { engine: new Engine(modules, shared) };
  } catch (error) {
    return { missing: String(error) };
  }
}

/** For hosts that compile large modules only asynchronously. */
async function load(found: Binaries, shared: boolean): Promise<void> {
  try {
    const [kernels, tiles] = await Promise.all([
      webAssembly!.compile(found.kernels),
      webAssembly!.compile(found.tiles),
    ]);
    state = make({ kernels, tiles }, shared);
  } catch (error) {
    state = { missing: String(error) };
  }
}

function start(): EngineState {
  if (!webAssembly) return { missing: 'the host has no WebAssembly' };
  const shared = isShared();
  const found = binaries(shared);
  if (!found) return { missing: 'the host has no SIMD or no atomic instructions' };
  const { Module } = webAssembly;
  try {
    return make({ kernels: new Module(found.kernels), tiles: new Module(found.tiles) }, shared);
  } catch (error) {
    if (!(error instanceof RangeError)) return { missing: String(error) };
    return { missing: 'its modules are still being compiled', loading: load(found, shared) };
  }
}

/** The engine of the process, created at the first call; undefined if there is none, or not yet (see engineMissing). */
export function findEngine(): Engine | undefined {
  state ??= start();
  return state.engine;
}

/** Replaces the engine of the process: in tests, with one whose kernels check their memory accesses. */
export function useEngine(engine: Engine): void {
  state = { engine };
}

/** Why findEngine finds no engine; undefined if it does. */
export function engineMissing(): string | undefined {
  state ??= start();
  return state.missing;
}

/** Resolves when the answer of findEngine is final: at once, except in hosts that compile modules in the background. */
export async function engineLoaded(): Promise<void> {
  state ??= start();
  await state.loading;
}

/** The engine of the process; throws a CompileError if there is none. */
export function engine(): Engine {
  const found = findEngine();
  if (!found) throw errors.noEngine(engineMissing()!);
  return found;
}
