export const words = {
  choose: 'From files …',
  drop: 'or drop .json, .csv or .npy here',
  noneOfThese: (file: string, has: readonly string[], wanted: readonly string[]) =>
    `${file}: it has numbers for ${has.join(', ') || 'no name'}, and the formula asks for ${wanted.join(', ')}. Drop it on the field of a name to use it there.`,
  kind: (kinds: string) => `expected ${kinds}`,
  shape: 'expected numbers, or an object with numbers for each name',
  textColumn: (name: string) => `the column ${name} holds text`,
  notNumbers: (name: string) => `${name}: expected a number or a list of numbers`,
  notFinite: (x: number) => `expected finite numbers, got ${x}`,
  tooMany: (most: number, got: number) => `expected at most ${most} numbers, got ${got}`,
};
