import { logSoftmax, type Operand, sum, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';
import { casesOf, expectNear, leafOf, type Numbers, numbersOf } from '../support/fixtures.ts';

interface Case {
  readonly name: string;
  readonly arguments: readonly [Record<string, unknown>];
  readonly inputs: readonly Numbers[];
  readonly result: Numbers;
  readonly gradients: readonly Numbers[];
}

type Loss = (...xs: unknown[]) => Value;

const cases = casesOf<Case>('losses');
/** PyTorch's derivative of ctc is valid only after a softmax, so the case begins with logits. */
const ctcOfLogits: Loss = (x, ...rest) => (nn.ctc as Loss)(logSoftmax(x as Value, { axis: -1 }), ...rest);
const lossOf = (name: string) =>
  name === 'ctc' ? ctcOfLogits : (nn as unknown as Record<string, Loss>)[name];

/** Σ w y with the weights of the script. */
const projected = (y: Value) => {
  const w = Array.from({ length: y.size }, (_, i) => Math.cos(1 + 3 * i));
  return sum(y.reshape([y.size]).mul(w as Operand));
};

describe.each([...new Set(cases.map(({ name }) => name))])('%s agrees with PyTorch', (name) => {
  describe.each(['float64', 'float32'] as const)('in %s', (dtype) => {
    const list = cases.filter((each) => each.name === name);
    test.each(list.map((each) => [JSON.stringify(each.arguments[0]), each] as const))('%s', (_, each) => {
      const inputs = each.inputs.map((x) => leafOf(x, dtype));
      const y = lossOf(name)(...inputs, ...each.arguments);
      expect(y.shape).toEqual(each.result.shape);
      expectNear(numbersOf(y), each.result.data.map(Number), dtype);
      const gradients = projected(y).backward();
      each.gradients.forEach((expected, i) => {
        if (inputs[i].wantsGradient)
          expectNear(numbersOf(gradients.of(inputs[i])), expected.data.map(Number), dtype);
      });
    });
  });
});
