import { coreName, type Value, zeros } from '@chainrule/core';
import type { Landmark } from '../../graph/landmarks.ts';
import { sameSizes } from '../../graph/same-sizes.ts';
import { altered, type Family, type Hypothesis } from '../hypothesis.ts';
import type { Link } from '../level.ts';
import type { Place } from '../place.ts';
import type { Study } from '../study.ts';
import { resultWith } from './elsewhere.ts';
import { linksByOperation } from './links.ts';

/** What stands at a place where a rule reads: the input and the output of a step, and its other operand. */
interface Read {
  readonly u: Value;
  readonly y: Value;
  readonly other: Value;
  /** The output of the step where its own output goes in. */
  readonly again: () => Value;
}

/** A rule that people take for that of an operation: the derivative by it, and how that is told. */
interface Slip {
  readonly gives: (read: Read) => Value;
  readonly said: string;
}

const slip = (said: string, gives: Slip['gives']): Slip => ({ gives, said });

const LN = (x: Value) => x.log();

/** Of u^n by u. */
const ofPower = (n: (read: Read) => Value | number): readonly Slip[] => [
  slip('the exponent was not lowered', (read) => read.y.mul(n(read))),
  slip('the exponent was not brought down', ({ u, y }) => y.div(u)),
  slip('the rule for exponentials was used for a power', ({ u, y }) => y.mul(LN(u))),
  slip('the integral was taken in place of the derivative', (read) =>
    read.y.mul(read.u).div(read.u.mul(0).add(n(read)).add(1)),
  ),
];

/** Of a/u by u. */
const ofQuotient = (a: (read: Read) => Value | number): readonly Slip[] => [
  slip('the square in the denominator is missing', ({ y }) => y.neg()),
  slip('the integral was taken in place of the derivative', (read) => LN(read.u).mul(a(read))),
];

/** By the name of the operation, and the place of the operand by which it is differentiated. */
type Slips = Readonly<Record<string, readonly Slip[]>>;

const POWERS: Slips = {
  square0: ofPower(() => 2),
  sqrt0: ofPower(() => 0.5),
  pow0: ofPower(({ other }) => other),
  pow1: [
    slip('the rule for powers was used for an exponential', ({ u, y, other }) => y.mul(u).div(other)),
    slip('the logarithm of the base is missing', ({ y }) => y),
    slip('the integral was taken in place of the derivative', ({ y, other }) => y.div(LN(other))),
  ],
};

const SLIPS: Slips = {
  tanh0: [
    slip('the square is missing', ({ y }) => y.neg().add(1)),
    slip('the sign within is wrong', ({ y }) => y.mul(y).add(1)),
    slip('the 1 is missing', ({ y }) => y.mul(y).neg()),
    slip('the derivative of sigmoid stands in place of that of tanh', ({ y }) => y.mul(y.neg().add(1))),
  ],
  sigmoid0: [
    slip('the sign within is wrong', ({ y }) => y.mul(y.add(1))),
    slip('the first factor is missing', ({ y }) => y.neg().add(1)),
    slip('the square stands alone', ({ y }) => y.mul(y).neg()),
    slip('the derivative of tanh stands in place of that of sigmoid', ({ y }) => y.mul(y).neg().add(1)),
  ],
  exp0: [slip('the rule for powers was used for an exponential', ({ u, y }) => y.mul(u).div(Math.E))],
  log0: [slip('the integral was taken in place of the derivative', ({ u, y }) => u.mul(y).sub(u))],
  div1: ofQuotient(({ other }) => other),
  reciprocal0: ofQuotient(() => 1),
};

/** Functions of which the next would say nothing: exp is its own derivative. */
const OWN: ReadonlySet<string | undefined> = new Set(['exp', 'abs', 'neg']);

/** Not differentiated at all. */
const AS_IT_IS = [
  slip('the function was left as it is, not differentiated', ({ y }) => y),
  slip('the function was applied again to its output, not differentiated', ({ again }) => again()),
];

function slipsOf({ from, to }: Link, slips: Slips): readonly Slip[] {
  const { primitive, inputs } = from.node;
  if (!primitive?.onNumbers || !sameSizes(from.node, to.node)) return [];
  const name = coreName(primitive);
  const found = slips[`${name}${inputs.indexOf(to.node)}`] ?? [];
  return slips === SLIPS && inputs.length === 1 && !OWN.has(name) ? [...found, ...AS_IT_IS] : found;
}

/** What a link hands on by a rule that is not its own. */
const handedOn = (gives: Slip['gives'], place: Place, { from, to }: Pick<Link, 'from' | 'to'>, g: Value) => {
  const [u, y] = [to, from].map(({ node }) => place.at(node));
  const other = from.node.inputs.find((input) => input !== to.node) ?? to.node;
  return g.mul(gives({ u, y, other: place.at(other), again: () => resultWith(place, from, to, y) }));
};

/** A rule of differentiation that was mistaken for another: 1 − tanh for 1 − tanh². */
export const wrongRule: Family = (study) => slipped(study, SLIPS);

/** The rule for powers mistaken, or taken for that of exponentials: x·2^(x−1) for 2^x·ln 2. */
export const wrongPower: Family = function* (study) {
  yield* slipped(study, POWERS);
  yield* bothVary(study);
};

function* slipped(study: Study, slips: Slips): Generator<Hypothesis> {
  const { smallest, speaker } = study;
  for (const link of smallest.links())
    for (const { gives, said } of slipsOf(link, slips))
      yield altered(
        smallest,
        'wrong-rule',
        [link],
        () => `${said}: ${speaker.rateInFull(link)}`,
        (place) =>
          ({ g }) =>
            handedOn(gives, place, link, g),
      );
  for (const [name, links] of linksByOperation(study))
    for (const { gives, said } of slipsOf(links[0], slips))
      yield altered(
        smallest,
        'wrong-rule',
        links,
        () => `in every derivative of ${name} ${said}: ${speaker.rateInFull(links[0])}`,
        (place) => (crossing) => handedOn(gives, place, crossing, crossing.g),
      );
}

/** A power whose base and exponent both vary, differentiated by the rule for one of them. */
function* bothVary({ smallest, speaker }: Study): Generator<Hypothesis> {
  const onRoute = new Set(smallest.route.landmarks);
  for (const from of onRoute) {
    if (coreName(from.node.primitive) !== 'pow') continue;
    const operands = from.node.inputs.map((input) => smallest.landmarkOf(input));
    if (!operands.every((each) => each && onRoute.has(each))) continue;
    const [base, exponent] = operands as Landmark[];
    const links = [...new Set([base, exponent])].map((to) => ({ from, to }));
    const said = [
      () => `the rule for powers was used for ${speaker.formula(from)}, whose exponent varies too`,
      () => `the rule for exponentials was used for ${speaker.formula(from)}, whose base varies too`,
    ];
    for (const [k, message] of said.entries())
      yield altered(
        smallest,
        'wrong-rule',
        links,
        message,
        (place) =>
          ({ to, g }) =>
            overOperand(place, from, to, g, k),
      );
  }
}

/** What a step hands on to one of its operands alone: of xˣ both are the same node. */
function overOperand(place: Place, { node }: Landmark, to: Landmark, g: Value, k: number): Value {
  if (node.inputs[k] !== to.node) return zeros(to.node.shape);
  const [y, ...xs] = [node, ...node.inputs].map((each) => place.at(each));
  return node.primitive!.vjp(g, y, xs, k, node.attributes);
}
