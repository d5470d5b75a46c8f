// The part of WebAssembly's interface that is used here. It is declared so that the package needs no types of the DOM, and
// that a missing WebAssembly is a case the compiler sees.

export interface Memory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  grow(pages: number): number;
}

/** A compiled module; it can be sent to a worker. */
export type Module = object;

type Exports = Readonly<Record<string, unknown>>;

interface WebAssemblyInterface {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => Memory;
  readonly Module: new (binary: Uint8Array) => Module;
  readonly Instance: new (
    module: Module,
    imports: Record<string, Exports | { memory: Memory }>,
  ) => { exports: Exports };
  validate(binary: Uint8Array): boolean;
  compile(binary: Uint8Array): Promise<Module>;
}

/** WebAssembly, where the host has it. */
export const webAssembly = (globalThis as { WebAssembly?: WebAssemblyInterface }).WebAssembly;
