import { broadcastShapes, isFloat, sameShape as sameSizes } from '@chainrule/core/extend';
import type { Landmark } from '../graph/landmarks.ts';
import { flat, sameShape } from './agreement.ts';
import { denominators } from './denominators.ts';
import type { ReasonKind } from './diagnosis.ts';
import type { Hypothesis } from './hypothesis.ts';
import { type Piece, paths, scaled, terms } from './pieces.ts';
import type { Question } from './question.ts';
import { bracketed } from './speak.ts';
import type { Study } from './study.ts';

/** The powers of a node that a gradient is found to be off by. */
const EXPONENTS = [-1, 1, -2, 2, -0.5, 0.5];

/** How near a ratio at the given point must be to a power for it to be tried at the others. */
const NEAR = 1e-3;

/** The gradient, or one of the parts that it adds up, off by a power of a node: σ for σ², or the derivative of ln f. */
export function* powerMistakes(question: Question): Generator<Hypothesis> {
  const factors = factorsFor(question);
  for (const piece of [wholeOf(question.study), ...terms(question.study), ...paths(question.study)]) {
    const ratio = ratioAt(question, piece);
    if (ratio === undefined) continue;
    for (const [landmark, entries] of factors)
      for (const exponent of EXPONENTS)
        for (const sign of [1, -1]) {
          const power = sign * entries[ratio.entry] ** exponent;
          if (!(Math.abs(ratio.value / power - 1) < NEAR)) continue;
          yield mistake(question, piece, landmark, { exponent, sign });
        }
  }
}

/** The nodes by which a gradient may be multiplied, each with its entries at the given place, in the shape of the gradient. */
function factorsFor({ study, target }: Question): [Landmark, ArrayLike<number>][] {
  const { named, smallest, given } = study;
  const landmarks = new Map(
    [...named.landmarks, ...smallest.route.landmarks].map((each) => [each.node, each]),
  );
  return [...landmarks.values()].flatMap((landmark): [Landmark, ArrayLike<number>][] => {
    const { shape, dtype } = landmark.node;
    const fits = isFloat(dtype) && sameSizes(broadcastShapes(shape, target.shape) ?? [], target.shape);
    return fits ? [[landmark, flat(given.at(landmark.node).broadcastTo(target.shape))]] : [];
  });
}

const wholeOf = ({ named }: Study): Piece => ({
  links: undefined,
  name: () => named.root.symbol.name,
  contribution: (place, target) => place.gradientOf(target),
});

/** How many times a piece the claim counts it at the given place, in its largest entry. */
function ratioAt(question: Question, piece: Piece): { entry: number; value: number } | undefined {
  const [given] = question.places;
  const contribution = piece.contribution(given, question.target);
  const claimed = question.claimedAt(given);
  if (contribution === undefined || !sameShape(claimed, contribution)) return undefined;
  const [c, p, t] = [claimed, contribution, given.gradientOf(question.target)].map(flat);
  let entry = 0;
  for (let i = 0; i < p.length; i++) if (Math.abs(p[i]) > Math.abs(p[entry])) entry = i;
  const value = 1 + (c[entry] - t[entry]) / p[entry];
  return Number.isFinite(value) ? { entry, value } : undefined;
}

interface Power {
  readonly exponent: number;
  readonly sign: number;
}

function mistake(
  { study, target }: Question,
  piece: Piece,
  { node }: Landmark,
  { exponent, sign }: Power,
): Hypothesis {
  const divides = denominators(study, target).has(study.given.at(node));
  return {
    kind: kindOf(exponent, divides),
    links: piece.links,
    message: () => {
      const base = bracketed(study.speaker.nodeText(node));
      const where = piece.links === undefined ? '' : `in ${piece.name()} `;
      const isWhole = node === study.root && piece.links === undefined;
      const said =
        exponent === -1 && isWhole && !divides ? logarithmText(base) : powerText(base, exponent, divides);
      return `${where}${said}${sign < 0 ? ', and the sign is wrong' : ''}`;
    },
    at: scaled(piece, (place) => place.at(node).pow(exponent).mul(sign)),
  };
}

const logarithmText = (root: string) => `this is the derivative of ln ${root}: multiply by ${root}`;

function powerText(base: string, exponent: number, divides: boolean): string {
  const power = base + RAISED[Math.abs(exponent)];
  if (Math.abs(exponent) === 2)
    return exponent > 0
      ? `it is ${power} times what it should be`
      : `it is 1/${power} times what it should be`;
  if (exponent < 0)
    return divides ? `it was divided by ${power} once too often` : `you left out the factor ${power}`;
  return divides
    ? `it was not divided by ${power}`
    : `it was multiplied by ${power}, which does not belong there`;
}

const RAISED: Readonly<Record<number, string>> = { 1: '', 2: '²', 0.5: '^(1/2)' };

/** A factor that is missing, or a divisor, was left out; a divisor that stands there already was counted twice. */
function kindOf(exponent: number, divides: boolean): ReasonKind {
  // By a square it is also off where a product was taken for a quotient.
  if (Math.abs(exponent) === 2) return 'wrong-rule';
  if (exponent < 0) return divides ? 'twice' : 'left-out';
  return divides ? 'left-out' : 'factor';
}
