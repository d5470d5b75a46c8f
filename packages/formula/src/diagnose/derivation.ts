import type { Value } from '@chainrule/core';
import { errors } from '../errors.ts';
import { landmarksOf } from '../graph/landmarks.ts';
import { type DerivationLine, readDerivation } from '../read/derivation.ts';
import type { Source } from '../read/tokens.ts';
import { agree, sameShape } from './agreement.ts';
import type { Claim } from './claim.ts';
import { Diagnosis } from './diagnosis.ts';
import { judge } from './judge.ts';
import { givenPlace, otherPlaces, type Place } from './places.ts';
import { Study } from './study.ts';
import { shortened } from './text.ts';
import { Vocabulary } from './written.ts';
import { ofForeignName } from './wrong.ts';

/** Random places beside the given one. */
const PLACES = 6;

/** A derivation by hand, line by line. */
export function diagnoseDerivation(root: Value, text: string, wrt: Value | undefined): Diagnosis {
  const landmarks = landmarksOf(root, { also: wrt ? [wrt] : [] });
  const names = landmarks.map(({ symbol }) => symbol.name);
  const source: Source = { operation: 'diagnose', text, holes: [] };
  const lines = readDerivation(text, { names });
  const rootName = names[names.length - 1];
  const checker = new Checker(root, rootName, wrt, new Vocabulary(source, landmarks));
  const parts = lines.flatMap((line) =>
    checker
      .check(line, shortened(text.slice(line.at.start, line.at.end).trim()))
      .map((part) => new Diagnosis({ ...part, at: line.at })),
  );
  if (parts.length === 0) throw errors.nothingToCheck('diagnose');
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

  constructor(root: Value, rootName: string, wrt: Value | undefined, vocabulary: Vocabulary) {
    this.#root = root;
    this.#rootName = rootName;
    this.#wrt = wrt;
    this.#vocabulary = vocabulary;
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
  #check({ left, rights }: DerivationLine, about: string): Diagnosis[] {
    const claims = rights.map((right) => this.#vocabulary.claim(right));
    if (left === undefined) return claims.slice(0, 1).flatMap((claim) => this.#aboutResult(claim, about));
    if (left.kind === 'derivative') {
      const { of, wrt } = this.#vocabulary.endsOf(left);
      return [firstWrong(claims.map((claim) => this.#judge(of.node, wrt.node, claim, about)))];
    }
    const known = left.kind === 'name' ? this.#vocabulary.landmarkOf(left) : undefined;
    const by = left.kind === 'name' && !known ? this.#vocabulary.differentiatedBy(left) : undefined;
    if (by) return [firstWrong(claims.map((claim) => this.#judge(this.#root, by.node, claim, about)))];
    if (left.kind === 'name' && !known) {
      this.#vocabulary.define(left.name, claims[0].at);
      return this.#equal(claims[0].at, claims.slice(1), about);
    }
    return this.#equal(
      known ? (place) => place.at(known.node) : this.#vocabulary.reading(left),
      claims,
      about,
    );
  }

  #aboutResult(claim: Claim, about: string): Diagnosis[] {
    return this.#wrt ? [this.#judge(this.#root, this.#wrt, claim, about)] : [];
  }

  #judge(of: Value, wrt: Value, claim: Claim, about: string): Diagnosis {
    return judge(new Study({ root: of, whole: this.#root }, [wrt]), wrt, claim, about);
  }

  /** Whether claims are a value that is no derivative: an intermediate result, or a name for something. */
  #equal(truth: (place: Place) => Value, claims: readonly Claim[], about: string): Diagnosis[] {
    const subject = { root: this.#root, whole: this.#root };
    const places = [givenPlace(subject), ...otherPlaces(subject, { movement: 'free', count: PLACES })];
    return claims.slice(0, 1).map((claim) => {
      const holds = places.map((place) => {
        const [claimed, value] = [claim.at(place), truth(place)];
        return sameShape(claimed, value) && agree(claimed, value, claim.allowance);
      });
      const verdict = holds.every(Boolean) ? 'right' : holds[0] ? 'coincidence' : 'wrong';
      const expected = { value: truth(places[0]).toArray() };
      return new Diagnosis({ about, verdict, expected });
    });
  }
}

const firstWrong = (all: readonly Diagnosis[]): Diagnosis => all.find(({ right }) => !right) ?? all[0];
