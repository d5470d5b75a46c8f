import type { Span } from '../../../expression/expression.ts';
import type { Source } from '../../tokens.ts';
import { programErrors } from '../errors.ts';
import type { Nesting } from '../nesting.ts';
import type { Argument, Entry, ListTerm, Term } from '../tree.ts';
import type { Token } from './tokens.ts';

/** How tightly the operators of two operands bind. */
const POWERS: ReadonlyMap<string, number> = new Map(
  [
    ['||'],
    ['&&'],
    ['|'],
    ['&'],
    ['<', '<=', '==', '!=', '~=', '>', '>='],
    [':'],
    ['+', '-', '.+', '.-'],
    ['*', '/', '\\', '.*', './', '.\\'],
  ].flatMap((signs, power) => signs.map((sign) => [sign, power] as const)),
);

const RANGE = POWERS.get(':')!;
const SIGN = POWERS.size;
const COMPARISON = POWERS.get('<')!;

const RAISING = new Set(['^', '.^', '**']);
const POSTFIX = new Set(["'", ".'"]);

/** Reads the terms of Octave by binding powers. */
export class OctaveTerms {
  readonly source: Source;
  readonly #tokens: readonly Token[];
  readonly #nesting: Nesting;
  position = 0;
  /** Whether the entries of a matrix are read, which white space separates. */
  #inMatrix = false;

  constructor(source: Source, tokens: readonly Token[], nesting: Nesting) {
    this.source = source;
    this.#tokens = tokens;
    this.#nesting = nesting;
  }

  get next(): Token {
    return this.#tokens[this.position];
  }

  ahead(count: number): Token {
    return this.#tokens[Math.min(this.position + count, this.#tokens.length - 1)];
  }

  at(symbol: string): boolean {
    return this.next.kind !== 'text' && this.next.text === symbol;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.position++;
    return token;
  }

  accept(symbol: string): boolean {
    const found = this.at(symbol);
    if (found) this.position++;
    return found;
  }

  expect(symbol: string): Token {
    if (!this.at(symbol)) throw this.unexpected(symbol);
    return this.take();
  }

  unexpected(expected: string) {
    const got = this.next.kind === 'end' ? 'the end' : this.next.text.trim() || 'the end of the line';
    return programErrors.expected(this.source, this.next, 'Octave', `${expected}, got ${got}`);
  }

  term(least = 0): Term {
    return this.#nesting.inside(this.next, () => {
      let left = this.#prefixed();
      let links = 0;
      for (
        let power = this.#infixPower();
        power !== undefined && power >= least;
        power = this.#infixPower()
      ) {
        this.#nesting.checkLinks(this.next, ++links);
        left = this.#infix(left, power);
      }
      return left;
    });
  }

  #infixPower(): number | undefined {
    const { next } = this;
    if (next.kind !== 'symbol' || (this.#inMatrix && this.#beginsEntry())) return undefined;
    return next.text === ':' ? undefined : POWERS.get(next.text);
  }

  /** In a matrix [a -b] has two entries, and [a - b] one. */
  #beginsEntry(): boolean {
    const { next } = this;
    return next.spaced && /^[-+!~]$/.test(next.text) && !this.ahead(1).spaced;
  }

  #infix(left: Term, power: number): Term {
    const operator = this.take();
    const right = this.term(power + 1);
    if (power === COMPARISON && this.#infixPower() === COMPARISON)
      throw programErrors.cannotSay(
        this.source,
        this.next,
        'a chain of comparisons',
        'write (a < b) & (b < c)',
      );
    return binary(operator, left, right);
  }

  #prefixed(): Term {
    const sign = this.next;
    if (sign.kind !== 'symbol' || !/^(?:[-+!~]|\+\+|--)$/.test(sign.text)) return this.#raised();
    this.take();
    const operand = this.#nesting.inside(sign, () => this.#signed());
    return {
      kind: 'unary',
      operator: sign.text === '~' ? '!' : sign.text,
      operand,
      at: { start: sign.start, end: operand.at.end },
    };
  }

  /** What a sign stands before: -a^2 is −(a²), and -a*b is (−a)·b. */
  #signed = (): Term => this.term(SIGN);

  /** Powers group from the left, and an exponent can have a sign. */
  #raised(): Term {
    let base = this.#postfixed();
    for (let links = 0; this.next.kind === 'symbol' && RAISING.has(this.next.text); links++) {
      this.#nesting.checkLinks(this.next, links);
      const operator = this.take();
      const isSigned = this.next.kind === 'symbol' && /^[-+!~]$/.test(this.next.text);
      const exponent = isSigned ? this.#signedExponent() : this.#postfixed();
      base = this.#postfixes(binary(operator, base, exponent));
    }
    return base;
  }

  #signedExponent(): Term {
    const sign = this.take();
    const isSigned = this.next.kind === 'symbol' && /^[-+!~]$/.test(this.next.text);
    const operand = this.#nesting.inside(sign, () => (isSigned ? this.#signedExponent() : this.#postfixed()));
    return { kind: 'unary', operator: sign.text, operand, at: { start: sign.start, end: operand.at.end } };
  }

  #postfixed = (): Term => this.#postfixes(this.#operand());

  #postfixes(operand: Term): Term {
    let made = operand;
    for (let links = 0; ; links++) {
      this.#nesting.checkLinks(this.next, links);
      const { next } = this;
      if (next.kind !== 'symbol' || (this.#inMatrix && next.spaced)) return made;
      if (POSTFIX.has(next.text)) {
        this.take();
        made = { kind: 'unary', operator: ".'", operand: made, at: { start: made.at.start, end: next.end } };
      } else if (next.text === '(') made = this.#applied(made);
      else if (next.text === '.' && this.ahead(1).kind === 'name') {
        this.take();
        const member = this.take();
        made = {
          kind: 'member',
          of: made,
          name: member.text,
          nameAt: member,
          at: { start: made.at.start, end: member.end },
        };
      } else return made;
    }
  }

  #applied(callee: Term): Term {
    const given: Argument[] = this.bracketed('(', ')', () => {
      const found: Argument[] = [];
      while (!this.at(')')) {
        found.push({ value: this.#entry() });
        if (!this.accept(',')) break;
      }
      return found;
    });
    const { end } = this.ahead(-1);
    return { kind: 'call', callee, arguments: given, at: { start: callee.at.start, end } };
  }

  /** A term, `a:b`, `a:s:b` or a colon alone. */
  #entry(): Entry {
    const { start } = this.next;
    if (this.at(':')) return { kind: 'range', at: this.take() };
    const from = this.term();
    if (!this.accept(':')) return from;
    const second = this.term(RANGE + 1);
    const third = this.accept(':') ? this.term(RANGE + 1) : undefined;
    const at = { start, end: (third ?? second).at.end };
    return { kind: 'range', from, to: third ?? second, step: third && second, at };
  }

  /** Reads what stands in a bracket. */
  bracketed<T>(opening: string, closing: string, read: () => T): T {
    this.expect(opening);
    const before = this.#inMatrix;
    this.#inMatrix = opening === '[';
    const made = read();
    this.#inMatrix = before;
    this.expect(closing);
    return made;
  }

  #operand(): Term {
    const token = this.next;
    switch (token.kind) {
      case 'number':
        this.take();
        return { kind: 'number', value: Number(token.text.replace(/[dD]/, 'e')), at: token };
      case 'name':
        this.take();
        if (token.text === 'true' || token.text === 'false')
          return { kind: 'word', value: token.text === 'true', at: token };
        return { kind: 'name', name: token.text, at: token };
      case 'text':
        this.take();
        return { kind: 'text', text: token.text.slice(1, -1), at: token };
    }
    if (this.at('(')) {
      const inside = this.bracketed('(', ')', () => this.#entry());
      if (inside.kind === 'range' || inside.kind === 'ellipsis')
        throw programErrors.cannotSay(this.source, inside.at, 'a range', 'write the numbers in brackets');
      return inside;
    }
    if (this.at('[')) return this.#matrix();
    if (this.accept('@')) return this.#handle(token);
    if (this.at('{'))
      throw programErrors.cannotSay(this.source, token, 'a cell array', 'give each entry a name');
    throw this.unexpected('a number, a name or a bracket');
  }

  #matrix(): Term {
    const start = this.next.start;
    const rows = this.bracketed('[', ']', () => {
      const found: ListTerm[] = [];
      let items: Term[] = [];
      const endRow = () => {
        const [first] = items;
        if (first)
          found.push({
            kind: 'list',
            items,
            at: { start: first.at.start, end: items[items.length - 1].at.end },
          });
        items = [];
      };
      while (!this.at(']') && this.next.kind !== 'end') {
        if (this.next.kind !== 'separator') items.push(this.term());
        else if (this.take().text !== ',') endRow();
      }
      endRow();
      return found;
    });
    return { kind: 'list', items: rows, at: { start, end: this.ahead(-1).end } };
  }

  /** `@(x) x.^2`, or `@sigmoid`. */
  #handle(start: Span): Term {
    if (!this.at('(')) {
      const named = this.next;
      if (named.kind !== 'name') throw this.unexpected('the name of a function');
      this.take();
      return { kind: 'text', text: named.text, at: { start: start.start, end: named.end } };
    }
    const parameters = this.parameters();
    const value = this.term();
    return {
      kind: 'function',
      parameters,
      body: [{ kind: 'result', value, returned: true, at: value.at }],
      at: { start: start.start, end: value.at.end },
    };
  }

  parameters() {
    return this.bracketed('(', ')', () => {
      const found: (Span & { name: string })[] = [];
      while (this.next.kind === 'name' || this.at('~')) {
        const { text, start, end } = this.take();
        found.push({ name: text, start, end });
        if (!this.accept(',')) break;
      }
      return found;
    });
  }
}

function binary(operator: Token, left: Term, right: Term): Term {
  const at = { start: left.at.start, end: right.at.end };
  const sign = operator.text
    .replace('**', '^')
    .replace('~=', '!=')
    .replace(/^\.(?=[-+])/, '');
  return { kind: 'binary', operator: sign, operatorAt: operator, left, right, at };
}
