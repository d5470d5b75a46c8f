import { describe, expect, test } from 'vitest';
import { judgeAnswer } from '../tools/practice/answer.ts';
import { exerciseOf } from '../tools/practice/exercise.ts';
import { LEVELS, TOPICS } from '../tools/practice/template.ts';
import { TEMPLATES } from '../tools/practice/templates/index.ts';

const SEEDS = [1, 2, 3];

describe('the exercises', () => {
  test.each(TEMPLATES.map(({ id }) => id))(
    '%s: the right answer is right, and a usual mistake is named',
    async (template) => {
      for (const seed of SEEDS) {
        const exercise = exerciseOf({ template, seed });
        const found = judgeAnswer(exercise, exercise.solution!);
        expect([found.verdict, exercise.input.formula, exercise.solution]).toContain('right');
      }
      const exercise = exerciseOf({ template, seed: SEEDS[0] });
      const { verdict, diagnosis } = judgeAnswer(exercise, exercise.slip!);
      expect([verdict, exercise.input.formula, exercise.slip]).toContain('wrong');
      expect(diagnosis!.reasons.map(({ kind }) => kind)).not.toContain('unknown');
    },
  );

  test('every topic has exercises at every level, and no name is used twice', () => {
    for (const topic of TOPICS)
      for (const level of LEVELS)
        expect(
          TEMPLATES.filter((each) => each.topic === topic && each.level === level).length,
        ).toBeGreaterThanOrEqual(3);
    expect(new Set(TEMPLATES.map(({ id }) => id)).size).toBe(TEMPLATES.length);
  });
});
