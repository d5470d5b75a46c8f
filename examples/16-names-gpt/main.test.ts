import { noGrad, Random } from '@chainrule/core';
import { expect, test } from 'vitest';
import { bigramLoss } from './bigrams.ts';
import { Gpt } from './gpt.ts';
import { encoded, LETTERS, NOTHING } from './letters.ts';
import { dealt, learn, lossOf } from './main.ts';
import { drawn } from './sampling.ts';

/** Names of two syllables with the same consonant, such as tito and kuka: letter pairs do not show that. */
function twoSyllables(count: number): string[] {
  const random = new Random(1);
  return Array.from({ length: count }, () => {
    const [consonant] = random.choice([...'bdklmt']);
    const [first, second] = random.choice([...'aeiou'], 2);
    return consonant + first + consonant + second;
  });
}

test('a transformer learns what letter pairs do not show, and generates names that follow it', async () => {
  const parts = dealt(twoSyllables(600));
  const { model, history } = await learn(parts, {
    size: 16,
    epochs: 10,
    learningRate: 0.02,
    progress: false,
  });
  const bigram = bigramLoss(parts.training, parts.heldOut);
  const [loss] = history.of('validation.loss').slice(-1);
  // Of five letters, including the end, two vowels and the first consonant are free.
  const least = (2 * Math.log(5) + Math.log(6)) / 5;
  expect(bigram).toBeGreaterThan(least + 0.4);
  expect(loss).toBeLessThan(least + 0.1);
  expect(lossOf(model, encoded(parts.heldOut, 16)).item()).toBeCloseTo(loss, 2);
  const names = drawn(model, 100, new Random(2));
  const right = names.filter((name) => /^([b-z])[aeiou]\1[aeiou]$/.test(name));
  expect(right.length).toBeGreaterThan(75);
});

test('its prediction for a letter does not depend on later ones', () => {
  const model = new Gpt({ vocabulary: 27, context: 8, size: 8, heads: 2, layers: 2, random: new Random(3) });
  const [tokens] = encoded(['anna', 'anne'], 8);
  const logits = noGrad(() => model.forward(tokens));
  const [a, b] = [logits.select(0), logits.select(1)].map((each) => each.toArray() as number[][]);
  expect(b.slice(0, 4)).toEqual(a.slice(0, 4));
  expect(b[4]).not.toEqual(a[4]);
});

test('a name is encoded letter by letter, then its end, then padding', () => {
  const [tokens, next] = encoded(['ab'], 5);
  expect(tokens.toArray()).toEqual([[0, 1, 2, 0, 0]]);
  expect(next.toArray()).toEqual([[1, 2, 0, NOTHING, NOTHING]]);
});

test('the loss of letter pairs is that of their shares, with one of each added', () => {
  // One a followed the beginning, and one end followed an a.
  const share = 2 / (1 + LETTERS.length);
  expect(bigramLoss(['a'], ['a'])).toBeCloseTo(-Math.log(share), 12);
  expect(bigramLoss([], ['hello'])).toBeCloseTo(Math.log(27), 12);
});
