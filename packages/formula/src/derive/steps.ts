import { deriveErrors } from '../errors/derive.ts';
import { type CallExpression, call, type Expression, name, number } from '../expression/expression.ts';
import { namesIn } from '../expression/parts.ts';
import { simplify } from '../expression/simplify.ts';
import { equal, substitute } from '../expression/structure.ts';
import { simplest } from './algebra/simplest.ts';
import { type Subject, traced } from './trace.ts';
import { variable } from './where.ts';

/*
 * A derivative step by step, from the outermost operation inwards. What a rule says follows from core: the derivative of an
 * operation by each of its operands is traced with names in their places, and the sum of these times the derivatives of the
 * operands is what the product rule, the quotient rule and the chain rule say.
 */

/** What a step is called by teachers. */
export type DerivationRule =
  | 'sum'
  | 'constant factor'
  | 'product'
  | 'quotient'
  | 'power'
  | 'exponential'
  | 'logarithm'
  | 'chain'
  | 'function'
  | 'definition';

/** One operand of a step that depends on the variable. */
export interface StepPart {
  readonly part: Expression;
  /** The derivative of the operation by this operand. */
  readonly local: Expression;
  /** The derivative of the operand by the variable. */
  readonly slope: Expression;
}

/** One rule applied to one part of a formula. */
export interface DerivationStep {
  readonly rule: DerivationRule;
  readonly of: Expression;
  readonly wrt: string;
  readonly parts: readonly StepPart[];
  /** What the rule says: the sum of local derivatives times slopes. */
  readonly written: Expression;
  /** The same in its shortest form. */
  readonly result: Expression;
}

/** The steps of a derivative of scalars by one name. */
export function stepsOf(subject: Subject, wrt: string): readonly DerivationStep[] {
  const array = subject.variables.find(({ shape }) => shape.length > 0);
  if (array) throw deriveErrors.stepsOfArrays(array.name);
  const steps = new Steps(subject, wrt);
  const { result, expression } = subject.program;
  steps.walk(result === undefined ? expression : name(result));
  return steps.found;
}

class Steps {
  readonly found: DerivationStep[] = [];
  readonly #subject: Subject;
  readonly #wrt: string;
  readonly #definitions: ReadonlyMap<string, Expression>;

  constructor(subject: Subject, wrt: string) {
    this.#subject = subject;
    this.#wrt = wrt;
    this.#definitions = new Map(
      subject.program.definitions.map(({ name: own, expression }) => [own, expression]),
    );
  }

  walk(of: Expression): void {
    if (this.found.some((step) => equal(step.of, of))) return;
    const step = this.#stepOf(of);
    if (!step) return;
    this.found.push(step);
    for (const { part } of step.parts) this.walk(part);
  }

  #stepOf(of: Expression): DerivationStep | undefined {
    if (of.kind === 'name') return this.#defined(of.name);
    if (of.kind !== 'call' || !this.#depends(of)) return undefined;
    const parts = of.operands.flatMap((part, k): StepPart[] =>
      this.#depends(part) ? [{ part, local: this.#local(of, k), slope: this.#slope(part) }] : [],
    );
    const written = parts
      .map(({ local, slope }) => product(local, slope))
      .reduce((a, b) => call('add', [a, b]));
    return {
      rule: this.#ruleOf(of, parts),
      of,
      wrt: this.#wrt,
      parts,
      written: simplify(written),
      result: this.#slope(of),
    };
  }

  #defined(own: string): DerivationStep | undefined {
    const expression = this.#definitions.get(own);
    if (!expression || !this.#depends(expression)) return undefined;
    const slope = this.#slope(expression);
    const parts = [{ part: expression, local: number(1), slope }];
    return { rule: 'definition', of: name(own), wrt: this.#wrt, parts, written: slope, result: slope };
  }

  #ruleOf({ name: operation, operands }: CallExpression, parts: readonly StepPart[]): DerivationRule {
    const isInner = parts.length === 1 && !isVariable(parts[0].part, this.#wrt);
    switch (operation) {
      case 'add':
      case 'sub':
        return 'sum';
      case 'neg':
        return 'constant factor';
      case 'mul':
        return parts.length === 1 ? 'constant factor' : 'product';
      case 'div':
        return this.#depends(operands[1]) ? 'quotient' : 'constant factor';
      case 'pow':
      case 'square':
        if (parts.length > 1) return 'exponential';
        if (isInner) return 'chain';
        return operands.length > 1 && this.#depends(operands[1]) ? 'exponential' : 'power';
      case 'exp':
        return isInner ? 'chain' : 'exponential';
      case 'log':
        return isInner ? 'chain' : 'logarithm';
      default:
        return isInner ? 'chain' : 'function';
    }
  }

  #depends(expression: Expression): boolean {
    return [...namesIn(expression)].some((each) => {
      const definition = this.#definitions.get(each);
      return each === this.#wrt || (definition !== undefined && this.#depends(definition));
    });
  }

  /** The derivative of an operation by one of its operands, with names in the places of all that are no numbers. */
  #local(of: CallExpression, k: number): Expression {
    const names = of.operands.map((operand, j) =>
      operand.kind === 'number' || operand.kind === 'list' ? operand : name(`u_${j}`),
    );
    const program = {
      definitions: [],
      result: undefined,
      expression: { ...of, sign: undefined, operands: names },
      names: names.flatMap((each) => (each.kind === 'name' ? [each.name] : [])),
    };
    const variables = program.names.map((each) => variable(each, []));
    const { tensor } = traced({ source: this.#subject.source, program, variables }, [`u_${k}`]);
    return substitute(simplest(tensor).expression, (symbol) =>
      symbol.kind === 'name' ? of.operands[names.findIndex((each) => equal(each, symbol))] : undefined,
    );
  }

  /** The derivative of a part of the formula by the variable. */
  #slope(part: Expression): Expression {
    const program = { ...this.#subject.program, result: undefined, expression: part };
    const { tensor, named } = traced({ ...this.#subject, program }, [this.#wrt]);
    const forms = [tensor, ...(named ? [named] : [])].map(simplest).sort((a, b) => a.cost - b.cost);
    return forms[0].expression;
  }
}

const isVariable = (part: Expression, wrt: string) => part.kind === 'name' && part.name === wrt;

/** A product in which a factor 1 is left out. */
function product(local: Expression, slope: Expression): Expression {
  if (slope.kind === 'number' && slope.value === 1) return local;
  return local.kind === 'number' && local.value === 1 ? slope : call('mul', [local, slope]);
}
