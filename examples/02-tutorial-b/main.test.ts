import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { compare, meets } from '../support/figures.ts';
import type { Outcome } from '../support/outcome.ts';
import { Report } from '../support/report.ts';
import { firstRoundFigures, runFigures } from './figures.ts';
import { WEIGHTS, type Weights } from './given.ts';
import { layersForm } from './layers.ts';
import { runTutorialB } from './main.ts';
import { matrixForm } from './matrix.ts';
import { network, scalarForm } from './scalar.ts';
import { train, updated } from './training.ts';

const LATER: Weights = { w1: 0.21, w2: 0.33, w3: 0.31, w4: -0.42, w5: -1.2, w6: -1.15, w7: 1.6, w8: 2.5 };

describe('tutorial B', () => {
  const lines: string[] = [];
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await runTutorialB(new Report((line) => lines.push(line)));
  });

  it('meets every published figure', () => {
    const published = [...firstRoundFigures, ...runFigures].filter(({ printed }) => printed !== undefined);
    expect(published).toHaveLength(32);
    expect(outcome.missed).toEqual([]);
    expect(outcome.checked).toBe(published.length + 2);
  });

  it('says what the order of the text gives beside each figure that it does not give', () => {
    const text = lines.join('\n');
    for (const number of ['0.291027773694', '0.000035101878', '0.015913620444', '0.984064273515'])
      expect(text).toContain(number);
  });

  it('draws the graph and the loss curve', () => {
    expect(outcome.pictures).toHaveLength(2);
    for (const picture of outcome.pictures)
      expect(readFileSync(picture, 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
    expect(readFileSync(outcome.pictures[0], 'utf8')).toContain('0.741365');
  });
});

describe('a round of tutorial B', () => {
  it.each([
    ['in the beginning', WEIGHTS],
    ['later on', LATER],
  ])('is the same in scalars, in matrices and in layers %s', (_, weights) => {
    const [scalar, matrix, layers] = [scalarForm(weights), matrixForm(weights), layersForm(weights)];
    expect(compare(scalar, matrix).common).toBe(Object.keys(matrix).length);
    expect(compare(scalar, layers).common).toBe(Object.keys(layers).length);
    expect(compare(scalar, matrix).largest).toBeLessThan(1e-12);
    expect(compare(scalar, layers).largest).toBeLessThan(1e-12);
    expect(compare(matrix, layers).largest).toBeLessThan(1e-12);
  });

  it.each(Object.entries({ scalarForm, matrixForm, layersForm }))('has its figures met by %s', (_, form) => {
    const quantities = form();
    for (const { symbol, printed } of firstRoundFigures)
      if (printed !== undefined && symbol in quantities)
        expect([symbol, meets(printed, quantities[symbol])]).toEqual([symbol, true]);
  });

  it('has gradients that are the products and sums which the tutorial writes out', () => {
    const q = scalarForm();
    expect(q['∂E_total/∂out_o1'] * q['∂out_o1/∂net_o1'] * q['∂net_o1/∂w5']).toBeCloseTo(
      q['∂E_total/∂w5'],
      15,
    );
    expect(q['∂E_o1/∂out_h1'] + q['∂E_o2/∂out_h1']).toBeCloseTo(q['∂E_total/∂out_h1'], 15);
    expect(q['∂E_total/∂out_h1'] * q['∂out_h1/∂net_h1'] * q['∂net_h1/∂w1']).toBeCloseTo(
      q['∂E_total/∂w1'],
      15,
    );
  });
});

describe('the order of the updates', () => {
  it('changes the hidden weights only', () => {
    const old = updated(network(WEIGHTS), 'simultaneous');
    const mixed = updated(network(WEIGHTS), 'output layer first');
    for (const name of ['w5', 'w6', 'w7', 'w8'] as const) expect(mixed[name]).toBe(old[name]);
    for (const name of ['w1', 'w2', 'w3', 'w4'] as const) expect(mixed[name]).not.toBe(old[name]);
  });

  it('decides on the digits of the second error', () => {
    expect(train('simultaneous', 1).errors[1]).toBeCloseTo(0.291027773694, 12);
    expect(train('output layer first', 1).errors[1]).toBeCloseTo(0.291027923905, 12);
  });
});
