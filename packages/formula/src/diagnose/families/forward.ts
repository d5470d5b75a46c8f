import { replay, Value, zeros } from '@chainrule/core';
import { type Landmark, landmarksOf } from '../../graph/landmarks.ts';
import { operationName } from '../../graph/operation-name.ts';
import { agree, sameShape } from '../agreement.ts';
import type { Reason } from '../diagnosis.ts';
import { factorText, likelyFactors } from '../factors.ts';
import { printedAllowance } from '../precision.ts';
import { Speaker } from '../speak.ts';
import { brief } from '../text.ts';

/** Reasons that are kept. */
const MOST_REASONS = 6;

/** A slip on the way to a value: what one gets by making it, and how it is told. */
interface Slip {
  readonly kind: Reason['kind'];
  readonly message: () => string;
  readonly gives: Value;
}

/** Which slip on the way to a node gives the number that somebody got for it. */
export function forwardReasons(root: Value, landmark: Landmark, claimed: Value): Reason[] {
  const allowance = printedAllowance(claimed);
  const found: Reason[] = [];
  for (const { kind, message, gives } of slips(root, landmark.node)) {
    if (!sameShape(gives, claimed) || !agree(claimed, gives, allowance)) continue;
    found.push({ kind, message: message(), evidence: { gives: gives.toArray(), points: 1 } });
    if (found.length === MOST_REASONS) break;
  }
  return found;
}

function* slips(root: Value, node: Value): Generator<Slip> {
  const speaker = new Speaker(landmarksOf(root), landmarksOf(root)[0]);
  for (const c of likelyFactors(root))
    if (c !== 1)
      yield {
        kind: c === -1 ? 'sign' : 'factor',
        message: () => (c === -1 ? 'the sign is wrong' : `it is ${factorText(c)} times what it should be`),
        gives: node.mul(c),
      };
  const before = landmarksOf(node, { every: true });
  yield* steps(node, before, speaker);
  yield* mistaken(node, before, speaker);
}

/** An operation that was forgotten, or a term or a factor. */
function* steps(node: Value, before: readonly Landmark[], speaker: Speaker): Generator<Slip> {
  for (const each of before) {
    const { primitive, inputs } = each.node;
    if (primitive) {
      for (const input of new Set(inputs)) {
        if (input.rank !== each.node.rank || !sameShape(input, each.node)) continue;
        const gives = withInPlace(node, each.node, input);
        const others = inputs.filter((other) => other !== input).map((other) => speaker.nodeText(other));
        const what = others.length > 0 ? others.join(' and ') : operationName(primitive);
        yield {
          kind: 'left-out',
          gives,
          message: () => `you left out ${what} in ${speaker.node(each)} = ${speaker.formula(each)}`,
        };
      }
    }
    if (each.node !== node)
      yield {
        kind: 'dropped-term',
        gives: withInPlace(node, each.node, zeros(each.node.shape)),
        message: () => `${speaker.node(each)} was taken as 0`,
      };
  }
}

/** The value of one node in the place of another, or the two exchanged. */
function* mistaken(node: Value, before: readonly Landmark[], speaker: Speaker): Generator<Slip> {
  const named = before.filter(({ named, node: each }) => named && each !== node);
  for (const [k, a] of named.entries())
    for (const b of named.slice(k + 1)) {
      if (!sameShape(a.node, b.node) || a.node.rank !== b.node.rank) continue;
      const both = new Map([
        [a.node, b.node],
        [b.node, a.node],
      ]);
      if (!a.node.primitive && !b.node.primitive)
        yield {
          kind: 'swapped',
          gives: replaced(node, both),
          message: () => `${speaker.node(a)} and ${speaker.node(b)} are exchanged`,
        };
      for (const [wrong, right] of [
        [a, b],
        [b, a],
      ])
        yield {
          kind: 'wrong-value',
          gives: withInPlace(node, right.node, wrong.node),
          message: () =>
            `the value of ${speaker.node(wrong)}, ${brief(wrong.node.toArray())}, stands in place of ${speaker.node(right)}`,
        };
    }
}

const withInPlace = (root: Value, node: Value, other: Value) => replaced(root, new Map([[node, other]]));

const replaced = (root: Value, others: ReadonlyMap<Value, Value>): Value =>
  replay(root, new Map([...others].map(([node, other]) => [node, Value.of(other)]))).get(root) ?? root;
