import { words } from '../strings/work.ts';
import type { Answer, Question, TaskTable } from './answers.ts';
import type { Tasks } from './tasks.ts';

/** Milliseconds after which a task is stopped. */
const LIMIT = 10_000;

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly late: ReturnType<typeof setTimeout>;
}

/** The worker that most tools have in common. */
const startWorker = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

/**
 * Where tools have their work done, in a worker, so that no page ever freezes. A task that takes longer than the limit is
 * stopped together with its worker, and the next one gets a new one.
 */
export class Desk<Table extends TaskTable = Tasks> {
  #worker: Worker | undefined;
  #next = 0;
  readonly #pending = new Map<number, Pending>();
  readonly #limit: number;

  readonly #start: () => Worker;

  constructor(start = startWorker, limit = LIMIT) {
    this.#start = start;
    this.#limit = limit;
  }

  ask<Name extends keyof Table & string>(
    task: Name,
    ...input: Parameters<Table[Name]>
  ): Promise<Awaited<ReturnType<Table[Name]>>> {
    this.#worker ??= this.#begin();
    const worker = this.#worker;
    const id = this.#next++;
    return new Promise<unknown>((resolve, reject) => {
      const late = setTimeout(() => this.stop(words.tooLong), this.#limit);
      this.#pending.set(id, { resolve, reject, late });
      worker.postMessage({ id, task, input } satisfies Question);
    }) as Promise<Awaited<ReturnType<Table[Name]>>>;
  }

  /** Ends all that is being done; whoever waits for it gets an error that says this. */
  stop(reason: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject, late } of this.#pending.values()) {
      clearTimeout(late);
      reject(new Error(reason));
    }
    this.#pending.clear();
  }

  get isBusy(): boolean {
    return this.#pending.size > 0;
  }

  #begin(): Worker {
    const worker = this.#start();
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#settle(data);
    worker.onerror = ({ message }) => this.stop(message);
    return worker;
  }

  #settle({ id, result, error }: Answer): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    clearTimeout(pending.late);
    if (error === undefined) pending.resolve(result);
    else pending.reject(new Error(error));
  }
}
