import { flat } from '../array/ndarray.ts';
import { stridesOf } from '../array/shape.ts';
import { transaction } from '../effects/log.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { ChainruleError } from '../errors/classes.ts';
import { checkCount } from '../errors/surplus.ts';
import { shapeText } from '../errors/text.ts';
import { broadcastTo } from '../ops/index.ts';
import type { Primitive } from '../primitive.ts';
import { observed, settled } from '../recording.ts';
import { treeLeaves } from '../tree.ts';
import type { Value } from '../value.ts';
import { shownInputs } from '../write/print.ts';

/** A NaN that was computed from numbers, or an infinity that was computed from finite numbers. */
export class AnomalyError extends ChainruleError {}

interface Made {
  readonly primitive: Primitive;
  readonly inputs: readonly Value[];
}

interface Anomaly extends Made {
  readonly result: Value;
  /** The node whose derivative was being taken, in a walk. */
  readonly within: Value | undefined;
}

/** How each node was made: a node that wants no gradient does not know this itself. */
type Makers = ReadonlyMap<Value, Made>;

/**
 * Runs f and throws an AnomalyError if an operation in it makes an infinity from finite numbers, or a NaN from numbers. The
 * error names the first such operation, the ranges of its inputs, the path to the result, and the usual fix. Derivatives are
 * checked, too. f must not be async.
 *
 * Operations inside f take several times as long; operations outside are not affected.
 *
 * @example
 * ```ts
 * import { detectAnomaly, value } from '@chainrule/core';
 * const p = value([0.5, 0], { name: 'p' });
 * detectAnomaly(() => p.log().named('log_p').sum()); // → throws log_p = log(p) made −Infinity
 * detectAnomaly(() => p.sqrt().sum()).item() > 0; // → true
 * detectAnomaly(() => p.sqrt().sum().backward()); // → throws in the derivative of sqrt(p)
 * ```
 */
export function detectAnomaly<T>(f: () => T): T {
  checkCount('detectAnomaly', 1, arguments);
  if (typeof f !== 'function') throw argumentErrors.notAFunction('detectAnomaly', f);
  return transaction(() => watched(f));
}

function watched<T>(f: () => T): T {
  const makers = new Map<Value, Made>();
  let first: Anomaly | undefined;
  let within: Value | undefined;
  const observer = {
    made(result: Value, primitive: Primitive, inputs: readonly Value[]) {
      makers.set(result, { primitive, inputs });
      if (!first && isAnomalous(result, inputs))
        first = { result, primitive, inputs: shownInputs({ primitive, inputs }), within };
    },
    differentiating(node: Value | undefined) {
      within = node;
    },
  };
  let outcome: T;
  try {
    outcome = settled('detectAnomaly', observed(observer, f));
  } catch (error) {
    if (first) throw new AnomalyError('detectAnomaly', report(first, [], makers));
    throw error;
  }
  if (first) {
    const path = pathTo(first.result, makers, treeLeaves(outcome));
    throw new AnomalyError('detectAnomaly', report(first, path, makers));
  }
  return outcome;
}

const isFinite = (x: Value) => flat(x).every(Number.isFinite);
const hasNaN = (x: Value) => flat(x).some(Number.isNaN);

/** An infinity in the input may stay one in the result: masks work that way. */
const isAnomalous = (result: Value, inputs: readonly Value[]) =>
  !isFinite(result) && (inputs.every(isFinite) || (hasNaN(result) && !inputs.some(hasNaN)));

/** The operations from an anomaly to a result, or to the last operation that it reached. */
function pathTo(start: Value, makers: Makers, results: readonly Value[]): Value[] {
  const before = new Map<Value, Value>();
  for (const [result, { inputs }] of makers) {
    const from = inputs.find((input) => input === start || before.has(input));
    if (from) before.set(result, from);
  }
  const end = results.find((each) => before.has(each)) ?? [...before.keys()].pop();
  const path: Value[] = [];
  for (let node = end; node && node !== start; node = before.get(node)) path.unshift(node);
  return path;
}

function report(anomaly: Anomaly, path: readonly Value[], makers: Makers): string {
  const { result, primitive, inputs, within } = anomaly;
  const label = (x: Value) => labelOf(x, makers);
  const data = flat(result);
  const at = data.findIndex((n) => !Number.isFinite(n));
  const count = data.filter((n) => !Number.isFinite(n)).length;
  const many =
    data.length > 1 ? ` in ${count} of ${data.length} entries, the first at ${placeOf(result, at)}` : '';
  const where = within ? `, in the derivative of ${callOf(within, makers)}` : '';
  const call = `${primitive.name}(${inputs.map(label).join(', ')})`;
  const lines = [
    `${result.name ? `${result.name} = ` : ''}${call} made ${numberText(data[at])}${many}${where}`,
    ...[...new Set(inputs)]
      .filter((x) => label(x) !== range(x))
      .map((x) => `  input  ${label(x)} ${shapeText(x.shape)}: ${range(x)}`),
  ];
  if (path.length > 0) lines.push(`  path   ${[result, ...path].map(label).join(' → ')}`);
  return [...lines, `  fix    ${remedyFor(anomaly, at, makers)}`].join('\n');
}

/** A node as messages call it: its name, its number, or the operation that made it. */
function labelOf(x: Value, makers: Makers): string {
  const primitive = x.primitive ?? makers.get(x)?.primitive;
  if (x.name !== undefined || primitive) return x.name ?? `${primitive!.name}(…)`;
  return x.rank === 0 ? numberText(x.item()) : 'a value';
}

const callOf = (x: Value, makers: Makers) =>
  x.name ??
  `${x.primitive?.name}(${shownInputs(x)
    .map((each) => labelOf(each, makers))
    .join(', ')})`;

const numberText = (n: number) => String(n).replace('-', '−');

/** The position of an entry: one number in a vector, one for each axis in an array. */
function placeOf({ shape }: Value, at: number): string {
  const index = stridesOf(shape).map((stride, axis) => Math.floor(at / stride) % shape[axis]);
  return index.length === 1 ? String(at) : shapeText(index);
}

function range(x: Value): string {
  const sorted = Float64Array.from(flat(x)).sort();
  const [least, greatest] = [sorted[0], sorted[sorted.length - 1]].map(numberText);
  return x.size === 1 ? least : `from ${least} to ${greatest}`;
}

function remedyFor({ primitive, inputs, result, within }: Anomaly, at: number, makers: Makers): string {
  const instead = 'add a small eps, clamp it, or replace it with where(…) before the operation, not after it';
  if (within)
    return `keep the input of ${callOf(within, makers)} away from points where its slope is not finite: ${instead}`;
  const outside = (primitive.domain ?? []).flatMap(({ min, max }, k) => {
    const entry = flat(broadcastTo(inputs[k], result.shape))[at];
    if (entry > min && entry < max) return [];
    const which = inputs[k].name ?? (inputs.length > 1 ? `its input ${k + 1}` : 'its input');
    const [edge, from, to] = [entry, min, max].map(numberText);
    const range = entry === min || entry === max ? `away from ${edge}` : `between ${from} and ${to}`;
    return `keep ${which} ${range}: ${instead}`;
  });
  if (outside.length > 0) return outside[0];
  return inputs.every(isFinite)
    ? 'keep its inputs smaller: scale or clamp them, or use a more stable form (logSumExp, logSoftmax, softplus)'
    : 'avoid combining infinities here: a mask should leave at least one finite number, or itself be large and finite';
}
