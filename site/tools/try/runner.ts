import { words } from '../strings/try.ts';
import type { Entry, Order, Report, Wish } from './run/messages.ts';

export type State = 'idle' | 'preparing' | 'running' | 'ended' | 'stopped';

export interface Watcher {
  state(state: State, seconds: number): void;
  entry(entry: Entry): void;
  drawing(graph: number, svg: string): void;
}

/** Milliseconds that a page waits for its service worker: it comes during the first visit, and a forced reload passes it by. */
const PATIENCE = { coming: 60_000, passedBy: 2_000 };

/** A page that is narrower shows a graph from top to bottom. */
const NARROW = 700;

const startWorker = () => new Worker(new URL('./run/run-worker.ts', import.meta.url), { type: 'module' });

/** Runs programs one after the other, each in a worker of its own, which is ended when it takes too long. */
export class Runner {
  #worker: Worker | undefined;
  #spare: Worker | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #began = 0;
  #turn = 0;
  readonly #watcher: Watcher;

  constructor(watcher: Watcher) {
    this.#watcher = watcher;
  }

  async run(order: Pick<Order, 'files' | 'main' | 'data'>, seconds: number): Promise<void> {
    this.end();
    const turn = ++this.#turn;
    this.#watcher.state('preparing', 0);
    const isHandedOut = await isServiceWorkerInCharge();
    if (turn !== this.#turn) return;
    const folder = new URL('.', location.href).href;
    this.#worker = this.#spare ?? startWorker();
    this.#spare = undefined;
    this.#worker.onmessage = ({ data }: MessageEvent<Report>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#note('error', words.crashed);
      this.#finish('stopped');
    };
    this.#worker.postMessage({
      ...order,
      isNarrow: innerWidth < NARROW,
      ...(isHandedOut ? { handedOutFrom: folder } : {}),
    } satisfies Order);
    this.#began = performance.now();
    this.#timer = setTimeout(() => {
      this.#note('note', words.tooLong(words.seconds(seconds)));
      this.#finish('stopped');
    }, seconds * 1000);
    this.#watcher.state('running', 0);
  }

  /** Ends what is running, because somebody wants that. */
  stop(): void {
    this.#note('note', words.stopped);
    this.#finish('stopped');
  }

  /** Ends whatever is left, without a word. */
  end(): void {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** Asks for the graph of a Value that the program showed, as long as the program is there. */
  draw(graph: number): void {
    this.#worker?.postMessage({ graph } satisfies Wish);
  }

  /** Has a worker stand by, so that the next program begins at once. */
  async standBy(): Promise<void> {
    if (this.#spare === undefined && (await isServiceWorkerInCharge())) this.#spare ??= startWorker();
  }

  close(): void {
    this.end();
    this.#spare?.terminate();
  }

  #hear(report: Report): void {
    if (report.kind === 'entry') this.#watcher.entry(report.entry);
    if (report.kind === 'drawing') this.#watcher.drawing(report.graph, report.svg);
    // What a program has begun goes on, as in any page, until the next run or the time limit.
    if (report.kind === 'ended') {
      this.#watcher.state('ended', (performance.now() - this.#began) / 1000);
      void this.standBy();
    }
  }

  #finish(state: State): void {
    this.end();
    this.#watcher.state(state, (performance.now() - this.#began) / 1000);
    void this.standBy();
  }

  #note(tone: Entry['tone'], text: string): void {
    this.#watcher.entry({ id: Number.MAX_SAFE_INTEGER, tone, views: [{ kind: 'text', text }] });
  }
}

/** Whether a service worker hands out the code of programs, which no policy of a page forbids. */
async function isServiceWorkerInCharge(): Promise<boolean> {
  const container = navigator.serviceWorker;
  if (container === undefined) return false;
  // All pages register it; here its coming is waited for.
  const registration = await container.register(new URL('sw.js', location.href)).catch(() => undefined);
  const began = performance.now();
  while (container.controller === null) {
    if (!registration) return false;
    const { installing, waiting, active } = registration;
    const isComing = installing ?? waiting ?? active?.state === 'activating';
    if (performance.now() - began > (isComing ? PATIENCE.coming : PATIENCE.passedBy)) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
