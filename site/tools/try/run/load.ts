import path from 'path-browserify';
import { words } from '../../strings/try.ts';
import type { FilePlace, Order, Place } from './messages.ts';
import { compiled, type Program, SyntaxProblem } from './program.ts';

/** What the code of a program calls. */
export interface Hooks {
  readonly meta: { readonly url: string; readonly filename: string; readonly dirname: string };
  import(name: string): object;
  load(name: string): Promise<object>;
  export(getters: Readonly<Record<string, () => unknown>>): void;
  exportAll(module: object): void;
  show(k: number, value: unknown): void;
  threw(k: number, error: unknown): void;
}

type Code = ($: Hooks) => Promise<void>;

/** One of the texts of a program, compiled. */
export interface Part {
  readonly path: string;
  readonly program: Program;
}

/** How many lines stand before the body of a function that is made from text. */
const LINES_BEFORE = 2;

/** The texts of a program that is to be run, as code. */
export class Parts {
  /** What comes before the number of a part in the place of an error. */
  readonly #address: string;
  readonly #parts: Part[] = [];
  readonly #order: Order;

  constructor(order: Order) {
    this.#order = order;
    const folder = order.handedOutFrom ?? '';
    this.#address = `${folder}try/run/${crypto.randomUUID()}/`;
  }

  /** Compiles the program with all of its texts that it imports, and has them handed out where that is how code comes in. */
  async prepare(): Promise<void> {
    this.#compile(this.#order.main);
    if (this.#order.handedOutFrom === undefined) return;
    const cache = await caches.open('try');
    await Promise.all(
      this.#parts.map(({ program }, k) => {
        const text = `\nexport default async ($) => {\n${program.body}\n};\n`;
        return cache.put(
          this.#addressOf(k),
          new Response(text, { headers: { 'Content-Type': 'text/javascript' } }),
        );
      }),
    );
  }

  get all(): readonly Part[] {
    return this.#parts;
  }

  part(file: string): Part {
    return this.#parts.find((each) => each.path === file)!;
  }

  /** What a text means by a relative name. */
  resolve(from: string, name: string): string {
    return path.resolve(path.dirname(from), name);
  }

  async codeOf(part: Part): Promise<Code> {
    const address = this.#addressOf(this.#parts.indexOf(part));
    if (this.#order.handedOutFrom !== undefined) return (await import(/* @vite-ignore */ address)).default;
    return fromText(`'use strict'; ${part.program.body}\n//# sourceURL=${address}`);
  }

  /** Where in the texts an error comes from, as far as it says. */
  placeOf(error: unknown): FilePlace | undefined {
    if (error instanceof MissingModule) return error.at;
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const at = stack.indexOf(this.#address);
    const found = /^(\d+)\.js:(\d+):(\d+)/.exec(at < 0 ? '' : stack.slice(at + this.#address.length));
    if (!found) return undefined;
    const [, k, line, column] = found.map(Number);
    const part = this.#parts[k];
    const place = part.program.placeOf(line - LINES_BEFORE, column - 1);
    return place && { file: part.path, ...place };
  }

  #addressOf = (k: number) => `${this.#address}${k}.js`;

  #compile(file: string): void {
    if (this.#parts.some((each) => each.path === file)) return;
    const text = this.#order.files[file];
    try {
      const program = compiled(text, file === this.#order.main);
      this.#parts.push({ path: file, program });
      for (const name of program.imports.filter((each) => each.startsWith('.'))) {
        const other = this.resolve(file, name);
        if (!Object.hasOwn(this.#order.files, other)) throw new MissingModule(name, file, text);
        this.#compile(other);
      }
    } catch (error) {
      if (error instanceof SyntaxProblem && error.place)
        throw new PlacedProblem(error.message, file, error.place);
      throw error;
    }
  }
}

/** A function made from text, which a policy may forbid. Its body begins in the third line, as in what is handed out. */
function fromText(body: string): Code {
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  try {
    return AsyncFunction('$', body);
  } catch (error) {
    if (error instanceof EvalError) throw new Refused();
    throw error;
  }
}

/** The page may run no code that somebody typed. */
class Refused extends Error {
  constructor() {
    super(words.cannotRun);
    this.name = 'Not here';
  }
}

/** A text that is no program. */
export class PlacedProblem extends SyntaxError {
  readonly at: FilePlace;

  constructor(message: string, file: string, place: Place) {
    super(message);
    this.at = { file, ...place };
  }
}

/** A module that a text imports, and that there is not. */
export class MissingModule extends Error {
  readonly at: FilePlace;

  constructor(name: string, file: string, text: string) {
    super(words.noModule(name));
    this.name = 'ImportError';
    const before = text
      .slice(0, Math.max(0, text.search(new RegExp(`['"]${escaped(name)}['"]`))))
      .split('\n');
    this.at = { file, line: before.length, column: before.at(-1)!.length + 1 };
  }
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
