import { distance } from 'fastest-levenshtein';

/** A name of which so many letters in a hundred are wrong is not what was meant. */
const MOST_WRONG = 0.34;

/** Longer names are no slips of the pen, and comparing them would take long. */
const LONGEST = 60;

/** The name that was probably meant: the nearest one, if it is near. Capitals count half. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined;
  let best: string | undefined;
  // Two letters that changed places count as two.
  let least = Math.max(name.length < 4 ? 1 : 2, name.length * MOST_WRONG) + 0.1;
  for (const each of known) {
    if (Math.abs(each.length - name.length) >= least) continue;
    const wrong = (distance(name, each) + distance(name.toLowerCase(), each.toLowerCase())) / 2;
    // Of a single letter nothing is left that another would be like, but for its other case.
    if (wrong < Math.min(least, name.length, each.length)) [best, least] = [each, wrong];
  }
  return best;
}

/** `, did you mean sigmoid?` */
export function hint(name: string, known: Iterable<string>): string {
  const meant = nearest(name, known);
  return meant === undefined || meant === name ? '' : `: did you mean ${meant}?`;
}
