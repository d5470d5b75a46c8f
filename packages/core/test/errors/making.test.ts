import {
  arange,
  DataError,
  eye,
  fromNpy,
  fromTypedArray,
  linspace,
  logspace,
  Random,
  ShapeError,
  toNpy,
  value,
  zerosLike,
} from '../../src/index.ts';
import { testWrongCalls, type WrongCall, wrong } from '../support/wrong-calls.ts';

const random = new Random(0);

/** A good file, with some of its bytes changed. */
function file(change: (bytes: Uint8Array) => void = () => {}): Uint8Array {
  const bytes = toNpy(value([1, 2]));
  change(bytes);
  return bytes;
}

/** A good file, with another text in its header; both of one length. */
function withHeader(text: string, other: string): Uint8Array {
  return file((bytes) => {
    const header = new TextDecoder('latin1').decode(bytes);
    bytes.set(new TextEncoder().encode(other), header.indexOf(text));
  });
}

const table: readonly WrongCall[] = [
  [
    'eye of less than none',
    () => eye(-1),
    ShapeError,
    'eye: expected a shape of whole numbers, none below zero, got [-1,-1]',
  ],
  ['half a diagonal', () => eye(2, 2, { k: 0.5 }), DataError, 'eye: k: expected a whole number, got 0.5'],
  [
    'an unknown dtype',
    () => eye(2, 2, { dtype: wrong('f8') }),
    DataError,
    'eye: dtype: expected float64, float32, int32 or bool, got the string "f8"',
  ],
  ['no step', () => arange(0, 1, 0), DataError, 'arange: step: expected a number other than zero, got 0'],
  [
    'an endless range',
    () => arange(Infinity),
    DataError,
    'arange: stop: expected a finite number, got Infinity',
  ],
  [
    'a range of strings',
    () => arange(wrong('3')),
    DataError,
    'arange: stop: expected a finite number, got the string "3"',
  ],
  [
    'a step for a count',
    () => linspace(0, 1, 0.1),
    DataError,
    'linspace: count: expected a whole number, not below zero, got 0.1',
  ],
  [
    'no stop',
    () => linspace(0, Number.NaN, 2),
    DataError,
    'linspace: stop: expected a finite number, got NaN',
  ],
  [
    'no base',
    () => logspace(0, 1, 2, { base: wrong('e') }),
    DataError,
    'logspace: base: expected a finite number, got the string "e"',
  ],
  [
    'zeros like a string',
    () => zerosLike(wrong('x')),
    DataError,
    'zerosLike: expected a number, got the string "x"',
  ],
  [
    'a plain array as a typed one',
    () => fromTypedArray(wrong([1])),
    DataError,
    "fromTypedArray: data: expected a Float64Array, Float32Array or Int32Array, or a Uint8Array with { dtype: 'bool' } (constant(…) copies any other), got an array of length 1",
  ],
  [
    'a typed array in another shape',
    () => fromTypedArray(new Float64Array(3), { shape: [2, 2] }),
    DataError,
    'fromTypedArray: shape [2, 2] holds 4 numbers, got 3',
  ],
  [
    'uniform bounds the wrong way round',
    () => random.uniform([1], { min: 1, max: 0 }),
    DataError,
    'uniform: max: expected a number, not below min (1), got 0',
  ],
  [
    'a negative standard deviation',
    () => random.normal([1], { std: -1 }),
    DataError,
    'normal: std: expected a number, not below zero, got -1',
  ],
  [
    'an unknown dtype of random numbers',
    () => random.normal([1], { dtype: wrong('f8') }),
    DataError,
    'normal: dtype: expected float64, float32, int32 or bool, got the string "f8"',
  ],
  [
    'no standard deviation',
    () => random.truncatedNormal([1], { std: 0 }),
    DataError,
    'truncatedNormal: std: expected a number above zero, got 0',
  ],
  [
    'bounds out of reach',
    () => random.truncatedNormal([1], { min: 50, max: 60 }),
    DataError,
    'truncatedNormal: min, max: expected bounds that come within 39 std of the mean (0), got an array of length 2',
  ],
  [
    'a negative mean',
    () => random.exponential([1], { mean: -1 }),
    DataError,
    'exponential: mean: expected a number, not below zero, got -1',
  ],
  [
    'a gamma distribution of none',
    () => random.gamma([1], { concentration: 0 }),
    DataError,
    'gamma: concentration: expected a finite number above zero, got 0',
  ],
  [
    'a probability above 1',
    () => random.bernoulli([1], { p: 2 }),
    DataError,
    'bernoulli: p: expected a number from 0 to 1, got 2',
  ],
  [
    'integers from nothing',
    () => random.integers([1], { max: 0 }),
    DataError,
    'integers: max: expected a whole number above min (0), of which int32 holds the one before, got 0',
  ],
  [
    'integers too large',
    () => random.integers([1], { min: 2 ** 31, max: 2 ** 32 }),
    DataError,
    'integers: min: expected a whole number that int32 holds, got 2147483648',
  ],
  [
    'more than there are',
    () => random.choice(['a', 'b'], 3, { replace: false }),
    DataError,
    'choice: count: expected at most the 2 that can be chosen, got 3',
  ],
  [
    'something of nothing',
    () => random.choice([]),
    DataError,
    'choice: count: expected at most the 0 that can be chosen, got 1',
  ],
  [
    'more than have a chance',
    () => random.choice(3, 3, { replace: false, probabilities: [1, 0, 1] }),
    DataError,
    'choice: count: expected at most the 2 that can be chosen, got 3',
  ],
  [
    'too few probabilities',
    () => random.choice(3, 1, { probabilities: [0.5, 0.5] }),
    DataError,
    'choice: probabilities: expected 3 numbers, none below zero, got an array of length 2',
  ],
  [
    'a negative count',
    () => random.choice(3, -1),
    DataError,
    'choice: count: expected a whole number, not below zero, got -1',
  ],
  [
    'a path for bytes',
    () => fromNpy(wrong('W.npy')),
    DataError,
    'fromNpy: bytes: expected a Uint8Array, got the string "W.npy"',
  ],
  [
    'a .npz for a .npy',
    () => fromNpy(file((bytes) => bytes.set(new TextEncoder().encode('PK--zip')))),
    DataError,
    'fromNpy: bytes: expected \\x93NUMPY first, got the string "PK--zi"',
  ],
  [
    'another version',
    () => fromNpy(file((bytes) => bytes.set([4], 6))),
    DataError,
    'fromNpy: version: expected 1.0, 2.0 or 3.0, got the string "4.0"',
  ],
  [
    'a header cut short',
    () => fromNpy(file().subarray(0, 100)),
    DataError,
    'fromNpy: header: expected 118 bytes, got 90',
  ],
  [
    'a header that is code',
    () => fromNpy(withHeader('False', 'f(x) ')),
    DataError,
    "fromNpy: header: expected a dict of descr, fortran_order and shape, for numbers of one kind, got the string \"{'descr': '<f8', 'fortran_order': f(x) , 'shape': (2,), }\"",
  ],
  [
    'complex numbers',
    () => fromNpy(withHeader('<f8', '<c8')),
    DataError,
    'fromNpy: descr: expected f2, f4, f8, i1 to i8, u1 to u8 or b1, got the string "<c8"',
  ],
  [
    'more numbers than bytes',
    () => fromNpy(withHeader('(2,)', '(3,)')),
    DataError,
    'fromNpy: data: expected 24 bytes for [3], got 16',
  ],
  [
    'integers that int32 does not hold',
    () => fromNpy(withHeader('<f8', '<i8')),
    DataError,
    "fromNpy: int32 does not hold 4607182418800017408: name another dtype, as in constant(…, { dtype: 'float64' })",
  ],
];

testWrongCalls('what makes Values', table);
