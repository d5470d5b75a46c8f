import { ChainruleError, type Value } from '@chainrule/core';
import { claimErrors } from '../errors/claims.ts';
import { type Landmark, landmarksOf } from '../graph/landmarks.ts';
import type { Language, ProgramLine } from '../read/language.ts';
import type { Source } from '../read/tokens.ts';
import { agree } from './agreement.ts';
import type { Claim } from './claim.ts';
import { inColumns } from './columns.ts';
import { compared } from './compared.ts';
import { Diagnosis } from './diagnosis.ts';
import { attempt } from './holding.ts';
import { judge } from './judge.ts';
import type { Place } from './place.ts';
import { givenPlace, otherPlaces } from './places.ts';
import { multiplesTakenBack } from './scaled.ts';
import { Study } from './study.ts';
import { shortened } from './text.ts';
import { Vocabulary } from './written.ts';
import { ofForeignName } from './wrong.ts';

/** Random places beside the given one, for values that are no gradients. */
const PLACES = 6;

/** The verdict on a line, and which gradient it is. */
export interface Judged {
  readonly line: ProgramLine;
  /** What the root is differentiated by; undefined of a line of the forward pass. */
  readonly by: Value | undefined;
  readonly diagnosis: Diagnosis;
  /** The verdict where gradients on the right are those that the lines above have computed, and whether that is right. */
  readonly own: () => Diagnosis;
  readonly isOwnRight: () => boolean;
}

/** A whole pass as a program, line by line: the values of the forward lines, and the gradients. */
export function diagnoseCode(
  root: Value,
  source: Source,
  language: Language,
  wrt: Value | undefined,
): Diagnosis {
  const landmarks = landmarksOf(root, { also: wrt ? [wrt] : [] });
  const names = landmarks.map(({ symbol }) => symbol.name);
  const lines = language.lines(source, names);
  const checker = new CodeChecker({ root, source, language, wrt }, landmarks);
  const judged = multiplesTakenBack(
    lines.flatMap((line) => checker.check(line)),
    lines,
  );
  if (judged.length === 0) throw claimErrors.nothingToCheck('diagnose');
  const parts = judged.map(({ diagnosis }) => diagnosis);
  const wrong = parts.find(({ right }) => !right);
  return new Diagnosis({
    about: 'the pass',
    verdict: wrong?.verdict ?? 'right',
    reasons: wrong?.reasons,
    misfits: wrong?.misfits,
    parts,
    first: wrong?.about,
  });
}

interface About {
  readonly root: Value;
  readonly source: Source;
  readonly language: Language;
  readonly wrt: Value | undefined;
}

class CodeChecker {
  readonly #about: About;
  readonly #rootName: string;
  /** Gradients in it are the true ones. */
  readonly #truth: Vocabulary;
  /** Gradients in it are those that lines above have computed. */
  readonly #own: Vocabulary;
  readonly #places: readonly Place[];
  /** The verdict on the value of each gradient before its last line. */
  readonly #before = new Map<string, () => Judged>();

  constructor(about: About, landmarks: readonly Landmark[]) {
    const { root, source } = about;
    this.#about = about;
    this.#rootName = landmarks[landmarks.length - 1].symbol.name;
    this.#truth = new Vocabulary(source, landmarks);
    this.#own = new Vocabulary(source, landmarks);
    const subject = { root, whole: root };
    this.#places = [givenPlace(subject), ...otherPlaces(subject, { movement: 'free', count: PLACES })];
  }

  /** The verdict on a line; none for one that only gives a name to something. */
  check(line: ProgramLine): Judged[] {
    const about = this.#textOf(line);
    try {
      return this.#check(line, about);
    } catch (error) {
      const diagnosis = ofForeignName(error, { about }, this.#rootName);
      return [this.#judged(line, undefined, diagnosis)];
    }
  }

  #textOf({ at: { start, end } }: ProgramLine): string {
    return shortened(this.#about.source.text.slice(start, end).trim().replace(/\s+/g, ' '));
  }

  #check(line: ProgramLine, about: string): Judged[] {
    const symbol = { kind: 'name', name: line.name, at: line.nameAt } as const;
    const known = this.#truth.landmarkOf(symbol);
    if (known) {
      if (!line.isLast) return [];
      const claim = inColumns(this.#truth.claim(line.expression), known.node, this.#about.language);
      const diagnosis = compared(this.#places, (place) => place.at(known.node), claim, about);
      return [this.#judged(line, undefined, diagnosis)];
    }
    const by = this.#truth.differentiatedBy(symbol)?.node ?? this.#ofResult(line);
    if (by) return this.#gradient(line, by, about);
    if (line.isLast) this.#define(line);
    return [];
  }

  /** `grad` is the gradient that was asked for. */
  #ofResult({ name }: ProgramLine): Value | undefined {
    return /^grad(?:ient)?s?$/.test(name) ? this.#about.wrt : undefined;
  }

  #define({ name, expression }: ProgramLine): void {
    for (const vocabulary of [this.#truth, this.#own]) {
      const claim = vocabulary.claim(expression);
      vocabulary.define(
        name,
        remembered((place) => claim.at(place)),
      );
    }
  }

  /** A gradient is judged by its last value, or by the one before where a mask has made that the gradient of another node. */
  #gradient(line: ProgramLine, by: Value, about: string): Judged[] {
    const verdict = this.#verdict(line, by, about);
    const before = this.#before.get(line.name);
    this.#before.set(line.name, verdict);
    if (!line.isLast) return [];
    const own = this.#own.claim(line.expression);
    this.#own.define(
      line.name,
      remembered((place) => own.at(place)),
    );
    const judged = verdict();
    const masked = line.inPart && before && !judged.diagnosis.right ? maskedInput(by) : undefined;
    if (!masked || !before) return [judged];
    const { root } = this.#about;
    this.#truth.define(line.name, (place) => place.rateOf(root, masked));
    const unmasked = before();
    return unmasked.diagnosis.right ? [unmasked, this.#verdict(line, masked, about)()] : [unmasked];
  }

  /**
   * The verdict on a gradient, when it is asked for: held against the truth, with the true gradients in it, or with those that
   * the lines above have computed, if these make it right.
   */
  #verdict(line: ProgramLine, by: Value, about: string): () => Judged {
    const { root, language } = this.#about;
    const [truth, own] = [this.#truth, this.#own].map((vocabulary) =>
      inColumns(vocabulary.claim(line.expression), by, language),
    );
    let study: Study | undefined;
    const judged = (claim: Claim) => {
      study ??= new Study({ root, whole: root }, [by]);
      return placed(judge(study, by, claim, about), line);
    };
    const isOwnRight = once(() => this.#agrees(own, by) && judged(own).right);
    return once(() => {
      const diagnosis = judged(truth);
      const isRight = diagnosis.right || !isOwnRight();
      return { line, by, diagnosis: isRight ? diagnosis : judged(own), isOwnRight, own: () => judged(own) };
    });
  }

  /** Whether a claim is the gradient at the given place, which is soon found out. */
  #agrees(claim: Claim, by: Value): boolean {
    const [given] = this.#places;
    const found = attempt(claim, given);
    return !(found instanceof Error) && agree(found, given.rateOf(this.#about.root, by), claim.allowance);
  }

  #judged(line: ProgramLine, by: Value | undefined, diagnosis: Diagnosis): Judged {
    const found = placed(diagnosis, line);
    return { line, by, diagnosis: found, isOwnRight: () => found.right, own: () => found };
  }
}

const placed = (diagnosis: Diagnosis, { at }: ProgramLine) => new Diagnosis({ ...diagnosis, at });

/** What `dh[h <= 0] = 0` makes of ∂E/∂h: the gradient of what h is computed from, entry by entry. */
function maskedInput({ inputs, shape }: Value): Value | undefined {
  const alike = inputs.filter(
    (input) =>
      input.wantsGradient && input.rank === shape.length && input.shape.every((n, k) => n === shape[k]),
  );
  return alike.length === 1 ? alike[0] : undefined;
}

/** A reading that is computed once at every place, also where it fails. */
function remembered(reading: (place: Place) => Value): (place: Place) => Value {
  const known = new WeakMap<Place, Value | ChainruleError>();
  return (place) => {
    let found = known.get(place);
    if (!found) {
      try {
        found = reading(place);
      } catch (error) {
        if (!(error instanceof ChainruleError)) throw error;
        found = error;
      }
      known.set(place, found);
    }
    if (found instanceof ChainruleError) throw found;
    return found;
  };
}

/** What is made when it is first asked for. */
function once<T>(make: () => T): () => T {
  const made: T[] = [];
  return () => {
    if (made.length === 0) made.push(make());
    return made[0];
  };
}
