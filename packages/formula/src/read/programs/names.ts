import type { Expression } from '../../expression/expression.ts';
import { type Entry, keyOf, type Line } from './tree.ts';

/** The names that a line reads. */
export function readNames(line: Exclude<Line, { kind: 'import' }>): Set<string> {
  const found = namesOf(line.value);
  if (line.kind !== 'assign') return found;
  for (const target of line.targets) {
    const isPart = target.kind === 'index' && keyOf(target) === undefined;
    if (line.operator !== undefined || isPart) collect(target, found);
  }
  return found;
}

/** The names in a term. */
export function namesOf(term: Entry): Set<string> {
  const found = new Set<string>();
  collect(term, found);
  return found;
}

function collect(term: Entry, found: Set<string>): void {
  if (term.kind === 'name') found.add(term.name);
  const key = term.kind === 'member' || term.kind === 'index' ? keyOf(term) : undefined;
  if (key !== undefined) found.add(key);
  if (term.kind === 'function') {
    const inside = new Set(term.body.flatMap((line) => (line.kind === 'import' ? [] : [...readNames(line)])));
    for (const { name } of term.parameters) inside.delete(name);
    for (const each of inside) found.add(each);
  }
  for (const part of partsOf(term)) if (part) collect(part, found);
}

/** What a term is made of. */
function partsOf(term: Entry): readonly (Entry | undefined)[] {
  switch (term.kind) {
    case 'list':
      return term.items;
    case 'unary':
      return [term.operand];
    case 'binary':
      return [term.left, term.right];
    case 'member':
      return [term.of];
    case 'index':
      return [term.of, ...term.entries];
    case 'call':
      return [term.callee, ...term.arguments.map(({ value }) => value)];
    case 'choice':
      return [term.condition, term.yes, term.no];
    case 'object':
      return term.entries.map(([, value]) => value);
    case 'range':
      return [term.from, term.to, term.step];
    default:
      return [];
  }
}

/** The names in an expression. */
export function namesIn(expression: Expression): Set<string> {
  const found = new Set<string>();
  const rest = [expression];
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (next.kind === 'name') found.add(next.name);
    if (next.kind === 'call') rest.push(...next.operands);
    if (next.kind === 'list') rest.push(...next.items);
  }
  return found;
}
