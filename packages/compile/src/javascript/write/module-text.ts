import type { Lowered } from '../lower/lower.ts';
import type { Ref } from '../lower/scalars.ts';
import type { Slots } from '../plan/slots.ts';
import { type HelperName, helperSource } from '../spelling/helpers.ts';
import { operandOf } from '../spelling/literal.ts';
import type { Opcode } from '../spelling/opcode.ts';
import { BINDS, fitted } from '../spelling/spelling.ts';

/** The text of a program while it is written, and the helpers and closures that it needs. */
export class ModuleText {
  readonly lowered: Lowered;
  readonly slots: Slots;
  readonly lines: string[] = [];
  readonly closures: NonNullable<Opcode['closure']>[] = [];
  readonly helpers = new Set<HelperName>();
  readonly #closureOf = new Map<Opcode, string>();

  constructor(lowered: Lowered, slots: Slots) {
    this.lowered = lowered;
    this.slots = slots;
  }

  /** An operation applied to operands, each a name, a literal or an entry of an array. */
  applied(code: Opcode, operands: readonly string[]): string {
    const { spelling } = code;
    if (!spelling) return `${this.#closure(code)}(${operands.join(', ')})`;
    if (spelling.helper) this.helpers.add(spelling.helper);
    return spelling.write(...operands);
  }

  #closure(code: Opcode): string {
    const known = this.#closureOf.get(code);
    if (known) return known;
    const name = `k${this.closures.push(code.closure!) - 1}`;
    this.#closureOf.set(code, name);
    return name;
  }

  /** A number that is not computed in the function itself. */
  outer(ref: Ref): string {
    const leaf = this.lowered.scalars.leaf(ref);
    if (leaf?.kind === 'constant') return operandOf(leaf.value);
    if (leaf?.kind === 'array') return `A[${leaf.array}][${leaf.entry}]`;
    return `s[${this.slots.of(ref)}]`;
  }

  /** The name of an array in a function that works on it. */
  arrayName(array: number): string {
    return `a${array}`;
  }

  /** A name for something local to a function or loop. */
  local(name: string): string {
    return name;
  }

  /** The helpers and closures that were used, as statements. */
  declarations(): string {
    const helpers = [...this.helpers].map((name) => helperSource(name, false));
    const closures = this.closures.map((_, i) => `const k${i} = k[${i}];`);
    return [...helpers, ...closures].join('\n');
  }
}

/** An entry of an array as an operand of a spelling: bound to a name if it would be read more than once. */
export function operandText(text: string, needs: number, bind: (text: string) => string): string {
  if (!text.endsWith(']')) return text;
  return needs === BINDS.name ? bind(text) : fitted(text, BINDS.call, needs);
}
