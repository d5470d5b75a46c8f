import { LETTERS, tokensOf } from './letters.ts';

/** The pairs of neighbouring tokens of names. */
const pairs = (names: readonly string[]) =>
  names.map(tokensOf).flatMap((tokens) => tokens.slice(1).map((next, i) => [tokens[i], next] as const));

/**
 * The loss of a table of letter pairs, in nats per letter: the mean of −ln p over the held-out names, where p is the share
 * of the next letter among the letters that followed the same letter in the training names. One of each pair is added to the
 * counts.
 */
export function bigramLoss(training: readonly string[], heldOut: readonly string[]): number {
  const counts = Array.from(LETTERS, () => Array.from(LETTERS, () => 1));
  for (const [letter, next] of pairs(training)) counts[letter][next]++;
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const losses = pairs(heldOut).map(([letter, next]) => -Math.log(counts[letter][next] / totals[letter]));
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
