import type { Nested, TypedArray, Value } from '@chainrule/core';
import { argumentErrors } from '../errors/arguments.ts';
import { hint } from '../errors/nearest.ts';
import { namesLike } from '../expression/names.ts';
import { type Landmark, landmarksOf } from '../graph/landmarks.ts';
import { numberClaim } from './claim.ts';
import { Diagnosis, type Reason } from './diagnosis.ts';
import { judge } from './judge.ts';
import { Study } from './study.ts';
import { shortened } from './text.ts';

/** Numbers by the names of the nodes that they belong to. */
export type Named = Readonly<Record<string, Nested | TypedArray>>;

/** A whole backward pass by hand: which gradients are right, and where the first mistake enters on the way back. */
export function diagnosePass(root: Value, claims: Named, learningRate?: number): Diagnosis {
  const targets = targetsOf(root, claims, 'claims');
  const study = new Study(
    { root, whole: root },
    [...targets.values()].map(({ node }) => node),
    learningRate,
  );
  const onRoute = new Set(study.named.route.landmarks.map(({ node }) => node));
  for (const { node } of targets.values())
    if (!onRoute.has(node)) throw argumentErrors.notConnected('diagnose', root, node);
  const parts = fromTheLossBack(study, targets).map(([name, { node }]) =>
    judge(
      study,
      node,
      numberClaim(claims[name]),
      `∂${study.speaker.node(study.named.root)}/∂${shortened(name)}`,
    ),
  );
  const wrong = parts.filter(({ right }) => !right);
  return new Diagnosis({
    about: 'the backward pass',
    verdict: wrong.length > 0 ? 'wrong' : 'right',
    reasons: commonReasons(wrong),
    parts,
    first: wrong[0]?.about,
  });
}

/** The landmark of each name. Throws where a name means none of them. */
export function targetsOf(root: Value, named: Named, option: string): Map<string, Landmark> {
  if (typeof named !== 'object' || named === null || Object.keys(named).length === 0)
    throw argumentErrors.noNumbers('diagnose', option, named);
  const landmarks = new Map(landmarksOf(root).map((landmark) => [landmark.symbol.name, landmark]));
  return new Map(
    Object.keys(named).map((name) => {
      const [found] = namesLike(landmarks.keys())(name);
      if (found === undefined)
        throw argumentErrors.unknownNode('diagnose', root, shortened(name), hint(name, landmarks.keys()));
      return [name, landmarks.get(found)!];
    }),
  );
}

/** What is nearer to the loss first: a parameter stands where it is used last. */
function fromTheLossBack(study: Study, targets: ReadonlyMap<string, Landmark>): [string, Landmark][] {
  const { landmarks, consumers } = study.named.route;
  const position = new Map(landmarks.map((landmark, k) => [landmark, k]));
  const place = ({ node }: Landmark) => {
    const own = study.named.landmarkOf(node)!;
    return Math.max(
      ...consumers(own).map((each) => position.get(each)!),
      node.primitive ? position.get(own)! : -1,
    );
  };
  return [...targets].sort(([, a], [, b]) => place(b) - place(a));
}

/** The reasons of the first wrong gradient, those first that explain the most of the others too. */
function commonReasons(wrong: readonly Diagnosis[]): Reason[] {
  if (wrong.length === 0) return [];
  const explains = ({ message }: Reason) =>
    wrong.filter(({ reasons }) => reasons.some((each) => each.message === message)).length;
  return wrong[0].reasons
    .map((reason) => ({ reason, count: explains(reason) }))
    .sort((a, b) => b.count - a.count)
    .map(({ reason }) => reason);
}
