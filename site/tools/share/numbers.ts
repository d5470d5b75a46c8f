/** A number, a list of numbers, a matrix by its rows, and so on. */
export type Numbers = number | readonly Numbers[];

export const isNumbers = (x: unknown): x is Numbers =>
  typeof x === 'number' || (Array.isArray(x) && x.every(isNumbers));

/** The numbers that a text is, such as 0.5 and [[1, 2], [3, 4]]; undefined where it is none. */
export function numbersOfText(text: string): Numbers | undefined {
  try {
    const read: unknown = JSON.parse(text.replaceAll('−', '-'));
    return isNumbers(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
