import { isAbstract, type TracedStep, type Value } from '@chainrule/core';
import { codeErrors } from '../errors/code.ts';
import { call, type Expression, isCall, list, number } from '../expression/expression.ts';
import { substituteParts } from '../expression/parts.ts';
import { expressionOf } from './expression-of.ts';

/** A constant of a derivation with more numbers than this is not written out. */
const MOST_CONSTANTS = 1000;

/** What the nodes of a trace are computed as, those too that no derivative passes and that are not recorded for it. */
export class TracedExpressions {
  readonly #symbols: Map<Value, Expression>;
  readonly #unrecorded: ReadonlyMap<Value, Value>;

  constructor(steps: readonly TracedStep[], names: ReadonlyMap<Value, Expression>) {
    this.#symbols = new Map(names);
    this.#unrecorded = new Map(
      steps.filter(({ result }) => !result.primitive).map((step) => [step.result, recorded(step)]),
    );
    for (const [result, node] of this.#unrecorded)
      if (!this.#symbols.has(result)) this.#symbols.set(result, expressionFor(node, this.#symbols));
  }

  of(node: Value): Expression {
    return expressionFor(node, this.#symbols);
  }

  /** What a node is computed as; undefined for one that is given. */
  computed(node: Value): Expression | undefined {
    const computed = this.#unrecorded.get(node) ?? node;
    if (computed.primitive) return expressionFor(computed, this.#symbols);
    return isAbstract(node) ? undefined : allEntries(node);
  }
}

/** A node that says what it was computed by. */
const recorded = ({ primitive, inputs, attributes, result }: TracedStep): Value =>
  Object.create(result, {
    primitive: { value: primitive },
    inputs: { value: inputs },
    attributes: { value: attributes },
  });

/** The expression of a node; the cofactors of a matrix are said as what they are where it has an inverse. */
const expressionFor = (node: Value, symbols: ReadonlyMap<Value, Expression>) =>
  withoutCofactors(expressionOf(node, symbols, allEntries));

const withoutCofactors = (expression: Expression): Expression =>
  substituteParts(expression, (part) => {
    if (!isCall(part, 'cofactors')) return undefined;
    const [matrix, det] = part.operands;
    return call('mul', [det, call('transpose', [call('inverse', [withoutCofactors(matrix)])])]);
  });

/** A constant in full; one number in all places is said once. */
function allEntries(leaf: Value): Expression {
  const entries = Array.from(leaf.reshape([-1]).toArray() as (number | boolean)[], Number);
  const [first] = entries;
  if (leaf.rank === 0) return number(first);
  if (entries.length > 1 && entries.every((entry) => Object.is(entry, first)))
    return call('broadcastTo', [number(first), list(leaf.shape.map((n) => number(n)))]);
  if (entries.length > MOST_CONSTANTS) throw codeErrors.tooManyNumbers(leaf);
  const nested = (part: unknown): Expression =>
    Array.isArray(part) ? list(part.map(nested)) : number(Number(part));
  return nested(leaf.toArray());
}
