import { constant, type DType, type Interval, noGrad, type Primitive, type Value } from '@chainrule/core';
import type { Case } from '../../../../scripts/test-support/laws/case.ts';
import { index, lists } from '../../../../scripts/test-support/laws/index.ts';
import { shape } from '../../../../scripts/test-support/laws/shape.ts';
import { elementwiseOperations, otherCases } from '../../../../scripts/test-support/laws/table.ts';
import { sampleInputs } from '../../../../scripts/test-support/samples.ts';
import type { Operation, Operations } from './kinds.ts';
import { asFloat, asNumber, beside, fitted, type Pick } from './pick.ts';

/*
 * Every operation of core's table, called as the laws call it: an operation that is added there is reached without an edit
 * here.
 */

const named = (entries: readonly (readonly [string, Operation])[]): Operations =>
  Object.fromEntries(entries.map(([name, operation]) => [`table: ${name}`, operation]));

/** Special functions take long, so they are applied to no more numbers than these. */
const MOST = 1031;

type Elementwise = (typeof elementwiseOperations)[number][1];

const elementwise =
  (op: Elementwise, operand: (x: Value, interval: Interval | undefined) => Value): Operation =>
  (pick) => {
    const { domain } = op.primitive;
    const given = pick.any(0);
    const x = given.size > MOST ? fitted(given, [MOST]) : given;
    const others = [1, 2].map((k) => beside(x, pick.any(k)));
    return op(...[x, ...others].slice(0, op.length).map((each, k) => operand(each, domain?.[k])));
  };

/** x brought to where an operation is defined. */
function within(x: Value, interval: Interval | undefined): Value {
  const { min, max } = interval ?? { min: -Infinity, max: Infinity };
  if (min === -Infinity && max === Infinity) return asNumber(x);
  const y = asFloat(x);
  if (max === Infinity) return y.softplus().add(min + 0.2);
  return y
    .tanh()
    .mul(0.45 * (max - min))
    .add((min + max) / 2);
}

/** The elementwise operations, where they are defined. */
export const ELEMENTWISE = named(
  elementwiseOperations.map(([name, op]) => [name, elementwise(op, within)] as const),
);

/** The elementwise operations, of anything. */
export const ELEMENTWISE_ANYWHERE = named(
  elementwiseOperations.map(([name, op]) => [name, elementwise(op, (x) => x)] as const),
);

const anywhere = { kink: (x: number) => x } as unknown as Primitive;
const calls = otherCases.filter(([, each]) => !each.shapedByNumbers);

/** A case near the operands that the laws call it with, where it is well conditioned. */
function nearSamples({ f, shapes }: Case): Operation {
  let samples: Value[] | undefined;
  return (pick) => {
    samples ??= sampleInputs(anywhere, shapes, 8).map((x) => constant(x));
    return f(
      ...samples.map((sample, k) => {
        const x = pick.float(k % 3);
        return fitted(x.tanh().mul(0.2), sample.shape).add(sample.asType(x.dtype));
      }),
    );
  };
}

/** All other operations. */
export const CASES = named(calls.map(([name, each]) => [name, nearSamples(each)] as const));

/** Of the cases that move entries those whose results are not all among their operands', or which give fractions. */
const NOT_MOVING =
  /^(gradient|vander|histogram|binCount|indexReduce|scatterReduce|scatterAdd|indexAdd|trace|diff|indexPut|cartesian)/;

const operandsOf = ({ shapes }: Case, pick: Pick, dtype: DType) =>
  shapes.map((shape, k) => fitted(pick.any(k % 3), shape).asType(dtype));

/** A case with operands of the first one's dtype, or of floats if it is not made for that. */
function moving(each: Case): Operation {
  const takes = new Map<DType, boolean>();
  return (pick) => {
    const { dtype } = pick.any(0);
    const operands = operandsOf(each, pick, dtype);
    if (!takes.has(dtype)) takes.set(dtype, runs(each, operands));
    return each.f(...(takes.get(dtype) ? operands : operandsOf(each, pick, 'float64')));
  };
}

function runs({ f }: Case, operands: readonly Value[]): boolean {
  try {
    noGrad(() => f(...operands));
    return true;
  } catch {
    return false;
  }
}

/** The operations of the table that move entries, on any dtype: so whole numbers stay whole. */
export const MOVING = named(
  calls
    .filter(([name]) => {
      const [operation] = name.split(',');
      return (
        [index, lists, shape].some((cases) => Object.hasOwn(cases, operation)) && !NOT_MOVING.test(operation)
      );
    })
    .map(([name, each]) => [name, moving(each)] as const),
);
