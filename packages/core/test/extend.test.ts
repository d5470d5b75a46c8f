import { expect, test } from 'vitest';
import {
  broadcastShapes,
  broadcastStrides,
  checkOptions,
  define,
  describe,
  isFloat,
  isShape,
  labelOf,
  OPTION_KINDS,
  PRIMITIVE_NAMES,
  promote,
  reducedShape,
  sameShape,
  shapeText,
  shownInputs,
  sizeOf,
  stridesOf,
  typeText,
  UnknownOptionError,
} from '../src/extend.ts';
import {
  applyPrimitive,
  ChainruleError,
  coreName,
  type Primitive,
  sin,
  sum,
  take,
  value,
} from '../src/index.ts';

test('shapes and dtypes', () => {
  expect(sameShape([2, 3], [2, 3])).toBe(true);
  expect(sameShape([2, 3], [3, 2])).toBe(false);
  // Joined by commas these would be alike.
  expect(sameShape([], [0])).toBe(false);
  expect(isShape([2, -1])).toBe(false);
  expect(sizeOf([2, 3, 4])).toBe(24);
  expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
  expect(broadcastStrides([3, 1], [2, 3, 4])).toEqual([0, 1, 0]);
  expect(broadcastShapes([3, 1], [4])).toEqual([3, 4]);
  expect(broadcastShapes([3], [4])).toBeUndefined();
  expect(reducedShape([2, 3, 4], { axes: [0, 2], keepDims: false })).toEqual([3]);
  expect(promote('int32', 'float32')).toBe('float32');
  expect((['float64', 'float32', 'int32', 'bool'] as const).map(isFloat)).toEqual([true, true, false, false]);
});

test('words of messages', () => {
  const x = value([[1, 2]], { name: 'x' });
  expect([describe(x), labelOf(x.neg()), shapeText([2, 3])]).toEqual(['x [1, 2]', 'neg(…)', '[2, 3]']);
  expect(typeText('sum')).toBe('the string "sum"');
});

test('the places that entries are read at are no operand that is shown', () => {
  const y = take(value([1, 2, 3]), [2, 0]);
  expect(y.inputs).toHaveLength(2);
  expect(shownInputs(y)).toEqual([y.inputs[0]]);
  expect(shownInputs(y.mul(2))).toHaveLength(2);
});

test('a primitive of your own has the form of all others, and is none of core', () => {
  const doubled: Primitive<undefined> = define({
    name: 'neg',
    shape: ([x]) => x.shape,
    dtype: ([x]) => x.dtype,
    array: ([x]) => Float64Array.from(x.data as Float64Array, (n) => 2 * n),
    differentiable: () => true,
    vjp: (g) => g.mul(2),
  });
  const x = value([1, 2]);
  const y = applyPrimitive(doubled, [x], undefined);
  expect(y.toArray()).toEqual([2, 4]);
  expect(y.sum().backward().of(x).toArray()).toEqual([2, 2]);
  expect(coreName(doubled)).toBeUndefined();
  expect(PRIMITIVE_NAMES).toContain('neg');
  expect(Object.keys(doubled)).toEqual(Object.keys(x.neg().primitive!));
});

test('options are refused in the words and the error of who asks, with the name that was meant', () => {
  class OwnError extends ChainruleError {}
  const kinds = { ...OPTION_KINDS, even: ['an even number', (x: unknown) => Number(x) % 2 === 0] } as const;
  const nearest = (name: string, known: readonly string[]) => known.find((each) => each[0] === name[0]);
  const check = (options: unknown) => () =>
    checkOptions('own', options, { size: 'even', flag: 'boolean' }, { kinds, error: OwnError, nearest });
  expect(check({ size: 2, flag: undefined })).not.toThrow();
  expect(check({ sise: 2 })).toThrow(
    new OwnError('own', 'there is no option sise, did you mean size? The options are size, flag'),
  );
  expect(check({ colour: 2 })).toThrow('own: there is no option colour: the options are size, flag');
  expect(check({ size: 3 })).toThrow('own: size: expected an even number, got 3');
  expect(check({ flag: 1 })).toThrow('own: flag: expected true or false, got 1');
  for (const none of [null, 3, [], value(1)])
    expect(check(none)).toThrow('own: options: expected an object, such as { size: … }, got');
});

test('an unknown option is an error that holds its name and the known ones', () => {
  const refused = (call: () => unknown) => {
    try {
      call();
    } catch (error) {
      if (error instanceof UnknownOptionError) return [error.option, ...error.known];
    }
    return undefined;
  };
  expect(refused(() => sum([1, 2], { dim: 0 } as never))).toEqual(['dim', 'axis', 'keepDims']);
  expect(refused(() => sin(...([1, { axis: 0 }] as unknown as [number])))).toEqual(['axis']);
  expect(refused(() => sin(...([1, 2] as unknown as [number])))).toBeUndefined();
});
