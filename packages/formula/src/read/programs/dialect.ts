import type { Expression, Span } from '../../expression/expression.ts';
import type { Call } from './call.ts';
import type { Translator } from './translator.ts';
import type { BinaryTerm, IndexTerm, MemberTerm, Term, UnaryTerm } from './tree.ts';

/** Says a call of a function or a method as an expression. */
export type Rule = (call: Call) => Expression;

/** What the words and signs of a language mean. */
export interface Dialect {
  /** The language, for messages. */
  readonly language: string;
  /** Names that are modules where nothing else is assigned to them, by their paths: np is numpy. */
  readonly modules: ReadonlyMap<string, string>;
  /** A number by its path: numpy.pi, or pi. */
  constantOf(path: string): number | undefined;
  /** A function by its path: numpy.exp, or exp. */
  functionOf(path: string): Rule | undefined;
  /** What a method of an array does; the array is the first argument. */
  methodOf(name: string): Rule | undefined;
  /** All functions and methods, of which the nearest is named where one is unknown. */
  names(): readonly string[];
  unary(term: UnaryTerm, translator: Translator): Expression;
  binary(term: BinaryTerm, translator: Translator): Expression;
  /** A member that is no method: `x.T`; undefined where there is none of this name. */
  member(term: MemberTerm, translator: Translator): Expression | undefined;
  index(term: Pick<IndexTerm, 'of' | 'entries' | 'at'>, translator: Translator): Expression;
  /** Entries in brackets. */
  list(items: readonly Term[], at: Span, translator: Translator): Expression;
  /** The k-th part of a value that is taken apart, `m, n = X.shape`; undefined where it has none. */
  part(value: Term, k: number): Term | undefined;
  /** `a if c else b`. */
  choice(operands: readonly Expression[], at: Span, translator: Translator): Expression;
  /** Whether a vector is a column: [n] and [n, 1] are the same. */
  readonly columns: boolean;
  /** Whether a call of a name that is not a function is an index, as in Octave. */
  readonly callsIndex: boolean;
  /** The value of an assignment `x[entries] = value`. Throws where it cannot be said. */
  assigned(target: IndexTerm, current: Expression, value: Stored, translator: Translator): Expression;
}

/** What is stored in a part of an array: the value itself, or what an operation makes of it and the part. */
export interface Stored {
  readonly term: Term;
  readonly value: Expression;
  /** `-` of `-=`. */
  readonly operator?: string | undefined;
  readonly at: Span;
}
