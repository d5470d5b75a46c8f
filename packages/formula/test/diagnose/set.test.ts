import { describe, expect, test } from 'vitest';
import { diagnosisSet } from './set/index.ts';
import { NAMED_AT_LEAST, tallyOf } from './set/tally.ts';

/** `npm run report:diagnosis` takes all of them; here every third is enough, for they stand in a random order. */
const cases = diagnosisSet(1).filter((_, k) => k % 3 === 0);

describe('a generated set of gradients derived by hand', () => {
  const { rows, failures, rightRejected, wrongAccepted, namedRight } = tallyOf(cases);
  const shown = (misjudged: 'right' | 'not right') =>
    failures
      .filter(({ of, verdict }) => !verdict && (of.verdict === 'right') === (misjudged === 'right'))
      .map(({ of, said }) => `${of.story}: ${said}`)
      .join('\n');

  test('has claims of every form and with every mistake', () => {
    expect(cases.length).toBeGreaterThan(180);
    expect(rows.length).toBeGreaterThan(30);
    expect(new Set(cases.map(({ form }) => form))).toEqual(
      new Set(['text', 'LaTeX', 'number', 'function', 'arrays']),
    );
  });

  test('no right claim is rejected', () => {
    expect(rightRejected, shown('right')).toBe(0);
  });

  test('no wrong claim is accepted', () => {
    expect(wrongAccepted, shown('not right')).toBe(0);
  });

  test('the mistake is named rightly in at least 98 of 100 wrong claims', () => {
    expect(namedRight).toBeGreaterThanOrEqual(NAMED_AT_LEAST);
  });
});
