import { coreName, Value } from '@chainrule/core';
import { isFloat } from '@chainrule/core/extend';
import type { Landmark } from '../../graph/landmarks.ts';
import { sameSizes } from '../../graph/same-sizes.ts';
import { flat } from '../agreement.ts';
import { derivationOf, isLiteral } from '../constants.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Level, Link } from '../level.ts';
import type { Alteration, Readings } from '../pass.ts';
import type { Place } from '../place.ts';
import type { Study } from '../study.ts';
import { takenAt } from './elsewhere.ts';
import { isEntrywise } from './jacobian.ts';
import { linksByOperation } from './links.ts';

const inFloats = ({ node }: Landmark) => isFloat(node.dtype);

/** What links hand on whose rules read other numbers than they should. */
export const reading =
  (level: Level, read: (place: Place, from: Landmark, to: Landmark) => Readings) =>
  (place: Place): Alteration =>
  ({ from, to, g }) =>
    level.pass(place).handOnReading(from, to, g, read(place, from, to));

/** The rule reads the input of the step where it should read its output. */
const atInput = (place: Place, _: Landmark, to: Landmark): Readings => ({ result: place.at(to.node) });

/** The derivative at the output of the step in place of its input: σ(out)(1 − σ(out)). */
const atOutput = takenAt((place, from) => place.at(from.node));

/** The derivative of a step at its input in place of its output, or the reverse: net(1 − net) for out(1 − out). */
export const wrongPoint: Family = function* (study) {
  const { speaker } = study;
  const said = (link: Link, read: Landmark, meant: Landmark) =>
    `the derivative was taken at ${speaker.node(read)} in place of ${speaker.node(meant)}: ${speaker.rateInFull(link)}`;
  for (const link of study.links) {
    const { level, from, to } = link;
    if (from.inputs.filter(inFloats).length !== 1 || !sameSizes(from.node, to.node)) continue;
    if (!isEntrywise(study.given, link)) continue;
    yield altered(level, 'wrong-point', [link], () => said(link, to, from), reading(level, atInput));
    yield altered(level, 'wrong-point', [link], () => said(link, from, to), atOutput);
  }
  for (const [name, links] of linksByOperation(study)) {
    const [link] = links;
    if (!links.every(({ from, to }) => sameSizes(from.node, to.node))) continue;
    const every = (read: Landmark, meant: Landmark) => () =>
      `every derivative of ${name} was taken at the wrong point: ${said(link, read, meant)}`;
    yield altered(
      study.smallest,
      'wrong-point',
      links,
      every(link.to, link.from),
      reading(study.smallest, atInput),
    );
    yield altered(study.smallest, 'wrong-point', links, every(link.from, link.to), atOutput);
  }
};

/** Two operands of a step exchanged: output − target for target − output. */
export const swapped: Family = function* (study) {
  const { speaker } = study;
  for (const link of study.links) {
    const { level, from, to } = link;
    for (const other of from.inputs.filter(inFloats)) {
      if (other === to || !sameSizes(other.node, to.node)) continue;
      yield altered(
        level,
        'swapped',
        [link],
        () => `${speaker.node(to)} and ${speaker.node(other)} are exchanged in ${speaker.rateInFull(link)}`,
        reading(level, (place) => ({
          inputs: new Map([
            [to, place.at(other.node)],
            [other, place.at(to.node)],
            ...following(link, other, place.at(to.node)),
          ]),
        })),
      );
    }
  }
};

/** The constants of a step that were computed from another operand, 1 − t from t, where that is another number. */
function following({ from }: Link, of: Landmark, value: Value): [Landmark, Value][] {
  return from.inputs.flatMap((input): [Landmark, Value][] => {
    if (input.named || input.node.primitive || isLiteral(input.node)) return [];
    const derived = derivationOf(input.node, [of.node]);
    if (!derived) return [];
    const entries = Float64Array.from(flat(value), derived.entry);
    const data = value.rank === 0 ? entries[0] : entries;
    return [[input, Value.of({ data, shape: value.shape, dtype: 'float64' })]];
  });
}

/** The derivative of a step at the value of another node of the same shape: the cached value of the wrong layer. */
export const wrongValue: Family = function* (study) {
  const { speaker, named } = study;
  const candidates = named.landmarks.filter((each) => inFloats(each) && each !== named.root);
  for (const link of study.links) {
    const { level, from } = link;
    for (const operand of [from, ...from.inputs]) {
      for (const other of candidates) {
        if (other.node === operand.node || !sameSizes(other.node, operand.node)) continue;
        yield altered(
          level,
          'wrong-value',
          [link],
          () =>
            `the value of ${speaker.node(other)} stands in place of ${speaker.node(operand)} in ${speaker.rateInFull(link)}`,
          reading(level, (place) => {
            const value = place.at(other.node);
            return operand === from ? { result: value } : { inputs: new Map([[operand, value]]) };
          }),
        );
      }
    }
    yield* takenAtOther(study, link, candidates);
  }
};

/** The derivative of a step at the value of another node: σ′(h) for σ′(net). */
function* takenAtOther({ speaker }: Study, link: Link, candidates: readonly Landmark[]) {
  const { level, from, to } = link;
  if (from.inputs.filter(inFloats).length !== 1 || !sameSizes(from.node, to.node)) return;
  for (const other of candidates) {
    if (other.node === from.node || other.node === to.node || !sameSizes(other.node, to.node)) continue;
    yield altered(
      level,
      'wrong-value',
      [link],
      () =>
        `the derivative was taken at ${speaker.node(other)} in place of ${speaker.node(to)}: ${speaker.rateInFull(link)}`,
      takenAt((place) => place.at(other.node)),
    );
  }
}

/** Parameters nearer to the loss that were updated before this gradient was computed. */
export const newWeights: Family = function* (study) {
  const { learningRate, smallest, speaker } = study;
  if (learningRate === undefined) return;
  const updated = (place: Place, leaf: Landmark): Value =>
    place.at(leaf.node).sub(place.gradientOf(leaf.node).mul(learningRate));
  for (const [links, leaves] of parameterLinks(smallest)) {
    yield altered(
      smallest,
      'new-weights',
      links,
      () =>
        `it was computed with ${leaves.map((leaf) => speaker.node(leaf)).join(', ')} after the update, and takes the values from before`,
      reading(smallest, (place, from) => ({
        inputs: new Map(
          from.inputs.filter((input) => leaves.includes(input)).map((leaf) => [leaf, updated(place, leaf)]),
        ),
      })),
    );
  }
};

/** The links whose derivative depends on a parameter: all of them, and those of each parameter alone. */
function parameterLinks(level: Level): [Link[], Landmark[]][] {
  const isParameter = ({ node }: Landmark) => !node.primitive && node.wantsGradient;
  const parametersOf = ({ from, to }: Link) =>
    from.inputs.filter((input) => input !== to && isParameter(input));
  // The derivative of a sum does not depend on what is added.
  const links = level
    .links()
    .filter((link) => coreName(link.from.node.primitive) !== 'add' && parametersOf(link).length > 0);
  const leaves = [...new Set(links.flatMap(parametersOf))];
  const single = leaves.map((leaf): [Link[], Landmark[]] => [
    links.filter((link) => parametersOf(link).includes(leaf)),
    [leaf],
  ]);
  return leaves.length > 1 ? [[links, leaves], ...single] : single;
}
