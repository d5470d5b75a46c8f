// What "has this value" means in the docs: see scripts/snippets.ts.
import { AssertionError } from 'node:assert';
import { inspect } from 'node:util';

/** Runs a snippet's expression and throws unless it gives what the docs say. */
export async function check(run: () => unknown, expected: string, where: string): Promise<void> {
  const message = expected.match(/^throws (.*)$/)?.[1];
  const outcome = await settle(run);
  const right =
    message === undefined
      ? !outcome.threw && isPrinted(expected, outcome.result)
      : outcome.threw && String(outcome.result).includes(message);
  if (right) return;
  if (outcome.threw && message === undefined) throw outcome.result;
  const got = `${outcome.threw ? 'throws ' : ''}${inspect(plain(outcome.result))}`;
  throw new AssertionError({ message: `${where}\n  the docs say ${expected}\n  the code says ${got}` });
}

async function settle(run: () => unknown): Promise<{ threw: boolean; result: unknown }> {
  try {
    return { threw: false, result: await run() };
  } catch (error) {
    return { threw: true, result: error };
  }
}

function isPrinted(expected: string, actual: unknown): boolean {
  if (String(actual) === expected) return true;
  const parsed = parse(expected);
  return parsed !== undefined && matches(parsed.value, plain(actual));
}

/** A number as it was printed: its number of decimals determines how closely it is compared. */
class Printed {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  matches(actual: unknown): boolean {
    const expected = Number(this.text);
    if (typeof actual !== 'number') return false;
    if (!Number.isFinite(expected)) return Object.is(actual, expected);
    return Math.abs(actual - expected) <= this.tolerance();
  }
  /** Half a unit in the last decimal printed; a number without decimals is exact up to rounding errors. */
  private tolerance(): number {
    const [, decimals, exponent] = this.text.match(/^[^.e]*(?:\.(\d+))?(?:e(.*))?$/i)!;
    const slack = 1e-9 * Math.abs(Number(this.text) || 1);
    return decimals === undefined
      ? slack
      : 0.5 * 10 ** (Number(exponent ?? 0) - decimals.length) * (1 + 1e-9);
  }
}

const TOKEN = /"(?:\\.|[^"\\])*"|([A-Za-z_]\w*)(?=\s*:)|-?(?:\d[\d.]*(?:[eE][+-]?\d+)?|Infinity)|NaN/g;

/** JSON, with keys that need no quotes and with NaN and Infinity; every number as a Printed. */
function parse(text: string): { value: unknown } | undefined {
  const json = text.replaceAll(TOKEN, (token: string, key: string | undefined) => {
    if (token.startsWith('"')) return token;
    return key === undefined ? `{"printed":"${token}"}` : `"${key}"`;
  });
  const revive = (_: string, each: { printed?: string } | null) =>
    typeof each?.printed === 'string' ? new Printed(each.printed) : each;
  try {
    return { value: JSON.parse(json, revive) };
  } catch {
    return undefined;
  }
}

/** Values and typed arrays as nested arrays. */
function plain(actual: unknown): unknown {
  if (ArrayBuffer.isView(actual)) return Array.from(actual as unknown as ArrayLike<unknown>);
  if (Array.isArray(actual)) return actual.map(plain);
  if (typeof actual !== 'object' || actual === null || actual instanceof Error) return actual;
  if ('toArray' in actual && typeof actual.toArray === 'function') return plain(actual.toArray());
  return Object.fromEntries(Object.entries(actual).map(([key, each]) => [key, plain(each)]));
}

function matches(expected: unknown, actual: unknown): boolean {
  if (expected instanceof Printed) return expected.matches(actual);
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, actual);
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(expected) !== Array.isArray(actual)) return false;
  const [wanted, got] = [expected, actual] as Record<string, unknown>[];
  const keys = Object.keys(wanted!);
  return (
    keys.length === Object.keys(got!).length &&
    keys.every((key) => key in got! && matches(wanted![key], got![key]))
  );
}
