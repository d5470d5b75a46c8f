import { readFileSync } from 'node:fs';
import type { Nested, Value } from '@chainrule/core';
import { type Language, parse } from '@chainrule/formula';
import { javascript, jax, numpy, octave, python, pytorch } from '@chainrule/formula/programs';
import { describe, expect, test } from 'vitest';

/** Programs, and what they come to where they are run (`python3 scripts/oracle/programs`). */
interface Case {
  readonly language: string;
  readonly code: string;
  readonly value: Nested;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`./cases/${name}`, import.meta.url), 'utf8'));

const CASES = read('expressions.json') as readonly Case[];
const [AT] = read('at.json') as readonly [Readonly<Record<string, Nested>>];

const LANGUAGES: Readonly<Record<string, Language>> = { numpy, jax, pytorch, octave, javascript };

function valueOf(code: string, syntax: Language): Value {
  const f = parse(code, { syntax });
  return f(Object.fromEntries(f.names.map((name) => [name, AT[name]])) as Record<string, number>);
}

/** In Octave everything is a matrix; a vector is a column here, and a number a matrix of one entry. */
function asMatrix(value: Value): Nested {
  const shape = value.rank === 2 ? value.shape : [value.rank === 1 ? value.shape[0] : 1, 1];
  return value.reshape(shape).toArray();
}

const close = (got: Nested, expected: Nested): void => {
  if (Array.isArray(expected)) {
    expect(got).toHaveLength(expected.length);
    for (const [k, each] of expected.entries()) close((got as Nested[])[k], each);
  } else expect(Number(got)).toBeCloseTo(expected as number, 9);
};

describe('a program comes to what its language makes of it', () => {
  test.each(CASES.map((each) => [each.language, each.code, each] as const))(
    '%s: %s',
    (language, code, { value }) => {
      const got = valueOf(code, LANGUAGES[language]);
      close(language === 'octave' ? asMatrix(got) : got.toArray(), value);
    },
  );

  test('there are enough of them in every language', () => {
    const counts = Object.keys(LANGUAGES).map(
      (name) => CASES.filter(({ language }) => language === name).length,
    );
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(8);
    expect(CASES.length).toBeGreaterThanOrEqual(250);
  });

  test('where no library is named, what all mean alike is read', () => {
    const alike = CASES.filter(({ language }) => language === 'numpy').filter(
      ({ code }) => !/\.(var|std)\(/.test(code),
    );
    for (const { code, value } of alike) close(valueOf(code, python).toArray(), value);
  });
});
