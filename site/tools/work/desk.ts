import { strings } from '../strings.ts';
import type { Answer, Question, TaskName, Tasks } from './tasks.ts';

/** Milliseconds after which a task is stopped. */
const LIMIT = 10_000;

type Outcome<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>;

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly late: ReturnType<typeof setTimeout>;
}

/**
 * Where tools have their work done, in a worker, so that no page ever freezes. A task that takes longer than the limit is
 * stopped together with its worker, and the next one gets a new one.
 */
export class Desk {
  #worker: Worker | undefined;
  #next = 0;
  readonly #pending = new Map<number, Pending>();
  readonly #limit: number;

  constructor(limit = LIMIT) {
    this.#limit = limit;
  }

  ask<Name extends TaskName>(task: Name, ...input: Parameters<Tasks[Name]>): Promise<Outcome<Name>> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = this.#next++;
    return new Promise<unknown>((resolve, reject) => {
      const late = setTimeout(() => this.stop(strings.work.tooLong), this.#limit);
      this.#pending.set(id, { resolve, reject, late });
      worker.postMessage({ id, task, input } satisfies Question);
    }) as Promise<Outcome<Name>>;
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

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
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
