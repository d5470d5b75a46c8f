import type { Span } from '../../../expression/expression.ts';
import type { Source } from '../../tokens.ts';
import { programErrors } from '../errors.ts';
import { Nesting } from '../nesting.ts';
import type { AssignLine, Line, Term } from '../tree.ts';
import { OctaveTerms } from './terms.ts';
import { tokensOf } from './tokens.ts';

const WHOLE_ARRAYS = "write what it computes on whole arrays, such as X' * d or sum(x, 1)";

/** Words that begin statements that a formula does not have, and what to write in their place. */
const OTHERS: Readonly<Record<string, readonly [what: string, instead: string]>> = {
  for: ['a for loop', WHOLE_ARRAYS],
  while: ['a while loop', WHOLE_ARRAYS],
  do: ['a loop', WHOLE_ARRAYS],
  if: ['if', 'write the branch that is taken, or a product with a mask'],
  switch: ['switch', 'write the branch that is taken'],
  try: ['try', 'write the lines in it'],
  global: ['a global variable', 'give it as an input'],
};

/** Lines that compute nothing. */
const IDLE =
  /^(?:clear|close|clc|clf|hold|figure|format|more|pkg|warning|disp|printf|fprintf|display|plot|pause|return|1)$/;

const ENDS = /^end(?:function)?$/;

/** The lines of a program in Octave or MATLAB. */
export function readOctave(source: Source): Line[] {
  const lines = new OctaveLines(source);
  return lines.read();
}

class OctaveLines {
  readonly #source: Source;
  readonly #terms: OctaveTerms;

  constructor(source: Source) {
    this.#source = source;
    this.#terms = new OctaveTerms(source, tokensOf(source), new Nesting(source, 'reader'));
  }

  read(): Line[] {
    const found: Line[] = [];
    while (this.#terms.next.kind !== 'end') found.push(...this.#line());
    return found;
  }

  #line(): Line[] {
    const { next } = this.#terms;
    if (next.kind === 'separator') {
      this.#terms.take();
      return [];
    }
    if (next.kind === 'name' && Object.hasOwn(OTHERS, next.text)) {
      const [what, instead] = OTHERS[next.text];
      throw programErrors.cannotSay(this.#source, next, what, instead);
    }
    if (next.kind === 'name' && next.text === 'function') return [this.#function()];
    if (this.#isIdle()) {
      this.#skip();
      return [];
    }
    const line = this.#statement();
    if (this.#terms.next.kind !== 'separator' && this.#terms.next.kind !== 'end')
      throw this.#terms.unexpected('an operator or the end of the line');
    return [line];
  }

  #isIdle(): boolean {
    const { next } = this.#terms;
    return (
      (next.kind === 'name' || next.kind === 'number') &&
      IDLE.test(next.text) &&
      !/^[-+*/]?=$/.test(this.#terms.ahead(1).text) &&
      (next.kind === 'name' || this.#terms.ahead(1).text === ';')
    );
  }

  #skip(): void {
    while (this.#terms.next.kind !== 'end' && !/^[;\n]$/.test(this.#terms.next.text)) this.#terms.take();
  }

  #statement(): Line {
    const { start } = this.#terms.next;
    const targets = this.#targets();
    if (targets) return this.#assignment(targets, start);
    const value = this.#terms.term();
    const operator = this.#assigns();
    if (operator === undefined) return { kind: 'result', value, returned: false, at: this.#from(start) };
    return this.#assignment([value], start, operator || undefined);
  }

  /** `[a, b]` where an = follows; undefined where it is a matrix. */
  #targets(): Term[] | undefined {
    if (!this.#terms.at('[')) return undefined;
    const before = this.#terms.position;
    const found: Term[] = [];
    this.#terms.take();
    while (/^(?:name|separator)$/.test(this.#terms.next.kind) || this.#terms.at('~') || this.#terms.at('!')) {
      const token = this.#terms.take();
      if (token.kind !== 'separator') found.push({ kind: 'name', name: token.text, at: token });
    }
    if (this.#terms.accept(']') && this.#terms.accept('=')) return found;
    this.#terms.position = before;
    return undefined;
  }

  /** The sign of `+=`, empty for =; undefined where none follows. */
  #assigns(): string | undefined {
    const { next } = this.#terms;
    if (next.kind !== 'symbol' || !/^[-+*/^|&]?=$/.test(next.text)) return undefined;
    this.#terms.take();
    return next.text.slice(0, -1);
  }

  #assignment(targets: readonly Term[], start: number, operator?: string): AssignLine {
    const value = this.#terms.term();
    const asTargets = targets.map(
      (each): Term =>
        // x(1) on the left is a part of an array.
        each.kind === 'call'
          ? {
              kind: 'index',
              of: each.callee,
              entries: each.arguments.map((given) => given.value),
              at: each.at,
            }
          : each,
    );
    return { kind: 'assign', targets: asTargets, operator, value, at: this.#from(start) };
  }

  #from = (start: number): Span => ({ start, end: this.#terms.ahead(-1).end });

  /** `function [J, grad] = cost(theta, X, y)`, to its end or to the next function. */
  #function(): Line {
    const { start } = this.#terms.take();
    const outputs = this.#targets() ?? this.#output();
    const name = this.#terms.take();
    if (name.kind !== 'name') throw programErrors.expected(this.#source, name, 'function', 'a name');
    const parameters = this.#terms.at('(') ? this.#terms.parameters() : [];
    const body: Line[] = [];
    while (this.#terms.next.kind !== 'end' && !this.#terms.at('function')) {
      if (this.#terms.next.kind === 'name' && ENDS.test(this.#terms.next.text)) {
        this.#terms.take();
        break;
      }
      body.push(...this.#line());
    }
    const [only, more] = outputs;
    const at = this.#from(start);
    const value: Term = more || !only ? { kind: 'list', items: outputs, at } : only;
    return {
      kind: 'assign',
      targets: [{ kind: 'name', name: name.text, at: name }],
      value: {
        kind: 'function',
        parameters,
        body: [...body, { kind: 'result', value, returned: true, at }],
        at,
      },
      at: name,
    };
  }

  #output(): Term[] {
    if (this.#terms.ahead(1).text !== '=') return [];
    const token = this.#terms.take();
    this.#terms.take();
    return [{ kind: 'name', name: token.text, at: token }];
  }
}
