/**
 * Is ∂E/∂out_h1 the sum of ∂E/∂E_o · ∂E_o/∂out_h1 or of the deltas times w5 and w7? Is ∂out/∂net = net(1 − net)? And
 * where does the −1 in −(target − out) come from?
 *
 * The two sums group one product differently and agree at every point; net(1 − net) is another number, as any second
 * way to compute it shows. The −1 is the derivative of a separate node: ∂(target − out)/∂out.
 */
import { Random, value } from '@chainrule/core';
import { SAMPLE } from '../02-tutorial-b/scalar.ts';
import { isMain } from '../support/main.ts';
import { leaves } from '../support/named.ts';
import { START } from '../support/network.ts';
import { tell } from '../support/story.ts';
import { fixed, scientific, table } from '../support/table.ts';
import { forms } from './forms.ts';

const RANDOM_POINTS = 5;

/** The forms at the tutorial's weights first, then at random weights, inputs and targets. */
export function twoForms() {
  const random = new Random(9);
  const drawn = <Numbers extends object>(like: Numbers, min: number, max: number) =>
    Object.fromEntries(
      Object.keys(like).map((name) => [name, random.uniform([], { min, max }).item()]),
    ) as Numbers;
  const elsewhere = Array.from({ length: RANDOM_POINTS }, () =>
    forms(leaves(value, drawn(START, -2, 2)), drawn(SAMPLE, 0, 1)),
  );
  return [forms(leaves(value, START), SAMPLE), ...elsewhere];
}

function print(points: ReturnType<typeof twoForms>): void {
  const rows = (columns: (point: (typeof points)[number]) => string[]) =>
    points.map((point, i) => [i === 0 ? "the tutorial's" : `random ${i}`, ...columns(point)]);
  const { difference, local, output } = points[0].minusOne;
  tell(
    'Two forms of one formula',
    'Are two algebraic forms of a gradient equal, and how is a wrong one found?',
    'Should ∂E/∂out_h1 be Σ ∂E/∂E_o · ∂E_o/∂out_h1, a sum over the errors? It is, and it is also δ_o1 w5 + δ_o2 w7, a sum over the deltas:',
    table(
      ['weights', 'by backward()', 'over the errors', 'over the deltas', 'they differ by'],
      rows(({ outH1 }) => [
        ...[outH1.byBackward, outH1.byErrors, outH1.byDeltas].map((x) => fixed(x, 10)),
        scientific(spread(outH1), 0),
      ]),
    ),
    'Should ∂out_o1/∂net_o1 be net(1 − net)? No: it is out(1 − out). The other can even have the wrong sign:',
    table(
      ['weights', 'by backward()', 'out(1 − out)', 'net(1 − net)', 'wrong by'],
      rows(({ outOverNet: { byBackward, right, wrong } }) =>
        [byBackward, right, wrong, wrong - byBackward].map((x) => fixed(x, 9)),
      ),
    ),
    'Where does the −1 come from? target − out is a node, and its derivative by out is −1:',
    table(
      ["at the tutorial's weights", 'value'],
      [
        ['∂E/∂(target − out_o1), which is target − out_o1', fixed(difference, 9)],
        ['∂(target − out_o1)/∂out_o1', fixed(local, 0)],
        ['∂E/∂out_o1, their product: −(target − out_o1)', fixed(output, 9)],
      ],
    ),
  );
}

/** The largest difference between any two of the forms. */
export function spread(values: Readonly<Record<string, number>>): number {
  return Math.max(...Object.values(values)) - Math.min(...Object.values(values));
}

if (isMain(import.meta)) print(twoForms());
