import type { Source } from '../../tokens.ts';
import { programErrors } from '../errors.ts';
import { type Node, separated } from '../lezer.ts';
import type { Nesting } from '../nesting.ts';
import type { Argument, Entry, Parameter, RangeEntry, Term } from '../tree.ts';

/** Constructs of Python that a formula does not have, and what to write in their place. */
const OTHERS: Readonly<Record<string, readonly [what: string, instead: string]>> = {
  ArrayComprehensionExpression: ['a comprehension', 'write the operation on whole arrays'],
  ComprehensionExpression: ['a generator', 'write the operation on whole arrays'],
  SetComprehensionExpression: ['a comprehension', 'write the operation on whole arrays'],
  DictionaryComprehensionExpression: ['a comprehension', 'write the operation on whole arrays'],
  DictionaryExpression: ['a dictionary', 'use names'],
  SetExpression: ['a set', 'use a list'],
  NamedExpression: ['an assignment in an expression', 'give it a line of its own'],
  AwaitExpression: ['await', 'leave it out'],
  YieldExpression: ['yield', 'use return'],
};

/** The terms of Python. */
export class PythonTerms {
  readonly #source: Source;
  readonly #nesting: Nesting;

  constructor(source: Source, nesting: Nesting) {
    this.#source = source;
    this.#nesting = nesting;
  }

  term(node: Node): Term {
    return this.#nesting.inside(node.at, () => this.#term(node));
  }

  /** One term, or several with commas between them: a tuple. */
  tuple(nodes: readonly Node[]): Term {
    const groups = separated(nodes, ',');
    if (groups.length === 1 && nodes.length === 1) return this.term(nodes[0]);
    const at = { start: nodes[0].at.start, end: nodes[nodes.length - 1].at.end };
    return { kind: 'list', items: groups.map(([each]) => this.term(each)), at };
  }

  parameters(list: Node | undefined): Parameter[] {
    const nodes = list?.children.filter(({ kind }) => kind !== '(' && kind !== ')' && kind !== 'TypeDef');
    return separated(nodes ?? [], ',').map(([name, , otherwise]) => {
      if (name.kind !== 'VariableName') throw this.#cannotSay(name, 'a parameter with *', 'name each one');
      return { name: name.text, otherwise: otherwise && this.term(otherwise), ...name.at };
    });
  }

  #term(node: Node): Term {
    const { kind, at, text, children } = node;
    switch (kind) {
      case 'Number':
        return { kind: 'number', value: this.#number(node), at };
      case 'VariableName':
        return { kind: 'name', name: text, at };
      case 'Boolean':
        return { kind: 'word', value: text === 'True', at };
      case 'None':
        return { kind: 'word', value: null, at };
      case 'String':
      case 'ContinuedString':
      case 'FormatString':
        return { kind: 'text', text: text.replace(/^\w*("""|'''|"|')([\s\S]*)\1$/, '$2'), at };
      case 'ParenthesizedExpression':
        return this.term(children[1]);
      case 'TupleExpression':
      case 'ArrayExpression':
        return { kind: 'list', items: this.#items(children), at };
      case 'UnaryExpression':
        return { kind: 'unary', operator: children[0].text, operand: this.term(children[1]), at };
      case 'BinaryExpression':
        return this.#binary(node);
      case 'ConditionalExpression': {
        const [yes, , condition, , no] = children.map((each) => each);
        return {
          kind: 'choice',
          condition: this.term(condition),
          yes: this.term(yes),
          no: this.term(no),
          at,
        };
      }
      case 'LambdaExpression': {
        const value = this.term(children[children.length - 1]);
        return {
          kind: 'function',
          parameters: this.parameters(node.child('ParamList')),
          body: [{ kind: 'result', value, returned: true, at: value.at }],
          at,
        };
      }
      case 'CallExpression':
        return { kind: 'call', callee: this.term(children[0]), arguments: this.#arguments(children[1]), at };
      case 'MemberExpression':
        return this.#member(node);
      default: {
        const [what, instead] = OTHERS[kind] ?? ['this', 'write it as an operation on arrays'];
        throw this.#cannotSay(node, what, instead);
      }
    }
  }

  #cannotSay(node: Node, what: string, instead: string) {
    return programErrors.cannotSay(this.#source, node.at, what, instead);
  }

  #number(node: Node): number {
    const value = Number(node.text.replaceAll('_', ''));
    if (Number.isNaN(value)) throw this.#cannotSay(node, 'an imaginary number', 'use real ones');
    return value;
  }

  #items(children: readonly Node[]): Term[] {
    return separated(children.slice(1, -1), ',').map(([each]) => this.term(each));
  }

  #binary({ children, at }: Node): Term {
    const [left, ...operators] = children;
    const right = operators.pop()!;
    const operator = operators.map(({ text }) => text).join(' ');
    const operatorAt = { start: operators[0].at.start, end: operators[operators.length - 1].at.end };
    if (
      isComparison(operators) &&
      left.kind === 'BinaryExpression' &&
      isComparison(left.children.slice(1, -1))
    )
      throw programErrors.cannotSay(this.#source, at, 'a chain of comparisons', 'write (a < b) & (b < c)');
    return { kind: 'binary', operator, operatorAt, left: this.term(left), right: this.term(right), at };
  }

  #arguments(list: Node): Argument[] {
    const { children } = list;
    const inside = children.slice(1, -1);
    if (inside.some(({ kind }) => kind === 'for' || kind === 'async'))
      throw this.#cannotSay(list, 'a generator', 'write the operation on whole arrays');
    return separated(inside, ',').map((group) => {
      const [name, equals, value] = group;
      if (equals?.kind === 'AssignOp') return { name: name.text, value: this.term(value) };
      if (group.length > 1) throw this.#cannotSay(name, 'an argument with *', 'write each one');
      return { value: this.term(name) };
    });
  }

  #member({ children, at }: Node): Term {
    const [of, dot, ...rest] = children;
    if (dot.kind === '.')
      return { kind: 'member', of: this.term(of), name: rest[0].text, nameAt: rest[0].at, at };
    const entries = separated(rest.slice(0, -1), ',').map((each) => this.#entry(each));
    return { kind: 'index', of: this.term(of), entries, at };
  }

  #entry(nodes: readonly Node[]): Entry {
    const [first] = nodes;
    if (first.kind === 'Ellipsis') return { kind: 'ellipsis', at: first.at };
    if (nodes.length === 1 && first.kind !== ':') return this.term(first);
    const bounds: (Term | undefined)[] = [undefined];
    for (const node of nodes)
      if (node.kind === ':') bounds.push(undefined);
      else bounds[bounds.length - 1] = this.term(node);
    const [from, to, step] = bounds;
    const at = { start: first.at.start, end: nodes[nodes.length - 1].at.end };
    return { kind: 'range', from, to, step, at } satisfies RangeEntry;
  }
}

const isComparison = ([first]: readonly Node[]) =>
  first !== undefined && (first.kind === 'CompareOp' || first.kind === 'in' || first.kind === 'is');
