import { describe, expect, test } from 'vitest';
import { solution } from '../tools/practice/help.ts';
import { placeIn } from '../tools/practice/set.ts';
import { TEMPLATES } from '../tools/practice/templates/index.ts';

describe('the derivation of an exercise', () => {
  const softmaxes = TEMPLATES.filter(({ topic, level }) => topic === 'softmax' && level > 1);

  test.each(softmaxes)('$id: a softmax is one link', async ({ id }) => {
    const { derivation } = await solution({ template: id, seed: 3 });
    expect(derivation).toContain('softmax');
    expect(/custom|reshape|broadcast/.exec(derivation)?.[0]).toBeUndefined();
    // No name of a step that the exercise does not have: u with a 1 below it.
    expect(/<mi>u<\/mi><mn>\d/.exec(derivation)?.[0]).toBeUndefined();
  });
});

test.each<[string | undefined, number]>([
  [undefined, 0],
  ['1', 0],
  ['2', 1],
  ['3', 2],
  ['99', 2],
  ['-4', 0],
  ['1.5', 0],
  ['<b>', 0],
])('a link to the place %s of a set of two leads to exercise %i', (text, expected) => {
  const own = { formula: 'E = w^2', wrt: 'w', at: {} };
  expect(placeIn({ title: '', help: 5, exercises: [own, own] }, text)).toBe(expected);
});
