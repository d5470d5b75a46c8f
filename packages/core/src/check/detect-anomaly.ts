import { flat } from '../array/ndarray.ts';
import { ChainruleError, describe, errors } from '../errors.ts';
import type { Primitive } from '../primitive.ts';
import { observed, settled } from '../recording.ts';
import { treeLeaves } from '../tree.ts';
import type { Value } from '../value.ts';

/** A NaN or an infinity that came from finite numbers. */
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

/**
 * Runs f and throws if an operation in it, in the forward order, makes a NaN or an infinity out of finite numbers. The
 * error names the first such operation, its inputs' ranges, the way from it to the result, and what usually mends it.
 * Derivatives are looked into as well. f must not be async.
 *
 * Operations cost several times as much inside of it, and nothing outside.
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
  if (typeof f !== 'function') throw errors.notAFunction('detectAnomaly', f);
  const made = new Map<Value, Made>();
  let first: Anomaly | undefined;
  let within: Value | undefined;
  const observer = {
    made(result: Value, primitive: Primitive, inputs: readonly Value[]) {
      if (first) {
        made.set(result, { primitive, inputs });
        return;
      }
      if (!isFinite(result) && inputs.every(isFinite)) first = { result, primitive, inputs, within };
    },
    differentiating(node: Value | undefined) {
      within = node;
    },
  };
  let outcome: T;
  try {
    outcome = settled('detectAnomaly', observed(observer, f));
  } catch (error) {
    if (first) throw new AnomalyError('detectAnomaly', report(first, [], made));
    throw error;
  }
  if (first)
    throw new AnomalyError(
      'detectAnomaly',
      report(first, pathTo(first.result, made, treeLeaves(outcome)), made),
    );
  return outcome;
}

const isFinite = (x: Value) => flat(x).every(Number.isFinite);

/** The operations from an anomaly on to a result, or to the last that it reached. */
function pathTo(start: Value, made: ReadonlyMap<Value, Made>, results: readonly Value[]): Value[] {
  const before = new Map<Value, Value>();
  for (const [result, { inputs }] of made) {
    const from = inputs.find((input) => input === start || before.has(input));
    if (from) before.set(result, from);
  }
  const end = results.find((each) => before.has(each)) ?? [...before.keys()].pop();
  const path: Value[] = [];
  for (let node = end; node && node !== start; node = before.get(node)) path.unshift(node);
  return path;
}

function report(
  { result, primitive, inputs, within }: Anomaly,
  path: readonly Value[],
  made: ReadonlyMap<Value, Made>,
): string {
  const data = flat(result);
  const at = data.findIndex((n) => !Number.isFinite(n));
  const count = data.filter((n) => !Number.isFinite(n)).length;
  const call = `${primitive.name}(${inputs.map((x) => x.name ?? x.primitive?.name ?? 'a value').join(', ')})`;
  const many = data.length > 1 ? ` in ${count} of ${data.length} entries, the first at ${at}` : '';
  const where = within ? `, in the derivative of ${labelled(within)}` : '';
  const lines = [
    `${result.name ? `${result.name} = ` : ''}${call} made ${String(data[at]).replace('-', '−')}${many}${where}`,
    ...inputs.map((x) => `  input  ${describe(x)}: ${range(x)}`),
    ...(path.length > 0
      ? [
          `  path   ${[result, ...path].map((node) => node.name ?? `${(made.get(node)?.primitive ?? primitive).name}(…)`).join(' → ')}`,
        ]
      : []),
    `  mend   ${remedyFor(primitive)}`,
  ];
  return lines.join('\n');
}

const labelled = (node: Value) =>
  node.name ?? `${node.primitive?.name}(${node.inputs.map((x) => x.name ?? '…').join(', ')})`;

function range(x: Value): string {
  const sorted = Float64Array.from(flat(x)).sort();
  return x.size === 1 ? String(sorted[0]) : `from ${sorted[0]} to ${sorted[sorted.length - 1]}`;
}

function remedyFor({ domain }: Primitive): string {
  if (!domain) return 'keep its inputs smaller: scale them, clamp them, or take a stabler form';
  const intervals = domain.map(({ min, max }) => `(${min}, ${max})`).join(' and ');
  return `keep its inputs inside ${intervals}: add a small eps, clamp them, or replace them by where(…) before it, not after`;
}
