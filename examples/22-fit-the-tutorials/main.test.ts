import { expect, test } from 'vitest';
import { layersForm as layersA } from '../01-tutorial-a/layers.ts';
import { layersForm as layersB } from '../02-tutorial-b/layers.ts';
import { train } from '../02-tutorial-b/training.ts';
import { compare } from '../support/figures.ts';
import { Report } from '../support/report.ts';
import { fitTheTutorials } from './main.ts';
import { tutorialA, tutorialB } from './trainings.ts';

test('fit meets the published figures of both tutorials, and solves XOR', async () => {
  const { checked, missed, pictures } = await fitTheTutorials(new Report(() => {}));
  expect(missed).toEqual([]);
  expect(checked).toBe(20);
  expect(pictures).toHaveLength(1);
});

test('a round of fit is a round with an optimiser written out', async () => {
  const { out_o1, out_o2, E_total, ...weights } = (await tutorialB(1)).end;
  const comparisons = [compare(await tutorialA(), layersA()), compare(weights, layersB())];
  expect(comparisons.map(({ common }) => common)).toEqual([4, 8]);
  for (const { largest } of comparisons) expect(largest).toBeLessThan(1e-14);
  expect([out_o1, out_o2, E_total]).toEqual(
    ['out_o1⁺', 'out_o2⁺', 'E_total⁺'].map((symbol) => expect.closeTo(layersB()[symbol], 14)),
  );
});

test('the errors of 200 rounds are those of the tutorial node by node', async () => {
  const { errors } = await tutorialB(200);
  const written = train('simultaneous', 200).errors;
  expect(errors).toEqual(written.slice(0, 200).map((error) => expect.closeTo(error, 14)));
});
