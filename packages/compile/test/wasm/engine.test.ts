import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Engine } from '../../src/wasm/engine.ts';
import { binaries } from '../../src/wasm/modules.ts';
import { ALONE, FILL, HEADER_WORDS, TOGETHER } from '../../src/wasm/opcodes.ts';
import { webAssembly } from '../../src/wasm/webassembly.ts';

type WorkerClass = typeof import('node:worker_threads').Worker;
const host = process.getBuiltinModule('node:worker_threads') as { Worker: WorkerClass };
const { Worker } = host;

/** The workers that were started since the test began. */
let started: InstanceType<WorkerClass>[] = [];

beforeEach(() => {
  started = [];
  host.Worker = class extends Worker {
    constructor(...args: ConstructorParameters<WorkerClass>) {
      super(...args);
      started.push(this);
    }
  };
});

afterEach(async () => {
  host.Worker = Worker;
  await Promise.all(started.map((worker) => worker.terminate()));
});

function newEngine(shared = true, patience?: number): Engine {
  const { kernels, tiles } = binaries(shared)!;
  const { Module } = webAssembly!;
  return new Engine({ kernels: new Module(kernels), tiles: new Module(tiles) }, shared, patience);
}

/** Fills so many bytes on as many threads as are ready; each thread fills its own part. */
function fill(
  engine: Engine,
  {
    address,
    bytes,
    value = 1,
    mode = TOGETHER,
    threads = 2,
  }: Record<'address' | 'bytes', number> & Partial<Record<'value' | 'mode' | 'threads', number>>,
): void {
  const words = [FILL, HEADER_WORDS + 5, mode, address | 0, 1, bytes, value, 0];
  const program = engine.memory.allocate(4 * words.length);
  engine.memory.int32(program, words.length).set(words);
  try {
    engine.run(program, program + 4 * words.length, threads);
  } finally {
    engine.memory.free(program);
  }
}

function worksOnTwoThreads(engine: Engine): void {
  const address = engine.memory.allocate(1000);
  fill(engine, { address, bytes: 1000, value: 9 });
  expect(engine.memory.uint8(address, 1000).every((byte) => byte === 9)).toBe(true);
  expect(engine.threadsRefused).toBeUndefined();
}

/** The last 64 bytes of the memory: there a fill of 128 bytes traps in its second half, which is thread 1's. */
const lastLine = (engine: Engine) => engine.memory.size - 64;

test('a program runs alone before the threads are ready, and on all of them afterwards', async () => {
  const engine = newEngine();
  worksOnTwoThreads(engine);
  expect(started).toHaveLength(1);
  await engine.ready(2);
  worksOnTwoThreads(engine);
  expect(started).toHaveLength(1);
  await engine.ready(3);
  expect(started).toHaveLength(2);
  fill(engine, { address: engine.memory.allocate(99), bytes: 99, threads: 3 });
  worksOnTwoThreads(engine);
});

test('threads see memory that has grown since they started', async () => {
  const engine = newEngine();
  await engine.ready(2);
  for (let i = 0; i < 20; i++) {
    const bytes = engine.memory.size;
    const address = engine.memory.allocate(bytes);
    fill(engine, { address, bytes, value: i });
    const [first, last] = [engine.memory.uint8(address, 1), engine.memory.uint8(address + bytes - 1, 1)];
    expect([first[0], last[0]]).toEqual([i, i]);
    if (bytes > 2 ** 27) break;
  }
});

test('threads sleep between programs and wake up', async () => {
  const engine = newEngine();
  await engine.ready(2);
  // The first of V8's two compilers has been seen to run a program twice after its thread had slept, one time in ten.
  for (let i = 0; i < 50; i++) {
    await new Promise((resolve) => setTimeout(resolve, 3));
    worksOnTwoThreads(engine);
  }
});

test('an instruction that traps on another thread is an error that names the thread, and the next call works', async () => {
  const engine = newEngine();
  await engine.ready(2);
  expect(() => fill(engine, { address: lastLine(engine), bytes: 128 })).toThrow(
    'run: the program stopped on thread 1: an instruction trapped',
  );
  worksOnTwoThreads(engine);
  await engine.ready(2);
  expect(started).toHaveLength(2);
  worksOnTwoThreads(engine);
});

describe.each([1, 2])('asked for %i threads', (threads) => {
  test.each([ALONE, TOGETHER])(
    'an instruction of mode %i that traps on thread 0 is an error',
    async (mode) => {
      const engine = newEngine();
      await engine.ready(threads);
      const address = lastLine(engine);
      expect(() => fill(engine, { address, bytes: 256, mode, threads })).toThrow(
        /run: the program stopped on thread \d: /,
      );
      worksOnTwoThreads(engine);
    },
  );

  test('an unknown opcode is an error', async () => {
    const engine = newEngine();
    await engine.ready(threads);
    const program = engine.memory.allocate(12);
    engine.memory.int32(program, 3).set([9999, 3, ALONE]);
    expect(() => engine.run(program, program + 12, threads)).toThrow('thread 0: RuntimeError: unreachable');
  });
});

test('a program may be gone when its last instruction is done, though a thread comes late', async () => {
  const engine = newEngine();
  await engine.ready(5);
  const address = engine.memory.allocate(400_000);
  const fields = (value: number, bytes: number) => [address, 1, bytes, value, 0];
  for (let run = 1; run <= 60; run++) {
    const shared = [FILL, HEADER_WORDS + 5, 3, ...fields(run, 400_000)];
    const words = [...shared, FILL, HEADER_WORDS + 5, ALONE, ...fields(run, 1)];
    const program = engine.memory.allocate(4 * words.length);
    engine.memory.int32(program, words.length).set(words);
    engine.run(program, program + 4 * words.length, 5);
    // Something else may be there from now on.
    engine.memory.int32(program, words.length).fill(1);
    expect(engine.memory.uint8(address, 400_000).every((byte) => byte === run)).toBe(true);
  }
});

test('a worker that has died is an error at the next call, and the one after works', async () => {
  const engine = newEngine();
  await engine.ready(2);
  await started[0]!.terminate();
  expect(() => worksOnTwoThreads(engine)).toThrow(
    'run: a thread ended before its work was done: its worker exited with code 1; the next call starts new threads',
  );
  worksOnTwoThreads(engine);
  await engine.ready(2);
  worksOnTwoThreads(engine);
});

test('a worker that dies unseen while thread 0 waits for it is an error, not a hang', async () => {
  const engine = newEngine(true, 50);
  await engine.ready(2);
  void started[0]!.terminate();
  expect(() => worksOnTwoThreads(engine)).toThrow('it gives no sign of life');
  worksOnTwoThreads(engine);
});

test('where no worker can be started, one thread does it all and the reason can be read', async () => {
  host.Worker = class {
    constructor() {
      throw new Error('out of threads');
    }
  } as unknown as WorkerClass;
  const engine = newEngine();
  await engine.ready(2);
  expect(engine.threadsRefused).toBe('Error: out of threads');
  fill(engine, { address: engine.memory.allocate(64), bytes: 64 });
});

test('a worker that fails before it is ready is no error either', async () => {
  host.Worker = class extends Worker {
    constructor(_: string | URL, options?: object) {
      super('throw new Error("no luck")', options);
    }
  };
  const engine = newEngine();
  await engine.ready(2);
  expect(engine.threadsRefused).toBe('Error: no luck');
  fill(engine, { address: engine.memory.allocate(64), bytes: 64 });
});

test('memory that is not shared has one thread', async () => {
  const engine = newEngine(false);
  await engine.ready(2);
  expect(engine.threadsRefused).toContain('SharedArrayBuffer is not available');
  const address = engine.memory.allocate(1000);
  fill(engine, { address, bytes: 1000, value: 3 });
  expect(engine.memory.uint8(address, 1000).every((byte) => byte === 3)).toBe(true);
  expect(started).toHaveLength(0);
});

test.each([0, 1.5, 65, Number.NaN])('%d threads are refused', (threads) => {
  expect(() => newEngine().run(0, 0, threads)).toThrow(
    `threads: expected a whole number from 1 to 64, got ${threads}`,
  );
});

describe('the engine of the process', () => {
  afterEach(() => vi.unstubAllGlobals());

  async function load(globals: Record<string, unknown>) {
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    vi.resetModules();
    return import('../../src/wasm/engine.ts');
  }

  test('is made once', async () => {
    const { engine, engineMissing, findEngine } = await load({});
    expect(engine()).toBe(findEngine());
    expect(engineMissing()).toBeUndefined();
    expect(engine().shared).toBe(true);
  });

  test.each([
    ['without SharedArrayBuffer', { SharedArrayBuffer: undefined }],
    ['on a page that is not isolated', { crossOriginIsolated: false }],
  ])('has memory of its own %s', async (_, globals) => {
    const { engine } = await load(globals);
    expect(engine().shared).toBe(false);
    fill(engine(), { address: engine().memory.allocate(64), bytes: 64 });
  });

  test('is missing without WebAssembly, and says so', async () => {
    const { engine, findEngine } = await load({ WebAssembly: undefined });
    expect(findEngine()).toBeUndefined();
    expect(engine).toThrow('WebAssembly: not available: the host has no WebAssembly');
  });

  test('is missing where the host does not know the instructions', async () => {
    const { engineMissing } = await load({ WebAssembly: { ...webAssembly, validate: () => false } });
    expect(engineMissing()).toBe('the host has no SIMD or no atomic instructions');
  });

  test('is missing where no code may be compiled', async () => {
    class Module {
      constructor() {
        throw new Error('the policy of the page forbids it');
      }
    }
    const { validate, Instance, Memory } = webAssembly!;
    const { engineMissing } = await load({ WebAssembly: { validate, Instance, Memory, Module } });
    expect(engineMissing()).toBe('Error: the policy of the page forbids it');
  });

  test('comes later where the main thread may not compile so much', async () => {
    class Module {
      constructor() {
        throw new RangeError('too large for the main thread');
      }
    }
    const { validate, Instance, Memory, compile } = webAssembly!;
    const { engineLoaded, engineMissing, findEngine } = await load({
      WebAssembly: { validate, Instance, Memory, Module, compile },
    });
    expect(findEngine()).toBeUndefined();
    expect(engineMissing()).toBe('its modules are still being compiled');
    await engineLoaded();
    expect(findEngine()).toBeDefined();
    expect(engineMissing()).toBeUndefined();
  });
});
