import pc from 'picocolors';
import type { Figure } from './figures.ts';

/** A figure and what was computed for it. */
export interface Computed extends Figure {
  readonly computed: number;
}

/** What a tutorial's program hands back. */
export interface Outcome {
  /** How many comparisons were made: of a figure with the published one, of a program with another. */
  readonly checked: number;
  /** Those that failed. */
  readonly missed: readonly Computed[];
  /** The paths of the pictures written. */
  readonly pictures: readonly string[];
}

const MET = 'the published figures are met, the programs agree';

/** Says which comparisons failed and where the pictures are, and sets the exit code: 1 if one failed. */
export function finish(outcomes: readonly Outcome[], write: (line: string) => void = console.log): void {
  const missed = outcomes.flatMap((outcome) => outcome.missed);
  const checked = outcomes.reduce((sum, outcome) => sum + outcome.checked, 0);
  const pictures = outcomes.flatMap((outcome) => outcome.pictures);
  write('');
  if (missed.length === 0) write(pc.green(`✓ All ${checked} comparisons hold: ${MET}.`));
  else write(pc.red(pc.bold(`✗ ${missed.length} of ${checked} comparisons fail:`)));
  for (const figure of missed) write(pc.red(`    ${describe(figure)}`));
  if (pictures.length > 0) write('  Pictures:');
  for (const picture of pictures) write(`    ${pc.underline(picture)}`);
  if (missed.length > 0) process.exitCode = 1;
}

const describe = ({ symbol, name, printed, computed }: Computed) =>
  printed === undefined
    ? `${symbol} (${name}): ${computed} apart`
    : `${symbol} (${name}): published ${printed}, computed ${computed}`;
