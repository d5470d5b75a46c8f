import type { Value } from '@chainrule/core';
import { type Route, routeTo } from '../explain/route.ts';
import { type Landmark, type LandmarkOptions, landmarksOf } from '../graph/landmarks.ts';
import { Pass } from './pass.ts';
import type { Place } from './place.ts';

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
