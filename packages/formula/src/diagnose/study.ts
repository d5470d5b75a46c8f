import type { Value } from '@chainrule/core';
import type { Landmark } from '../graph/landmarks.ts';
import { Level, type Link } from './level.ts';
import type { Place } from './place.ts';
import { derivedConstants, givenPlace, type Subject } from './places.ts';
import { Speaker } from './speak.ts';

/** What a claim is held against: the graph, in steps from name to name and in its smallest steps. */
export class Study implements Subject {
  readonly root: Value;
  readonly whole: Value;
  readonly targets: readonly Value[];
  readonly given: Place;
  /** η, where it was given. */
  readonly learningRate: number | undefined;
  readonly named: Level;
  readonly speaker: Speaker;
  /** Landmarks, so that a step reads them where they have moved. */
  readonly #moving: readonly Value[];
  #smallest: Level | undefined;
  #links: readonly Link[] | undefined;

  constructor({ root, whole }: Subject, targets: readonly Value[], learningRate?: number) {
    this.root = root;
    this.whole = whole;
    this.targets = targets;
    this.given = givenPlace(this);
    this.learningRate = learningRate;
    this.#moving = derivedConstants(this);
    this.named = new Level(root, targets, { also: this.#moving });
    this.speaker = new Speaker(this.named.landmarks, this.named.root);
  }

  /** Every operation is a landmark here. */
  get smallest(): Level {
    this.#smallest ??= new Level(this.root, this.targets, { every: true, also: this.#moving });
    return this.#smallest;
  }

  /** Every link from name to name, and then those of the smallest steps that are none of these. */
  get links(): readonly Link[] {
    this.#links ??= [
      ...this.named.links(),
      ...this.smallest.links().filter(({ from }) => !sameStep(from, this.named.landmarkOf(from.node))),
    ];
    return this.#links;
  }
}

/** Whether two landmarks are computed from the same nodes in one step. */
const sameStep = (a: Landmark, b: Landmark | undefined) =>
  b !== undefined &&
  a.inputs.length === b.inputs.length &&
  a.inputs.every(({ node }, k) => node === b.inputs[k].node);
