import { ChainruleError, graph, type Value } from '@chainrule/core';
import { claimErrors } from '../errors/claims.ts';
import type { Expression, NameExpression, Span } from '../expression/expression.ts';
import { landmarksOf } from '../graph/landmarks.ts';
import { type DerivationLine, derivationLines } from '../read/derivation.ts';
import { type SyntaxOption, syntaxOfGraph } from '../read/syntax.ts';
import type { Source } from '../read/tokens.ts';
import { agree } from './agreement.ts';
import { syntaxOfClaim } from './chosen-syntax.ts';
import type { Claim } from './claim.ts';
import { diagnoseCode } from './code-pass.ts';
import { compared } from './compared.ts';
import { Diagnosis } from './diagnosis.ts';
import { ofChain } from './equalities.ts';
import { judge } from './judge.ts';
import type { Place } from './place.ts';
import { givenPlace, otherPlaces } from './places.ts';
import { Study } from './study.ts';
import { shortened } from './text.ts';
import { arraysAmong, Vocabulary } from './written.ts';
import { ofForeignName } from './wrong.ts';

/** Random places beside the given one. */
const PLACES = 6;

/** At how many places a part of the graph must be the same as a formula to be taken for it. */
const PLACES_OF_PARTS = 4;

/** A derivation by hand, line by line; of a program, each value that is a gradient or a part of the formula. */
export function diagnoseDerivation(
  root: Value,
  text: string,
  wrt: Value | undefined,
  asked?: SyntaxOption,
): Diagnosis {
  const source: Source = { operation: 'diagnose', text, holes: [] };
  const syntax = typeof text === 'string' ? syntaxOfClaim(source, asked, syntaxOfGraph(root)) : undefined;
  if (typeof syntax === 'object') return diagnoseCode(root, source, syntax, wrt);
  const landmarks = landmarksOf(root, { also: wrt ? [wrt] : [] });
  const names = landmarks.map(({ symbol }) => symbol.name);
  const lines = derivationLines(source, { names, syntax }, arraysAmong(landmarks));
  const rootName = names[names.length - 1];
  const checker = new Checker(root, rootName, wrt, new Vocabulary(source, landmarks), text);
  const parts = checker
    .inOrder(lines)
    .flatMap((line) =>
      checker
        .check(line, shortened(text.slice(line.at.start, line.at.end).trim()))
        .map((part) => new Diagnosis({ ...part, at: line.at })),
    )
    .sort((one, other) => one.at!.start - other.at!.start);
  if (parts.length === 0) throw claimErrors.nothingToCheck('diagnose');
  const wrong = parts.find(({ right }) => !right);
  return new Diagnosis({
    about: `the derivation of ∂${rootName}`,
    verdict: wrong?.verdict ?? 'right',
    reasons: wrong?.reasons,
    misfits: wrong?.misfits,
    parts,
    first: wrong?.about,
  });
}

class Checker {
  readonly #root: Value;
  readonly #wrt: Value | undefined;
  readonly #vocabulary: Vocabulary;
  readonly #rootName: string;
  readonly #text: string;
  readonly #places: readonly Place[];

  constructor(root: Value, rootName: string, wrt: Value | undefined, vocabulary: Vocabulary, text: string) {
    const subject = { root, whole: root };
    this.#places = [givenPlace(subject), ...otherPlaces(subject, { movement: 'free', count: PLACES })];
    this.#text = text;
    this.#root = root;
    this.#rootName = rootName;
    this.#wrt = wrt;
    this.#vocabulary = vocabulary;
  }

  /** Lines that define a name come first, wherever they stand: `…, where u = 3x² + 1`. */
  inOrder(lines: readonly DerivationLine[]): DerivationLine[] {
    const defined = lines.filter(({ left }) => left?.kind === 'name' && this.#isNew(left));
    const names = defined.map(({ left }) => (left as NameExpression).name);
    const once = defined.filter((_, k) => names.indexOf(names[k]) === names.lastIndexOf(names[k]));
    return [...once, ...lines.filter((line) => !once.includes(line))];
  }

  /** Whether a name is none of the graph and no gradient either. */
  #isNew(symbol: NameExpression): boolean {
    const vocabulary = this.#vocabulary;
    return (
      !vocabulary.landmarkOf(symbol) && !vocabulary.differentiatedBy(symbol) && !vocabulary.dotted(symbol)
    );
  }

  /** What is wrong with a line, also with one that names what the graph does not have. */
  check(line: DerivationLine, about: string): Diagnosis[] {
    try {
      return this.#check(line, about);
    } catch (error) {
      return [ofForeignName(error, { about }, this.#rootName)];
    }
  }

  /** Each right side of a line is held against its left side. */
  #check({ left, rights, spans }: DerivationLine, about: string): Diagnosis[] {
    const sides = rights.map((right, k) => ({ claim: this.#vocabulary.claim(right), at: spans[k] }));
    const ends = left === undefined ? this.#ofResult() : this.#endsOf(left);
    if (ends) {
      const study = new Study({ root: ends.of, whole: this.#root }, [ends.wrt]);
      const before = left === undefined ? 0 : 1;
      return [this.#chain(sides, before, (claim) => judge(study, ends.wrt, claim, about))];
    }
    if (left === undefined) return [];
    const known = left.kind === 'name' ? this.#vocabulary.landmarkOf(left) : undefined;
    if (left.kind === 'name' && !known) {
      const [{ claim }, ...others] = sides;
      this.#vocabulary.define(left.name, claim.at, this.#nodeOf(claim));
      return others.length > 0
        ? [this.#chain(others, 2, (each) => this.#compared(claim.at, each, about))]
        : [];
    }
    const truth = known ? (place: Place) => place.at(known.node) : this.#vocabulary.reading(left);
    return [this.#chain(sides, 1, (claim) => this.#compared(truth, claim, about))];
  }

  #chain(
    sides: readonly { readonly claim: Claim; readonly at: Span }[],
    before: number,
    diagnosed: (claim: Claim) => Diagnosis,
  ): Diagnosis {
    return ofChain(
      sides.map(({ claim, at }) => ({ diagnosis: diagnosed(claim), at })),
      this.#text,
      before,
    );
  }

  #ofResult(): Ends | undefined {
    return this.#wrt && { of: this.#root, wrt: this.#wrt };
  }

  /** What a left side is the derivative of, and by what: ∂E/∂w, `dE_dw`, `dw`, or y′ for a y that is a number. */
  #endsOf(left: Expression): Ends | undefined {
    if (left.kind === 'derivative') {
      const { of, wrt } = this.#vocabulary.endsOf(left);
      return { of: of.node, wrt: wrt.node };
    }
    if (left.kind === 'name') {
      if (this.#vocabulary.landmarkOf(left)) return undefined;
      const by = this.#vocabulary.differentiatedBy(left);
      if (by) return { of: this.#root, wrt: by.node };
      const dotted = this.#vocabulary.dotted(left);
      return dotted && this.#wrt ? { of: dotted.node, wrt: this.#wrt } : undefined;
    }
    const of = this.#vocabulary.primed(left);
    return of && this.#wrt ? { of: of.node, wrt: this.#wrt } : undefined;
  }

  /** The node of the graph that a formula is, as u = 3x² + 1 may be a part of it. */
  #nodeOf(claim: Claim): Value | undefined {
    const places = this.#places.slice(0, PLACES_OF_PARTS);
    try {
      const values = places.map((place) => claim.at(place));
      return graph(this.#root).nodes.find((node) =>
        places.every((place, k) => agree(values[k], place.at(node), claim.allowance)),
      );
    } catch (error) {
      if (error instanceof ChainruleError) return undefined;
      throw error;
    }
  }

  #compared(truth: (place: Place) => Value, claim: Claim, about: string): Diagnosis {
    return compared(this.#places, truth, claim, about);
  }
}

/** What is differentiated, and by what. */
interface Ends {
  readonly of: Value;
  readonly wrt: Value;
}
