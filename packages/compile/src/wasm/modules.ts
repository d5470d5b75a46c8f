import * as binary from './binary.ts';
import { decodeHex } from './hex.ts';
import { withUnsharedMemory } from './unshared.ts';
import { type Memory, type Module, webAssembly } from './webassembly.ts';

/** The modules of the engine: the kernels, and the innermost loops of the matrix product, in one of two variants. */
export interface ModuleSet<M> {
  readonly kernels: M;
  readonly tiles: M;
}

export type Binaries = ModuleSet<Uint8Array<ArrayBuffer>>;

/** The compiled modules; a worker gets them as they are. */
export type Modules = ModuleSet<Module>;

/** What the kernels offer to JavaScript; see assembly/index.ts. */
export interface Kernels {
  readonly heapBase: { readonly value: number };
  run(program: number, end: number, thread: number, threads: number, control: number): void;
  enter(thread: number, control: number): void;
  serve(thread: number, control: number): void;
  leave(trouble: number, control: number): void;
}

/** The binaries for shared or unshared memory; undefined if the host does not support their instructions. */
export function binaries(shared: boolean): Binaries | undefined {
  const decode = (hex: string) => (shared ? decodeHex(hex) : withUnsharedMemory(decodeHex(hex)));
  const kernels = decode(binary.KERNELS);
  const tiles = [binary.RELAXED_TILES, binary.TILES].map(decode).find((each) => webAssembly!.validate(each));
  return tiles && webAssembly!.validate(kernels) ? { kernels, tiles } : undefined;
}

/** The modules at work on a memory. Workers do the same; see host.ts. */
export function instantiate(modules: Modules, memory: Memory): Kernels {
  const { Instance } = webAssembly!;
  const words = () => new Int32Array(memory.buffer);
  const env = {
    memory,
    now: () => performance.now(),
    sleep: (address: number, old: number, milliseconds: number) =>
      Atomics.wait(words(), address >>> 2, old, milliseconds),
    wake: (address: number) => Atomics.notify(words(), address >>> 2),
  };
  const tiles = new Instance(modules.tiles, { env }).exports;
  return new Instance(modules.kernels, { env, tiles }).exports as unknown as Kernels;
}
