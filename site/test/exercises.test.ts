import { describe, expect, test } from 'vitest';
import { TOPICS } from '../tools/check/exercises.ts';
import { judge } from '../tools/check/judge.ts';

const exercises = TOPICS.flatMap(({ topic, exercises }) => exercises.map((each) => ({ topic, ...each })));
const EMPTY = {
  wrt: '',
  at: {},
  mode: 'gradient',
  claim: '',
  lines: '',
  pass: '',
  values: '',
  rate: '',
} as const;

describe('the gallery of exercises', () => {
  test('has two dozen, right ones and wrong ones, each by a title of its own', () => {
    expect(exercises.length).toBeGreaterThanOrEqual(24);
    expect(new Set(exercises.map(({ title }) => title)).size).toBe(exercises.length);
    for (const kind of ['right', 'wrong'])
      expect(exercises.filter(({ verdict }) => verdict === kind).length).toBeGreaterThan(10);
  });

  test.each(exercises)('$topic: $title: $verdict', ({ title, topic, verdict, ...typed }) => {
    const found = judge({ ...EMPTY, ...typed, formula: typed.formula! });
    expect(found.mistake).toBeUndefined();
    expect(found.verdict?.kind).toBe(verdict);
  });
});
