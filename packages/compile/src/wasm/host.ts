import type { Modules } from './modules.ts';
import type { Memory } from './webassembly.ts';

/** What a worker needs to work on the engine's memory. */
export interface WorkerTask {
  readonly modules: Modules;
  readonly memory: Memory;
  readonly thread: number;
  readonly control: number;
}

/** What a worker reports to whoever started it. */
export interface WorkerEvents {
  ready(): void;
  ended(reason: string): void;
}

export interface HostWorker {
  /** Whether a worker that is still running keeps the process alive. */
  keepAlive(keep: boolean): void;
  terminate(): void;
}

// The part of Node and of the browser that is used here. Node's modules are fetched at run time, because an import of them
// would break a bundle for the browser.

interface NodeWorker {
  on(event: 'message' | 'error' | 'exit', listener: (value: unknown) => void): void;
  ref(): void;
  unref(): void;
  terminate(): Promise<number>;
}

interface BuiltinModules {
  'node:worker_threads': {
    Worker: new (source: string, options: Record<string, unknown>) => NodeWorker;
  };
  'node:os': { availableParallelism(): number };
}

interface BrowserWorker {
  onmessage: () => void;
  onerror: (event: { message?: string; preventDefault(): void }) => void;
  postMessage(task: WorkerTask): void;
  terminate(): void;
}

const host = globalThis as {
  process?: { getBuiltinModule?: <K extends keyof BuiltinModules>(id: K) => BuiltinModules[K] | undefined };
  navigator?: { hardwareConcurrency?: number };
  Worker?: new (url: string) => BrowserWorker;
};

/** What a worker does, as standalone JavaScript; see instantiate in modules.ts. */
const WORK = `
const work = ({ modules, memory, thread, control }, ready) => {
  const words = () => new Int32Array(memory.buffer);
  const env = {
    memory,
    now: () => performance.now(),
    sleep: (address, old, milliseconds) => Atomics.wait(words(), address >>> 2, old, milliseconds),
    wake: (address) => Atomics.notify(words(), address >>> 2),
  };
  const tiles = new WebAssembly.Instance(modules.tiles, { env }).exports;
  const kernels = new WebAssembly.Instance(modules.kernels, { env, tiles }).exports;
  kernels.enter(thread, control);
  ready();
  try {
    kernels.serve(thread, control);
  } catch {
    kernels.leave(1 + thread, control);
  }
};`;
const nodeSource = () => `${WORK}
const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
work(workerData, () => parentPort.postMessage('ready'));`;
const browserSource = () => `${WORK}
onmessage = ({ data }) => work(data, () => postMessage('ready'));`;

function startInNode(
  { Worker }: BuiltinModules['node:worker_threads'],
  task: WorkerTask,
  events: WorkerEvents,
): HostWorker {
  // Without the flags and the environment of the process: a TypeScript loader, for example, would only slow the start down.
  const worker = new Worker(nodeSource(), { eval: true, workerData: task, execArgv: [], env: {} });
  worker.on('message', () => events.ready());
  worker.on('error', (error) => events.ended(String(error)));
  worker.on('exit', (code) => events.ended(`its worker exited with code ${code}`));
  worker.unref();
  return {
    keepAlive: (keep) => (keep ? worker.ref() : worker.unref()),
    terminate: () => void worker.terminate(),
  };
}

function startInBrowser(
  Worker: NonNullable<typeof host.Worker>,
  task: WorkerTask,
  events: WorkerEvents,
): HostWorker {
  const url = URL.createObjectURL(new Blob([browserSource()], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.onmessage = () => {
    URL.revokeObjectURL(url);
    events.ready();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    events.ended(event.message ?? 'its script could not be loaded');
  };
  worker.postMessage(task);
  return { keepAlive: () => {}, terminate: () => worker.terminate() };
}

/** Starts a worker; throws where the host refuses. */
export function startWorker(task: WorkerTask, events: WorkerEvents): HostWorker {
  const node = host.process?.getBuiltinModule?.('node:worker_threads');
  if (node) return startInNode(node, task, events);
  if (host.Worker) return startInBrowser(host.Worker, task, events);
  throw new Error('the host has no workers');
}

/** How many threads the machine runs at the same time. */
export function coreCount(): number {
  const cores = host.navigator?.hardwareConcurrency;
  return cores ?? host.process?.getBuiltinModule?.('node:os')?.availableParallelism() ?? 1;
}
