export const words = {
  parts: { formula: 'In the formula', claim: 'In your gradient', numbers: 'In the numbers' },
  noName: 'The formula has no name to differentiate by.',
  notNumbers: (name: string, got: string) =>
    `${name}: expected a number, a list of numbers such as [1, 2] or a shape such as 3×2, got ${got}`,
  notShape: (name: string, got: string, most: number) =>
    `${name}: expected a shape of 1 to ${most.toLocaleString('en')} numbers, got ${got}`,
  noExercise: 'There is no such exercise.',
  notScalar: (shape: readonly number[]) =>
    `The result must be a single number; here it has the shape [${shape.join(', ')}].`,
  oneLine: 'One line at a time, please.',
  otherLine: (got: string, asked: string) => `This line is about ${got}. Asked for is ${asked}.`,
};
