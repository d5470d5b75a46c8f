import { DataError, GradientError } from '@chainrule/core';

/** Every message about a derivative in symbols, by what went wrong. */
export const deriveErrors = {
  statedTwice: (name: string) =>
    new DataError('derive', `where: ${name} is stated twice, with different sizes`),

  badStatement: (part: string) =>
    new DataError('derive', `where: expected variables such as x[n], A[n,n] symmetric, c, got ${part}`),

  badSize: (part: string, size: string) =>
    new DataError(
      'derive',
      `where: expected letters or whole numbers above 1 as sizes, got ${size} in ${part}`,
    ),

  unknownWord: (part: string, words: string, known: readonly string[]) =>
    new DataError('derive', `where: expected ${known.join(', ')} after the shape, got ${words} in ${part}`),

  notSquare: (name: string, words: string, shape: readonly string[]) =>
    new DataError(
      'derive',
      `where: ${name}[${shape.join(', ')}] cannot be ${words}: its two sizes have to be the same`,
    ),

  noAxes: (name: string, words: string) =>
    new DataError('derive', `where: ${name} is a scalar, of which “${words}” says nothing`),

  unknownVariable: (name: string, names: readonly string[], hint: string) =>
    new DataError(
      'derive',
      `where: the formula has no free name ${name}${hint || `, it has ${names.join(', ') || 'none'}`}`,
    ),

  sizeIsVariable: (letter: string) =>
    new DataError(
      'derive',
      `where: ${letter} is the size of an axis and a variable that has a shape: choose another letter`,
    ),

  noShapes: (names: readonly string[], cause: string) =>
    new DataError(
      'derive',
      `no shapes of ${names.join(', ')} were found for which the formula holds: say them, { where: 'x[n], A[n,n]' } (${cause})`,
    ),

  doesNotFit: (cause: string) =>
    new DataError('derive', `the formula does not hold for these shapes: ${cause}`),

  noVariable: (names: readonly string[]) =>
    new DataError(
      'derive',
      names.length === 0
        ? 'the formula has no free name to differentiate by'
        : `expected { wrt }: the formula has the names ${names.join(', ')}`,
    ),

  notAName: (option: string, name: string, names: readonly string[], hint: string) =>
    new DataError(
      'derive',
      `${option}: the formula has no name ${name}${hint || `, it has ${names.join(', ') || 'none'}`}`,
    ),

  notConnected: (result: string, name: string) =>
    new GradientError('derive', `${result} does not depend on ${name} in a way that has a derivative`),

  tooManyAxes: (axes: number) =>
    new DataError(
      'derive',
      `the derivative has ${axes} axes, and only scalars, vectors and matrices can be written: differentiate by an entry, or along a direction`,
    ),

  cannotWrite: (what: string) =>
    new DataError(
      'derive',
      `the derivative cannot be written with sums and products of matrices: it has ${what}`,
    ),

  implicitBySelf: (name: string) =>
    new DataError('derive', `implicit: ${name} is a function of another name, got it as wrt too`),

  badDirection: (along: string, name: string) =>
    new DataError(
      'derive',
      `along: ${along} is a variable of the formula and has another shape than ${name}`,
    ),

  stepsOfArrays: (name: string) =>
    new DataError(
      'derive',
      `steps are written of formulas of scalars, and ${name} is an array (explain derives gradients by arrays step by step, at numbers)`,
    ),

  noSteps: (what: string) =>
    new DataError('derive', `steps are written of derivatives by names, got ${what}`),

  notScalars: (names: readonly string[]) =>
    new DataError(
      'derive',
      `implicit: expected an equation of scalars, but ${names.join(' and ')} ${names.length === 1 ? 'is an array' : 'are arrays'}`,
    ),
};
