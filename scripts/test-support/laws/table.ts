import type { Operation } from '../../../packages/core/src/families/elementwise.ts';
import type { Value } from '../../../packages/core/src/index.ts';
import * as functions from '../../../packages/core/src/ops/functions.ts';
import * as methods from '../../../packages/core/src/ops/index.ts';
import { activations } from './activation.ts';
import { arithmetic } from './arithmetic.ts';
import type { Case } from './case.ts';
import { convolution } from './convolution.ts';
import { index, lists } from './index.ts';
import { contractions, linearAlgebra } from './linear-algebra.ts';
import { reductionCases } from './reduction.ts';
import { resampling } from './resampling.ts';
import { shape } from './shape.ts';
import { special } from './special.ts';
import { sums } from './sum.ts';

const ops = { ...methods, ...functions };
type Table = typeof ops;
type Elementwise = { [K in keyof Table]: Table[K] extends { primitive: unknown } ? K : never }[keyof Table];

/** Cases for every operation that is not elementwise; the compiler asks for them. */
const cases: Record<Exclude<keyof Table, Elementwise>, readonly Case[]> = {
  ...activations,
  ...arithmetic,
  ...convolution,
  ...index,
  ...linearAlgebra,
  ...reductionCases,
  ...resampling,
  ...shape,
  ...special,
  ...sums,
};

const table = Object.entries(ops) as [keyof Table, Table[keyof Table]][];

/** Every elementwise operation under its name, sampled in the domain that it declares. */
export const elementwiseOperations = table.flatMap(([name, op]) =>
  'primitive' in op ? [[name, op as Operation<Value[]>] as const] : [],
);

/** Ways to call every other operation. */
export const otherCases = Object.entries<readonly Case[]>({ ...cases, ...lists, ...contractions }).flatMap(
  ([name, list]) => list.map((each, i) => [`${name}, case ${i + 1}`, each] as const),
);
