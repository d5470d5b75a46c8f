import { describe, expect, test } from 'vitest';
import { judge } from '../tools/check/judge.ts';
import { sentence } from '../tools/share/sentence.ts';

describe('a reason as a sentence', () => {
  test.each([
    ['the sign is wrong', 'The sign is wrong.'],
    ['a factor is missing', 'A factor is missing.'],
    ['out was taken as 0', 'out was taken as 0.'],
    ['∂out/∂net is missing', '∂out/∂net is missing.'],
    ['sigmoid(x) stands for its own slope', 'sigmoid(x) stands for its own slope.'],
    ['Nothing to add.', 'Nothing to add.'],
  ])('%s', (reason, expected) => {
    expect(sentence(reason, ['out', 'net'])).toBe(expected);
  });

  test('a verdict says where it holds', () => {
    const { verdict } = judge({
      formula: 'L = -sum(y*log(p))\np = softmax(z)',
      wrt: 'z',
      at: { y: '[0, 1, 0]', z: '[0.2, 0.5, -0.3]' },
      mode: 'gradient',
      claim: 'p - y',
      lines: '',
      pass: '',
      values: '',
      rate: '',
    });
    expect(verdict).toMatchObject({
      kind: 'right',
      note: 'This holds where the entries of y add up to 1, as they do here.',
    });
  });
});
