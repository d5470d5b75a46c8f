import type { DType } from '@chainrule/core';
import fc from 'fast-check';
import type { Target } from '../../src/index.ts';
import type { Input, Numbers } from './numbers.ts';
import type { Step } from './pick.ts';

/** A random program, and how it is called. */
export interface RandomProgram {
  readonly inputs: readonly Input[];
  readonly steps: readonly Step[];
  /** The dtype of inputs of floats; without one, each has its own. */
  readonly floats: DType | 'mixed';
  readonly numbers: Numbers;
  /** Up to which derivative. */
  readonly order: number;
  /** How many calls, each with what the last one gave. */
  readonly calls: number;
  /**
   * How the numbers go from one call to the next: from the result to the arguments, of two series in turn, as state, by
   * `iterate` beside an argument that stays, by derivatives and updates outside of the compiled function, or with derivatives
   * that go through all calls.
   */
  readonly carried: 'arguments' | 'inTurn' | 'state' | 'iterate' | 'outside' | 'through';
  /** Whether the second input is followed by what the first one was, if they are alike. */
  readonly history: boolean;
  /** When results are read: after the call, when another program was called, or at the end, where they may be gone. */
  readonly read: 'atOnce' | 'afterOthers' | 'atEnd';
  readonly keepResults: boolean;
  readonly target: Target;
  readonly threads: number;
}

const shape = fc.oneof(
  { weight: 48, arbitrary: fc.array(fc.constantFrom(3, 2, 1, 5, 7), { maxLength: 3 }) },
  { weight: 11, arbitrary: fc.array(fc.constantFrom(1, 0, 4, 17), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom([301, 227], [70_001], [40, 1000, 2], [1031], [3, 64, 65]) },
);

const input: fc.Arbitrary<Input> = fc.record({
  shape,
  dtype: fc.constantFrom<DType>('float64', 'float64', 'float32', 'float32', 'int32', 'bool'),
  wantsGradient: fc.boolean(),
  seed: fc.nat({ max: 999 }),
});

const step: fc.Arbitrary<Step> = fc.record({
  operation: fc.nat(),
  operands: fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 }), fc.nat({ max: 99 })),
  choices: fc.tuple(fc.nat({ max: 59 }), fc.nat({ max: 59 }), fc.nat({ max: 59 }), fc.nat({ max: 59 })),
});

/** Programs of up to so many steps. */
export const programs = (maxLength = 14): fc.Arbitrary<RandomProgram> =>
  fc.record({
    inputs: fc.array(input, { minLength: 1, maxLength: 4 }),
    steps: fc.array(step, { minLength: 1, maxLength, size: 'max' }),
    floats: fc.constantFrom('float64', 'float32', 'mixed'),
    numbers: fc.constantFrom<Numbers>('whole', 'fractions', 'whole', 'fractions', 'wild'),
    order: fc.constantFrom(0, 1, 2),
    calls: fc.integer({ min: 1, max: 4 }),
    carried: fc.constantFrom('arguments', 'state', 'iterate', 'outside', 'inTurn', 'through'),
    history: fc.boolean(),
    read: fc.constantFrom('atOnce', 'afterOthers', 'atEnd'),
    keepResults: fc.constantFrom(true, true, true, false),
    target: fc.constantFrom<Target>('webassembly', 'webassembly', 'webassembly', 'javascript'),
    threads: fc.constantFrom(1, 2),
  });
