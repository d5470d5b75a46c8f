import { describe, expect, it } from 'vitest';
import { padEnd, padStart, width, wrap } from './text.ts';

describe('text in columns', () => {
  it('counts what is seen: not colour codes, and a letter with its accents once', () => {
    expect(width('∂E/∂w5⁺')).toBe(7);
    expect(width('\u001b[1mw5\u001b[22m')).toBe(2);
    expect(width('w\u0302')).toBe(1);
  });

  it('is filled up by that count', () => {
    expect(padEnd('\u001b[1mw5\u001b[22m', 4)).toBe('\u001b[1mw5\u001b[22m  ');
    expect(padStart('w5⁺', 5)).toBe('  w5⁺');
    expect(padEnd('too long', 3)).toBe('too long');
  });

  it('breaks between words', () => {
    expect(wrap('one two\n   three four', 9)).toEqual(['one two', 'three', 'four']);
    expect(wrap('indivisible', 3)).toEqual(['indivisible']);
  });
});
