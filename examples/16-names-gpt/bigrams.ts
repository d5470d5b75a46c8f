import { LETTERS, tokensOf } from './letters.ts';

/** The pairs of neighbouring tokens of names. */
const pairs = (names: readonly string[]) =>
  names.map(tokensOf).flatMap((tokens) => tokens.slice(1).map((next, i) => [tokens[i], next] as const));

/**
 * How far off a table of pairs of letters is, in nats a letter: −ln of the share that each next letter of the held-out names
 * has among those that followed the same letter in the names to learn from, one more of each pair added, in the mean.
 */
export function bigramLoss(training: readonly string[], heldOut: readonly string[]): number {
  const counts = Array.from(LETTERS, () => Array.from(LETTERS, () => 1));
  for (const [letter, next] of pairs(training)) counts[letter][next]++;
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const losses = pairs(heldOut).map(([letter, next]) => -Math.log(counts[letter][next] / totals[letter]));
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
