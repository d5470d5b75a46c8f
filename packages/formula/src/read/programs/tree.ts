import type { Span } from '../../expression/expression.ts';

/*
 * What the readers of all languages make of a program: terms and lines, as they were written. What they mean is the
 * business of a dialect.
 */

/** An operand or an operation, as a language writes it. */
export type Term =
  | NumberTerm
  | NameTerm
  | TextTerm
  | WordTerm
  | ListTerm
  | UnaryTerm
  | BinaryTerm
  | MemberTerm
  | CallTerm
  | IndexTerm
  | ChoiceTerm
  | ObjectTerm
  | FunctionTerm;

export interface NumberTerm extends Placed<'number'> {
  readonly value: number;
}

export interface NameTerm extends Placed<'name'> {
  readonly name: string;
}

/** Text in quotes. */
export interface TextTerm extends Placed<'text'> {
  readonly text: string;
}

/** True, False and None, by whatever word. */
export interface WordTerm extends Placed<'word'> {
  readonly value: boolean | null;
}

/** `[a, b]`, `(a, b)`; in Octave the rows of a matrix, each a list. */
export interface ListTerm extends Placed<'list'> {
  readonly items: readonly Term[];
}

export interface UnaryTerm extends Placed<'unary'> {
  /** A postfix one is `x'` or `x++`: with a dot before it where it follows its operand. */
  readonly operator: string;
  readonly operand: Term;
}

export interface BinaryTerm extends Placed<'binary'> {
  readonly operator: string;
  readonly operatorAt: Span;
  readonly left: Term;
  readonly right: Term;
}

export interface MemberTerm extends Placed<'member'> {
  readonly of: Term;
  readonly name: string;
  readonly nameAt: Span;
}

/** A call; in Octave perhaps an index. */
export interface CallTerm extends Placed<'call'> {
  readonly callee: Term;
  readonly arguments: readonly Argument[];
}

export interface Argument {
  /** Of `axis=0`. */
  readonly name?: string;
  readonly value: Entry;
}

export interface IndexTerm extends Placed<'index'> {
  readonly of: Term;
  readonly entries: readonly Entry[];
}

/** An entry of an index: a term, `a:b:c`, or `...`. */
export type Entry = Term | RangeEntry | EllipsisEntry;

export interface RangeEntry extends Placed<'range'> {
  readonly from?: Term | undefined;
  readonly to?: Term | undefined;
  readonly step?: Term | undefined;
}

export interface EllipsisEntry extends Placed<'ellipsis'> {}

/** `a if c else b`, `c ? a : b`. */
export interface ChoiceTerm extends Placed<'choice'> {
  readonly condition: Term;
  readonly yes: Term;
  readonly no: Term;
}

/** `{ axis: 0 }` */
export interface ObjectTerm extends Placed<'object'> {
  readonly entries: readonly (readonly [key: string, value: Term])[];
}

/** `lambda x: …`, `x => …`, and what `def` and `function` define. */
export interface FunctionTerm extends Placed<'function'> {
  readonly parameters: readonly Parameter[];
  readonly body: readonly Line[];
}

export interface Parameter extends Span {
  readonly name: string;
  /** What it is where a call leaves it out. */
  readonly otherwise?: Term | undefined;
}

interface Placed<Kind extends string> {
  readonly kind: Kind;
  readonly at: Span;
}

/** What a program does, line by line. */
export type Line = AssignLine | ResultLine | ImportLine;

/** `a = value`, `a += value`, `a, b = value`, `a[i] = value`. */
export interface AssignLine extends Placed<'assign'> {
  readonly targets: readonly Term[];
  /** `+` of `+=`. */
  readonly operator?: string | undefined;
  readonly value: Term;
}

/** A value alone on its line, or returned. */
export interface ResultLine extends Placed<'result'> {
  readonly value: Term;
  readonly returned: boolean;
}

/** What names a module gives: `np` is numpy, `exp` is math.exp. */
export interface ImportLine extends Placed<'import'> {
  readonly names: readonly (readonly [name: string, path: string])[];
}

/** The name that a key of a dictionary is: W1 of `params['W1']` and of `self.W1`, and dW1 of `grads['W1']`. */
export function keyOf(term: Term): string | undefined {
  if (term.kind === 'member')
    return term.of.kind === 'name' && term.of.name === 'self' ? term.name : undefined;
  const [key, more] = term.kind === 'index' ? term.entries : [];
  if (term.kind !== 'index' || more || key?.kind !== 'text' || !NAME.test(key.text)) return undefined;
  const container = term.of.kind === 'name' || term.of.kind === 'member' ? term.of.name : '';
  return /^d?grad/i.test(container) && !key.text.startsWith('d') ? `d${key.text}` : key.text;
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
