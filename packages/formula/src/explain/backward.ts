import { coreName, type Value } from '@chainrule/core';
import { derivative, type Expression } from '../expression/expression.ts';
import { entriesOf } from '../graph/entries.ts';
import type { Landmark } from '../graph/landmarks.ts';
import { type Equation, type Prose, prose, type Step } from './derivation.ts';
import { product, type Story, sum } from './story.ts';

/** The way back: for each landmark what its consumers hand on to it, and the gradient that this comes to. */
export function backwardSteps(story: Story): Step[] {
  const { root, route } = story;
  return [...route.landmarks]
    .reverse()
    .filter((landmark) => landmark !== root)
    .flatMap((landmark) => [
      ...route
        .consumers(landmark)
        .filter((consumer) => isPlain(consumer, landmark, story))
        .map((consumer) => localStep(consumer, landmark, story)),
      gradientStep(landmark, story),
    ]);
}

/** Whether a link has a step of its own: a number, and not the derivative of the root, which is a gradient already. */
const isPlain = (from: Landmark, to: Landmark, story: Story) =>
  from !== story.root && story.handedOn(from, to).plain;

/** ∂from/∂to, the other inputs held. */
function localStep(from: Landmark, to: Landmark, story: Story): Step {
  const { expression, node } = story.handedOn(from, to);
  return {
    id: story.id('local', from, to),
    kind: 'local',
    title: prose`How ${from.symbol} changes with ${to.symbol}`,
    equations: [story.equation(derivative(from.symbol, to.symbol), story.forms(expression), node)],
    notes: [],
    uses: [story.id('forward', from)],
  };
}

/** ∂root/∂landmark: what comes back from each consumer, added up. */
function gradientStep(landmark: Landmark, story: Story): Step {
  const { root, route } = story;
  const consumers = route.consumers(landmark);
  const left = story.gradientSymbol(landmark);
  const gradient = story.gradientOf(landmark);
  const terms = consumers.map((consumer) => termOf(consumer, landmark, story));
  return {
    id: story.id('gradient', landmark),
    kind: 'gradient',
    title: prose`The gradient of ${landmark.symbol}`,
    equations:
      terms.length === 1
        ? [story.equation(left, terms[0].forms, gradient)]
        : [...terms.map((term) => pathEquation(term, story)), totalEquation(left, terms, gradient, story)],
    notes: notesOf(landmark, consumers, story),
    uses: consumers.flatMap((consumer) =>
      consumer === root
        ? [story.id('forward', root)]
        : [
            story.id('gradient', consumer),
            ...(isPlain(consumer, landmark, story) ? [story.id('local', consumer, landmark)] : []),
          ],
    ),
  };
}

/** What one consumer hands on. */
interface Term {
  readonly from: Landmark;
  /** As symbols: a product of two derivatives between scalars, the matrix form between arrays. */
  readonly forms: readonly Expression[];
  readonly value: Value;
}

function termOf(from: Landmark, to: Landmark, story: Story): Term {
  const { expression, node, plain } = story.handedOn(from, to);
  if (!plain || from === story.root) return { from, forms: story.forms(expression), value: node };
  const chain = product([story.gradientSymbol(from), derivative(from.symbol, to.symbol)]);
  return { from, forms: [chain], value: story.gradientOf(from).mul(node) };
}

/** One path: its factors, and the number that it adds. */
function pathEquation({ from, forms, value }: Term, story: Story): Equation {
  const [first, ...rest] = forms;
  return {
    ...story.equation(first, rest.length > 0 ? rest : [], value, story.withNumbers(first)),
    via: from.symbol,
  };
}

function totalEquation(left: Expression, terms: readonly Term[], gradient: Value, story: Story): Equation {
  const values = terms.map(({ value }) => entriesOf(value));
  const numbers = values.every((value) => value !== undefined) ? sum(values) : undefined;
  return story.equation(left, [sum(terms.map(({ forms }) => forms[forms.length - 1]))], gradient, numbers);
}

function notesOf(landmark: Landmark, consumers: readonly Landmark[], story: Story): Prose[] {
  const fed = listed(consumers.map(({ symbol }) => symbol));
  const several =
    consumers.length > 1
      ? [[landmark.symbol, ' feeds ', ...fed, ': what comes back over each path is added up.']]
      : [];
  const shapes =
    landmark.node.rank > 0 ? consumers.flatMap((consumer) => shapeNotes(landmark, consumer, story)) : [];
  return [...several, ...shapes];
}

/** Operations between a matrix product or a sum and what is handed on. */
const TURNED: ReadonlySet<string | undefined> = new Set(['reshape', 'transpose', 'sum']);

/** How the shapes come out: the factors of a matrix product, the axes over which a broadcast is added up. */
function shapeNotes(to: Landmark, from: Landmark, story: Story): Prose[] {
  const notes: Prose[] = [];
  let { node } = story.handedOn(from, to);
  let transposed = false;
  for (let name = coreName(node.primitive); TURNED.has(name); name = coreName(node.primitive)) {
    if (name === 'sum') notes.push(broadcastNote(to, node));
    if (name === 'transpose') transposed = !transposed;
    node = node.inputs[0];
  }
  if (coreName(node.primitive) === 'matmul') {
    const [a, b] = node.inputs.map((factor) => shape(factor, transposed));
    const product = transposed ? `${b} @ ${a}` : `${a} @ ${b}`;
    notes.unshift(prose`Shapes: ${product} gives ${shape(node, transposed)}, that of ${to.symbol}.`);
  }
  return notes;
}

function broadcastNote(to: Landmark, total: Value): Prose {
  const { axes } = total.attributes as { axes: readonly number[] };
  const [x] = total.inputs;
  const along = listed(axes.map((axis) => `axis ${axis} (${x.shape[axis]} entries)`));
  return [to.symbol, ' served every entry along ', ...along, ': its gradient is the sum over them.'];
}

const shape = ({ shape: sizes }: Value, transposed: boolean) =>
  `[${(transposed ? [...sizes].reverse() : sizes).join(', ')}]`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (parts: Prose): Prose =>
  parts.flatMap((part, k) => (k === 0 ? [part] : [k === parts.length - 1 ? ' and ' : ', ', part]));
