import type { Diagnosis, ReasonKind, Verdict } from '../../../src/diagnose/diagnosis.ts';

/** How a claim was written. */
export type Form = 'text' | 'LaTeX' | 'number' | 'function' | 'arrays';

/** One claim and what is to be said about it. */
export interface Case {
  /** What went wrong when the claim was made; a claim that is right has its own headings. */
  readonly heading: string;
  readonly form: Form;
  readonly verdict: Verdict;
  /** The reasons that are equally true, should it be wrong: all mistakes that come to the same claim. */
  readonly reasons: readonly Expectation[];
  /** The variables of which the first to be wrong may be named, where a whole pass was claimed. */
  readonly first?: readonly string[];
  /** The problem and the claim, for whoever looks into a failure. */
  readonly story: string;
  readonly diagnosed: () => Diagnosis;
}

export interface Expectation {
  readonly kind: ReasonKind;
  /** Each a link that may be named, `out → net`; a reason that speaks of links must name one of them. */
  readonly links?: readonly string[];
}

/** How a diagnosis did. */
export interface Outcome {
  /** Whether the claim was accepted, or refused, as it should be. */
  readonly verdict: boolean;
  /** Whether the best reason is a true one, at the right place. */
  readonly reason: boolean;
  /** What was said, where it was not right. */
  readonly said: string;
}

/** A diagnosis that throws is right about nothing. */
export function outcomeOf(each: Case): Outcome {
  let diagnosis: Diagnosis;
  try {
    diagnosis = each.diagnosed();
  } catch (error) {
    return { verdict: false, reason: false, said: `an error: ${error}` };
  }
  const verdict =
    each.verdict === 'wrong' ? diagnosis.verdict !== 'right' : diagnosis.verdict === each.verdict;
  const reason = verdict && (each.verdict !== 'wrong' || namedRight(each, diagnosis));
  return { verdict, reason, said: reason ? '' : saidBy(diagnosis) };
}

function saidBy(diagnosis: Diagnosis): string {
  const reasons = diagnosis.reasons.map(({ kind, evidence }) =>
    `${kind} ${linksIn(evidence.links).join(' ')}`.trim(),
  );
  return `${diagnosis.verdict}; reasons: ${reasons.join(', ') || 'none'}; first: ${diagnosis.first ?? '-'}\n      ${diagnosis}`;
}

function namedRight({ reasons, first }: Case, diagnosis: Diagnosis): boolean {
  const [best] = diagnosis.reasons;
  if (best === undefined) return false;
  if (first && !first.includes(variableIn(diagnosis.first))) return false;
  return reasons.some(({ kind, links }) => {
    const named = linksIn(best.evidence.links);
    const placed = links === undefined || named.length === 0 || named.some((link) => links.includes(link));
    return kind === best.kind && placed;
  });
}

const linksIn = (links: readonly { readonly from: string; readonly to: string }[] = []) =>
  links.map(({ from, to }) => `${from} → ${to}`);

/** The variable in `∂L/∂W1` or `W1`. */
const variableIn = (about = '') => about.replace(/^.*∂/, '');
