/**
 * What readers of tutorial B asked, put to `diagnose`, `why` and `explain`: each answer is what the program says.
 *   npx tsx examples/13-readers-questions/main.ts
 */
import type { Diagnosis } from '@chainrule/formula';
import { isMain } from '../support/main.ts';
import { tell } from '../support/story.ts';
import { fixed, table } from '../support/table.ts';
import {
  biasOfTwo,
  minusOne,
  oldOrNew,
  READERS_ERROR,
  secondError,
  twoForms,
  wrongPoint,
} from './questions.ts';

const says = (claim: string, diagnosis: Diagnosis) => `${claim}: ${diagnosis.toText()}`;

function print(): void {
  const bias = biasOfTwo();
  tell(
    'Question 1: one bias feeds two neurons',
    'Which of its paths counts?',
    says('The path through net_h1 alone', bias.one),
    says('Both added up', bias.both),
    table(
      ['path from b1 to the error', 'adds'],
      bias.paths.map(({ path, contribution }) => [
        path.map(({ name }) => name).join(' → '),
        fixed(contribution.item(), 9),
      ]),
    ),
  );

  const { error, between } = secondError();
  tell(
    `Question 7: all weights are right, the second total error is ${READERS_ERROR}`,
    'Where did my code go wrong?',
    says('With the weights and the error alone', error),
    'No single mistake makes this number of these weights. With numbers from in between, the first that departs is named, and why. A program that forgets b2 in net_o1:',
    ...between.toText().split('\n'),
  );

  tell('Question 8: ∂out/∂net = net(1 − net)?', 'A factor found only by trying.', wrongPoint().toText());

  const [overErrors, overDeltas] = twoForms();
  tell(
    'Question 9: two forms of one formula',
    'Are they equal?',
    says('Σ ∂E/∂E_o · ∂E_o/∂out_h1', overErrors),
    says('Σ δ_o · w', overDeltas),
  );

  const { withNew, withOld } = oldOrNew();
  tell(
    'Question 10: the old w5 or the new',
    'Why update w5 only after w1 has been computed?',
    says('With w5 and w7 updated first', withNew),
    says('With the old ones', withOld),
  );

  tell(
    'Question 11: where does the −1 come from?',
    'In −(target − out), that is.',
    'Each operation by itself: u1 is target − out, u2 its square.',
    `\n${minusOne().toText()}`,
  );
}

if (isMain(import.meta)) print();
