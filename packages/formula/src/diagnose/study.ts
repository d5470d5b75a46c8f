import type { Value } from '@chainrule/core';
import { type Route, routeTo } from '../explain/route.ts';
import { type Landmark, type LandmarkOptions, landmarksOf } from '../graph/landmarks.ts';
import { Pass } from './pass.ts';
import { derivedConstants, givenPlace, type Place, type Subject } from './places.ts';
import { Speaker } from './speak.ts';

/** A link of the chain, from a landmark to one of its inputs, in steps of one size. */
export interface Link {
  readonly level: Level;
  readonly from: Landmark;
  readonly to: Landmark;
}

/** The chain in steps of one size, with the walks over it that were made at each place. */
export class Level {
  readonly landmarks: readonly Landmark[];
  readonly route: Route;
  /** Whether every operation is a step of its own. */
  readonly isSmallest: boolean;
  readonly #byNode: ReadonlyMap<Value, Landmark>;
  readonly #passes = new Map<Place, Pass>();

  constructor(root: Value, targets: readonly Value[], options: LandmarkOptions = {}) {
    this.isSmallest = options.every === true;
    this.landmarks = landmarksOf(root, { ...options, also: [...targets, ...(options.also ?? [])] });
    this.#byNode = new Map(this.landmarks.map((landmark) => [landmark.node, landmark]));
    this.route = routeTo(new Set(targets.map((target) => this.landmarkOf(target)!)), this.landmarks);
  }

  landmarkOf(node: Value): Landmark | undefined {
    return this.#byNode.get(node);
  }

  get root(): Landmark {
    return this.landmarks[this.landmarks.length - 1];
  }

  pass(place: Place): Pass {
    let pass = this.#passes.get(place);
    if (pass === undefined) {
      pass = new Pass(place, this.route);
      this.#passes.set(place, pass);
    }
    return pass;
  }

  /** The links on the route, from the root down. */
  links(): Link[] {
    const { landmarks, consumers } = this.route;
    return [...landmarks].reverse().flatMap((to) => consumers(to).map((from) => ({ level: this, from, to })));
  }
}

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
