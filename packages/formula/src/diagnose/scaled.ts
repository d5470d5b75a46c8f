import type { Expression } from '../expression/expression.ts';
import type { ProgramLine } from '../read/language.ts';
import type { Judged } from './code-pass.ts';
import { Diagnosis, type ReasonKind } from './diagnosis.ts';

/** Reasons that say a claim is a constant times the truth. */
const MULTIPLES: ReadonlySet<ReasonKind> = new Set(['factor', 'summed', 'averaged']);

/**
 * A gradient on the way can be a constant times the true one, as that of one example is, dZ = A − Y, if what is computed from it
 * takes the constant back: dW = 1/m · dZ Aᵀ. It is right then, with a note.
 */
export function multiplesTakenBack(judged: readonly Judged[], lines: readonly ProgramLine[]): Judged[] {
  const takenBack = judged.filter((each) => isMultiple(each) && isTakenBack(each, judged, lines));
  if (takenBack.length === 0) return [...judged];
  // What does not take it back, where most do, is wrong by it.
  const behind = new Set(takenBack.flatMap(({ line }) => [...usersOf(line.name, lines)]));
  return judged.map((each) => {
    if (takenBack.includes(each)) return { ...each, diagnosis: asRight(each.diagnosis, each.line.name) };
    const isWrong = isLeaf(each) && behind.has(each.line.name) && !each.isOwnRight();
    return isWrong ? { ...each, diagnosis: each.own() } : each;
  });
}

const isLeaf = ({ by }: Judged) => by !== undefined && by.primitive === undefined;

const isMultiple = ({ by, diagnosis }: Judged) =>
  by?.primitive !== undefined &&
  !diagnosis.right &&
  diagnosis.reasons.some(({ kind }) => MULTIPLES.has(kind));

/** Whether most of the gradients that are computed from it are right as they are computed. */
function isTakenBack({ line }: Judged, judged: readonly Judged[], lines: readonly ProgramLine[]): boolean {
  const users = usersOf(line.name, lines);
  const leaves = judged.filter((each) => isLeaf(each) && users.has(each.line.name));
  const right = leaves.filter(({ isOwnRight }) => isOwnRight());
  return right.length > 0 && 2 * right.length >= leaves.length;
}

const asRight = (diagnosis: Diagnosis, name: string) =>
  new Diagnosis({
    ...diagnosis,
    verdict: 'right',
    reasons: [],
    misfits: [],
    departure: undefined,
    note: `${name} is a constant times the gradient, and what is computed from it takes the constant back`,
  });

/** The names whose values depend on a name. */
function usersOf(name: string, lines: readonly ProgramLine[]): Set<string> {
  const found = new Set([name]);
  for (const line of lines) if (mentions(line.expression, found)) found.add(line.name);
  found.delete(name);
  return found;
}

function mentions(expression: Expression, names: ReadonlySet<string>): boolean {
  if (expression.kind === 'name') return names.has(expression.name);
  const parts =
    expression.kind === 'call' ? expression.operands : expression.kind === 'list' ? expression.items : [];
  return parts.some((part) => mentions(part, names));
}
