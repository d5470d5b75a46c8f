import { type Expression, isCall, name } from '../../expression/expression.ts';
import { substituteParts } from '../../expression/parts.ts';

/** `name = expression`. */
export interface Line {
  readonly name: string;
  readonly expression: Expression;
}

/** Operations that are done again as soon as looked up. */
const CHEAP: ReadonlySet<string> = new Set(
  (
    'add sub mul div neg pow square reciprocal transpose slice reshape broadcastTo none asType ' +
    'equal notEqual less lessEqual greater greaterEqual'
  ).split(' '),
);

/** Cheap operations in a row that are worth a name. */
const LONG = 4;

/** Lines in which what is computed several times has a line of its own, before the first that needs it. */
export function withShared(lines: readonly Line[], fresh: () => string): readonly Line[] {
  let shared = lines;
  for (;;) {
    const found = largestShared(shared);
    if (!found) return shared;
    const own = name(fresh());
    const key = keyOf(found);
    const replaced = shared.map((line) => ({
      ...line,
      expression: substituteParts(line.expression, (part) => (keyOf(part) === key ? own : undefined)),
    }));
    const first = replaced.findIndex(({ expression }, k) => expression !== shared[k].expression);
    shared = [...replaced.slice(0, first), { name: own.name, expression: found }, ...replaced.slice(first)];
  }
}

function largestShared(lines: readonly Line[]): Expression | undefined {
  const counts = new Map<string, number>();
  let largest: { part: Expression; size: number } | undefined;
  const visit = (part: Expression): void => {
    if (part.kind === 'list') part.items.forEach(visit);
    if (part.kind !== 'call') return;
    part.operands.forEach(visit);
    const key = keyOf(part);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const size = sizeOf(part);
    if (count > 1 && (size >= LONG || isCostly(part)) && size > (largest?.size ?? 0))
      largest = { part, size };
  };
  for (const { expression } of lines) visit(expression);
  return largest?.part;
}

const isCostly = (part: Expression): boolean =>
  part.kind === 'call' && (!CHEAP.has(part.name) || part.operands.some(isCostly)) && !isCall(part, 'none');

const sizeOf = (part: Expression): number =>
  part.kind === 'call' ? part.operands.reduce((size, operand) => size + sizeOf(operand), 1) : 0;

const keys = new WeakMap<Expression, string>();

/** The same for expressions that say the same. */
function keyOf(part: Expression): string {
  let key = keys.get(part);
  if (key === undefined) {
    key = written(part);
    keys.set(part, key);
  }
  return key;
}

function written(part: Expression): string {
  switch (part.kind) {
    case 'number':
      return Object.is(part.value, -0) ? '-0' : String(part.value);
    case 'name':
      return JSON.stringify(part.name);
    case 'list':
      return `[${part.items.map(keyOf).join(',')}]`;
    case 'call':
      return `${part.name}(${part.operands.map(keyOf).join(',')};${JSON.stringify(part.options ?? {})})`;
    case 'derivative':
      return `d${keyOf(part.of)}/${keyOf(part.wrt)}`;
  }
}
