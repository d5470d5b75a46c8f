import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finish } from './outcome.ts';

const missed = [{ symbol: 'E_total', name: 'after 1 update', printed: '.342613', computed: 0.291 }];

describe('the end of a program', () => {
  let before: typeof process.exitCode;
  beforeEach(() => {
    before = process.exitCode;
  });
  afterEach(() => {
    process.exitCode = before;
  });

  function told(...outcomes: Parameters<typeof finish>[0]) {
    const lines: string[] = [];
    finish(outcomes, (line) => lines.push(stripVTControlCharacters(line)));
    return lines.join('\n');
  }

  it('says where the pictures are', () => {
    expect(told({ checked: 3, missed: [], pictures: ['a.svg'] })).toContain(
      'programs agree.\n  Pictures:\n    a.svg',
    );
    expect(process.exitCode).toBe(before);
  });

  it('names each figure that was missed and fails', () => {
    const text = told({ checked: 3, missed: [], pictures: [] }, { checked: 2, missed, pictures: [] });
    expect(text).toContain('1 of 5 comparisons fail');
    expect(text).toContain('E_total (after 1 update): published .342613, computed 0.291');
    expect(process.exitCode).toBe(1);
  });
});
