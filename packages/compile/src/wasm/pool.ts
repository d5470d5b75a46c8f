import { errors } from '../errors.ts';
import {
  CLOSED,
  LOST,
  MAY_SLEEP,
  MOST_THREADS,
  PATIENCE,
  RUN_BEGAN,
  THREAD_LINE_BYTES,
  THREAD_LINES,
  THREAD_READY,
  TROUBLE,
} from './control.ts';
import { type HostWorker, startWorker } from './host.ts';
import type { BlockMemory } from './memory.ts';
import type { Kernels, Modules } from './modules.ts';

/** Bytes of a control block; see control.ts. */
const CONTROL_BYTES = THREAD_LINES + MOST_THREADS * THREAD_LINE_BYTES;

/** Milliseconds after which a thread that gives no sign is taken for dead. */
const LONGEST_SILENCE = 10_000;

/** Whether this thread may wait for another one asleep. The main thread of a page may not. */
function maySleep(words: Int32Array): boolean {
  try {
    Atomics.wait(words, 0, ~words[0]!, 0);
    return true;
  } catch {
    return false;
  }
}

/** Workers on the shared memory, started when they are first asked for. The thread that asks is thread 0. */
export class ThreadPool {
  /** Why there are no more threads, where the host refused them. */
  refused: string | undefined;
  readonly #memory: BlockMemory;
  readonly #modules: Modules;
  readonly #kernels: Kernels;
  readonly #control: number;
  readonly #words: Int32Array;
  readonly #runBegan: Float64Array;
  readonly #workers: HostWorker[] = [];
  /** Why a thread that was ready is no more. */
  #lost: string | undefined;
  #closed = false;
  readonly #onChange = new Set<() => void>();

  constructor(memory: BlockMemory, modules: Modules, kernels: Kernels, patience = LONGEST_SILENCE) {
    this.#memory = memory;
    this.#modules = modules;
    this.#kernels = kernels;
    // It is never freed: a worker on its way out may still look at it.
    this.#control = memory.allocate(CONTROL_BYTES);
    this.#words = memory.int32(this.#control, CONTROL_BYTES / 4).fill(0);
    this.#words[MAY_SLEEP / 4] = Number(maySleep(this.#words));
    memory.float64(this.#control + PATIENCE, 1)[0] = patience;
    this.#runBegan = memory.float64(this.#control + RUN_BEGAN, 1);
  }

  /** True once the pool has failed; its owner makes another one. */
  get closed(): boolean {
    return this.#closed;
  }

  /** How many of this many threads can run now; missing ones are started in the meantime. */
  prepare(threads: number): number {
    if (this.#lost !== undefined) {
      this.close();
      throw errors.threadLost(this.#lost);
    }
    while (this.#workers.length < threads - 1 && this.refused === undefined) this.#start();
    let ready = 1;
    while (ready < threads && this.#isReady(ready)) ready++;
    return ready;
  }

  /** Resolves when this many threads are ready, or can never be. */
  async ready(threads: number): Promise<void> {
    const done = () => this.#closed || this.refused !== undefined || this.prepare(threads) === threads;
    if (done()) return;
    for (const worker of this.#workers) worker.keepAlive(true);
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        try {
          if (!done()) return;
          resolve();
        } catch (error) {
          reject(error);
        }
        this.#onChange.delete(look);
      };
      this.#onChange.add(look);
    }).finally(() => {
      if (this.#onChange.size > 0) return;
      for (const worker of this.#workers) worker.keepAlive(false);
    });
  }

  /** Runs a program on threads that prepare() has found ready. */
  run(program: number, end: number, threads: number): void {
    this.#runBegan[0] = performance.now();
    try {
      this.#kernels.run(program, end, 0, threads, this.#control);
    } catch (error) {
      const trouble = Atomics.load(this.#words, TROUBLE / 4);
      this.close();
      if (trouble === LOST) throw errors.threadLost('it gives no sign of life');
      throw trouble === 0
        ? errors.programTrapped(0, error)
        : errors.programTrapped(trouble - 1, 'an instruction trapped');
    }
  }

  /** Ends all workers. */
  close(): void {
    this.#closed = true;
    this.#kernels.leave(CLOSED, this.#control);
    for (const worker of this.#workers) worker.terminate();
    this.#changed();
  }

  #isReady(thread: number): boolean {
    return Atomics.load(this.#words, (THREAD_LINES + thread * THREAD_LINE_BYTES + THREAD_READY) / 4) === 1;
  }

  #start(): void {
    const thread = 1 + this.#workers.length;
    const task = {
      modules: this.#modules,
      memory: this.#memory.memory,
      thread,
      control: this.#control,
    };
    try {
      const worker = startWorker(task, {
        ready: () => this.#changed(),
        ended: (reason) => this.#ended(thread, reason),
      });
      this.#workers.push(worker);
    } catch (error) {
      this.refused = String(error);
    }
  }

  #ended(thread: number, reason: string): void {
    if (this.#closed) return;
    if (this.#isReady(thread)) this.#lost ??= reason;
    else this.refused ??= reason;
    this.#changed();
  }

  #changed(): void {
    for (const look of [...this.#onChange]) look();
  }
}
