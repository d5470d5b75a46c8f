import { confine } from './confine.ts';
import { putGlobals, showIn } from './globals.ts';
import { drawDownwards, drawnAgain } from './graphs.ts';
import { inline } from './inline.ts';
import { type Hooks, MissingModule, type Part, Parts, PlacedProblem } from './load.ts';
import type { Order, Report, Wish } from './messages.ts';
import { moduleOf } from './modules.ts';
import { type NodeModules, nodeModules } from './node.ts';
import { Output } from './output.ts';

// A worker of its own for each run, which ends with it.
const output = new Output((report) => self.postMessage(report satisfies Report));
Error.stackTraceLimit = 60;

self.onmessage = async ({ data }: MessageEvent<Order | Wish>) => {
  if (!('graph' in data)) await run(data);
  else
    self.postMessage({
      kind: 'drawing',
      graph: data.graph,
      svg: await drawnAgain(data.graph),
    } satisfies Report);
};

async function run(order: Order): Promise<void> {
  const parts = new Parts(order);
  const { main, isNarrow, data } = order;
  const node = nodeModules(output, data);
  if (isNarrow) drawDownwards();
  const problem = (error: unknown) => tell(error, parts);
  self.onerror = (_message, _file, _line, _column, error) => problem(error);
  self.onunhandledrejection = (event) => {
    event.preventDefault();
    problem(event.reason);
  };
  const live = putGlobals(output, node, main);
  try {
    await parts.prepare();
    confine();
    self.postMessage({ kind: 'started' } satisfies Report);
    await new Run(parts, order, node).module(main);
  } catch (error) {
    problem(error);
  }
  live.finish();
  await output.settled();
  self.postMessage({ kind: 'ended' } satisfies Report);
}

/** The modules of a program, each run once, after those that it imports. */
class Run {
  readonly #parts: Parts;
  readonly #order: Order;
  readonly #node: NodeModules;
  readonly #modules = new Map<string, Promise<object>>();

  constructor(parts: Parts, order: Order, node: NodeModules) {
    this.#parts = parts;
    this.#order = order;
    this.#node = node;
  }

  module(file: string): Promise<object> {
    const known = this.#modules.get(file) ?? this.#run(this.#parts.part(file));
    this.#modules.set(file, known);
    return known;
  }

  async #run(part: Part): Promise<object> {
    const imported = new Map<string, object>();
    for (const name of part.program.imports) imported.set(name, await this.#find(part, name));
    const exported = {};
    const code = await this.#parts.codeOf(part);
    await code(this.#hooks(part, imported, exported));
    return exported;
  }

  async #find(part: Part, name: string): Promise<object> {
    if (name.startsWith('.')) return this.module(this.#parts.resolve(part.path, name));
    const found = await moduleOf(name, this.#node);
    if (!found) throw new MissingModule(name, part.path, this.#order.files[part.path]);
    return found;
  }

  #hooks(part: Part, imported: ReadonlyMap<string, object>, exported: object): Hooks {
    const entryFor = (k: number) => {
      const { line, text } = part.program.shown[k];
      return { ...(text === '' ? {} : { label: text }), place: { file: part.path, line, column: 1 } };
    };
    return {
      meta: { url: `file://${part.path}`, filename: part.path, dirname: folderOf(part.path) },
      import: (name) => imported.get(name)!,
      load: (name) => this.#find(part, name),
      export(getters) {
        for (const [name, get] of Object.entries(getters))
          Object.defineProperty(exported, name, { get, enumerable: true });
      },
      exportAll: (module) => void Object.defineProperties(exported, Object.getOwnPropertyDescriptors(module)),
      show(k, value) {
        if (value !== undefined) showIn(output, value, entryFor(k));
      },
      threw: (k, error) =>
        void output.add({ tone: 'thrown', views: [{ kind: 'text', text: inline(error) }], ...entryFor(k) }),
    };
  }
}

const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/')) || '/';

/** Says what went wrong, and where in the text. */
function tell(error: unknown, parts: Parts): void {
  const at = error instanceof PlacedProblem ? error.at : parts.placeOf(error);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : inline(error);
  output.add({ tone: 'error', views: [{ kind: 'text', text }], ...(at && { place: at }) });
}
