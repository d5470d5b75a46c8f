import { describe, expect, it } from 'vitest';
import { compare, meets } from '../support/figures.ts';
import { Report } from '../support/report.ts';
import { figures } from './figures.ts';
import { layersForm } from './layers.ts';
import { runTutorialA } from './main.ts';
import { matrixForm } from './matrix.ts';
import { scalarForm } from './scalar.ts';

describe('tutorial A', () => {
  it('meets every published figure', async () => {
    const { checked, missed } = await runTutorialA(new Report(() => {}));
    const published = figures.filter(({ printed }) => printed !== undefined).length;
    expect(published).toBe(5);
    expect(missed).toEqual([]);
    expect(checked).toBe(published + 2);
  });

  it('is the same round in scalars, in matrices and in layers', () => {
    const forms = { scalar: scalarForm(), matrix: matrixForm(), layers: layersForm() };
    expect(compare(forms.scalar, forms.matrix).common).toBe(Object.keys(forms.matrix).length);
    expect(compare(forms.scalar, forms.matrix).largest).toBeLessThan(1e-12);
    expect(compare(forms.scalar, forms.layers).common).toBe(Object.keys(forms.layers).length);
    expect(compare(forms.scalar, forms.layers).largest).toBeLessThan(1e-12);
    expect(compare(forms.matrix, forms.layers).largest).toBeLessThan(1e-12);
  });

  it.each(Object.entries({ scalarForm, matrixForm, layersForm }))('has its figures met by %s', (_, form) => {
    const quantities = form();
    for (const { symbol, printed } of figures)
      if (printed !== undefined && symbol in quantities)
        expect([symbol, meets(printed, quantities[symbol])]).toEqual([symbol, true]);
  });

  it('brings the prediction closer to its target', () => {
    const { prediction, 'prediction⁺': after, E, 'E⁺': errorAfter } = scalarForm();
    expect(Math.abs(1 - after)).toBeLessThan(Math.abs(1 - prediction));
    expect(errorAfter).toBeLessThan(E);
  });
});
