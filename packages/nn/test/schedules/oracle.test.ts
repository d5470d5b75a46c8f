import { constant, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';
import { casesOf, expectNear } from '../support/fixtures.ts';

interface Case {
  readonly name: string;
  readonly arguments: readonly unknown[];
  readonly measured?: readonly number[];
  readonly rates: readonly number[];
}

const cases = casesOf<Case>('schedules');
const titled = (list: readonly Case[]) =>
  list.map((each) => [each.name, JSON.stringify(each.arguments), each] as const);

describe('a schedule gives the rates of PyTorch', () => {
  test.each(titled(cases.filter(({ measured }) => !measured)))('%s %s', (name, _, each) => {
    const make = (nn as unknown as Record<string, (...xs: unknown[]) => nn.Schedule>)[name];
    const rate = make(...each.arguments);
    expectNear(
      each.rates.map((_, step) => rate(step)),
      each.rates,
      'float64',
    );
    expect(each.rates.map((_, step) => rate(constant(step)).item())).toEqual(
      each.rates.map((_, step) => rate(step)),
    );
  });
});

describe('ReduceOnPlateau reduces when PyTorch does', () => {
  test.each(titled(cases.filter(({ measured }) => measured)))('%s %s', (_, __, each) => {
    const optimizer = new nn.Optimizer({ w: value(1) }, nn.sgd({ learningRate: 1 }));
    const plateau = new nn.ReduceOnPlateau(optimizer, each.arguments[0] as nn.ReduceOnPlateauOptions);
    const factors = each.measured!.map((measured) => {
      plateau.step(measured);
      return optimizer.learningRateFactor!.item();
    });
    expectNear(factors, each.rates, 'float64');
  });
});
