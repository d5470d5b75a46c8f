import { describe, expect, test, vi } from 'vitest';
import { otherCases } from '../../../../scripts/test-support/laws/table.ts';
import { sampleInputs } from '../../../../scripts/test-support/samples.ts';
import { UnknownOptionError } from '../../src/extend.ts';
import * as core from '../../src/index.ts';
import {
  constant,
  grad,
  mapTree,
  operations,
  traceAbstract,
  treeLeaves,
  Value,
  value,
} from '../../src/index.ts';

/*
 * What a caller passes and an operation does not take is refused by name: an argument too many, an option that it does not
 * know, and an option of another operation; as a function, as a method and while the function is traced. Each is called as
 * the laws call it, with the surplus added.
 */

type Call = (...given: unknown[]) => unknown;

/** Arguments that the compiler does not let pass. */
const surplus = (...xs: unknown[]) => xs as unknown as [];

/** The last arguments that the laws gave to each operation. */
const { given, recorded } = vi.hoisted(() => {
  const given = new Map<string, unknown[]>();
  const recording = ([name, f]: [string, unknown]) => {
    if (typeof f !== 'function') return [name, f];
    const call = (...xs: unknown[]) => {
      given.set(name, xs);
      return f(...xs);
    };
    return [name, Object.defineProperty(Object.assign(call, f), 'length', { value: f.length })];
  };
  return { given, recorded: (module: object) => Object.fromEntries(Object.entries(module).map(recording)) };
});
vi.mock('../../src/ops/index.ts', async (original) => recorded(await original()));
vi.mock('../../src/ops/functions.ts', async (original) => recorded(await original()));
vi.mock('../../src/ops/shape/join.ts', async (original) => recorded(await original()));

/** Those that take any number of arguments. */
const VARIADIC = ['einsum'];

/** What the laws give to operations that they do not find by the table. */
const SAMPLES: Record<string, unknown[]> = { multiDot: [[value([[1, 2]]), value([[1], [2]])]] };

for (const [, { f, shapes }] of otherCases)
  f(...sampleInputs({ kink: (x: number) => x } as never, shapes, 8));

const isOptions = (x: unknown) =>
  Object.prototype.toString.call(x) === '[object Object]' && !(x instanceof Value);

function sampleOf(name: string, operation: Call): unknown[] {
  const { primitive } = operation as { primitive?: core.Primitive };
  if (primitive === undefined) return (given.get(name) ?? SAMPLES[name]).slice();
  return sampleInputs(primitive, [[2], [2], [2]].slice(0, operation.length), 3);
}

const messageOf = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    if (error instanceof core.ChainruleError) return error.message;
    throw error;
  }
  return 'nothing was thrown';
};

/** How a call can be made: as it is, as a method, in a function that is differentiated, in one that is traced. */
function waysOf(name: string, operation: Call): [string, Call][] {
  const among = (xs: unknown[], found: readonly Value[]) => {
    const leaves = treeLeaves(xs);
    return mapTree((x) => found[leaves.indexOf(x)], xs);
  };
  const ways: [string, Call][] = [
    ['as a function', operation],
    ['traced', (...xs) => traceAbstract(treeLeaves(xs), (found) => operation(...among(xs, found)))],
    [
      'in grad',
      (...xs) => {
        const leaves = treeLeaves(xs);
        // What takes integers alone has no derivative.
        if (!leaves.some(({ dtype }) => dtype.startsWith('float'))) return operation(...xs);
        return grad((found: Value[]) => operation(...among(xs, found)) as Value)(leaves);
      },
    ],
  ];
  const method = (Value.prototype as unknown as Record<string, Call>)[name];
  if (method)
    ways.push([
      'as a method',
      (x, ...xs) => method.call(x instanceof Value ? x : constant(x as never), ...xs),
    ]);
  return ways;
}

const table = Object.entries(operations)
  .filter(([name]) => !VARIADIC.includes(name))
  .map(([name, f]) => {
    const operation = f as Call;
    const sample = sampleOf(name, operation);
    const options = isOptions(sample.at(-1)) ? (sample.pop() as object) : {};
    return { name, operation, sample, options };
  });

/** The options that an operation says it takes, to people in its message and to programs as data. */
const known = new Map(
  table.map(({ name, operation, sample, options }) => {
    try {
      operation(...sample, { ...options, zzz: 1 });
    } catch (error) {
      expect(error).toBeInstanceOf(UnknownOptionError);
      const { option, known, message } = error as UnknownOptionError;
      expect(option).toBe('zzz');
      expect(message).toContain(known.length > 0 ? `zzz: the options are ${known.join(', ')}` : 'zzz: ');
      return [name, known];
    }
    throw new Error(`${name} took an option zzz`);
  }),
);
const everyOption = new Set([...known.values()].flat());

test('the table is whole', () => {
  expect(table.length).toBeGreaterThan(280);
  expect(everyOption.size).toBeGreaterThan(40);
});

describe.each(table)('$name', ({ name, operation, sample, options }) => {
  const ways = waysOf(name, operation);

  test('refuses an argument too many', () => {
    const count = Number(messageOf(() => operation(...Array(9).fill(1))).match(/at most (\d)/)?.[1]);
    const filled = [...sample, ...Array(Math.max(0, count - sample.length)).fill(undefined)];
    for (const [way, call] of ways)
      expect(
        messageOf(() => call(...filled, 0.25)),
        way,
      ).toMatch(
        new RegExp(`^${name}: 0.25 is one argument too many: ${name}\\(…\\) takes at most ${count} argument`),
      );
  });

  test('refuses an option that it does not know, and those of others', () => {
    const others = [...everyOption].filter((option) => !known.get(name)!.includes(option));
    for (const [way, call] of ways)
      expect(
        messageOf(() => call(...sample, { ...options, zzz: 1 })),
        way,
      ).toMatch(new RegExp(`^${name}: .*zzz`));
    for (const option of others)
      expect(
        messageOf(() => operation(...sample, { ...options, [option]: 1 })),
        option,
      ).toMatch(new RegExp(`^${name}: .*${option}`));
  });
});

describe('a callback', () => {
  test('of map, forEach and their kind is an operation of one operand, with options or without', () => {
    for (const { name, operation, sample, options } of table) {
      const isUnary = operation.length === 1 && sample.length === 1 && sample[0] instanceof Value;
      if (!isUnary || Object.keys(options).length > 0) continue;
      const [x] = sample as [Value];
      const [y] = [x].map(operation as (x: Value) => unknown);
      expect(JSON.stringify(y), name).toBe(JSON.stringify(operation(x)));
    }
    expect([1, NaN].map(core.abs).map(Number)).toEqual([1, NaN]);
    expect([0.4, 0.6].map(core.round).map(Number)).toEqual([0, 1]);
    expect([1, 2].map(core.gelu as (x: number) => Value).map(String)).toEqual(
      [1, 2].map((x) => String(core.gelu(x))),
    );
  });

  test('of reduce is an operation of two', () => {
    expect(
      [1, 2, 3]
        .map((x) => value(x))
        .reduce(core.add)
        .item(),
    ).toBe(6);
    expect(
      [8, 2, 2]
        .map((x) => value(x))
        .reduce(core.div)
        .item(),
    ).toBe(2);
  });

  test('of mapTree is an operation of one', () => {
    expect(mapTree(core.square, { a: [value(3)] }).a[0].item()).toBe(9);
    expect(mapTree(core.softplus, value(0)).item()).toBe(Math.log(2));
  });

  test('is not what only looks like one', () => {
    expect(() => core.sin(1, ...surplus(0, [2]))).toThrow('sin: 0 is one argument too many');
    expect(() => core.sin(1, ...surplus(0))).toThrow('sin: 0 is one argument too many');
    expect(() => [1, 2].map(core.add as never)).toThrow('add: an array of length 2 is one argument too many');
    expect(() => mapTree(core.square, { a: value(3) }, { a: 1 })).toThrow('square: an array of length 1');
  });
});

test('an argument that is undefined is none', () => {
  expect(core.sin(0, ...surplus(undefined)).item()).toBe(0);
  expect(
    value([1, 2])
      .sum({ axis: 0 }, ...surplus(undefined))
      .item(),
  ).toBe(3);
});
