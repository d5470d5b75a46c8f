import type { Source } from '../../tokens.ts';
import { programErrors } from '../errors.ts';
import { type Node, separated } from '../lezer.ts';
import type { Nesting } from '../nesting.ts';
import type { Line, Parameter, Term } from '../tree.ts';

/** Constructs of JavaScript that a formula does not have, and what to write in their place. */
const OTHERS: Readonly<Record<string, readonly [what: string, instead: string]>> = {
  TemplateString: ['text', 'write a number or a name'],
  RegExp: ['a regular expression', 'write a number or a name'],
  NewExpression: ['new', 'write numbers in brackets'],
  AwaitExpression: ['await', 'leave it out'],
  YieldExpression: ['yield', 'use return'],
  AssignmentExpression: ['an assignment in an expression', 'give it a line of its own'],
  SequenceExpression: ['a comma', 'give each expression a line of its own'],
  ClassExpression: ['a class', 'write the lines of the method'],
};

/** The terms of JavaScript and TypeScript. */
export class JavaScriptTerms {
  readonly #source: Source;
  readonly #nesting: Nesting;
  readonly #lines: (nodes: readonly Node[]) => Line[];

  constructor(source: Source, nesting: Nesting, lines: (nodes: readonly Node[]) => Line[]) {
    this.#source = source;
    this.#nesting = nesting;
    this.#lines = lines;
  }

  term(node: Node): Term {
    return this.#nesting.inside(node.at, () => this.#term(node));
  }

  cannotSay(node: Node, what: string, instead: string) {
    return programErrors.cannotSay(this.#source, node.at, what, instead);
  }

  /** A function by its parameters and what follows them: an expression or a block. */
  functionOf(node: Node): Term {
    const { children, at } = node;
    const last = children[children.length - 1];
    const body: Line[] =
      last.kind === 'Block'
        ? this.#lines(last.children.slice(1, -1))
        : [{ kind: 'result', value: this.term(last), returned: true, at: last.at }];
    return { kind: 'function', parameters: this.#parameters(node.child('ParamList')), body, at };
  }

  /** The names that a declaration gives: one, or those of `[a, b]`. */
  targets(node: Node): Term[] {
    if (node.kind === 'VariableDefinition') return [{ kind: 'name', name: node.text, at: node.at }];
    if (node.kind !== 'ArrayPattern')
      throw this.cannotSay(node, 'an object that is taken apart', 'write a line for each name');
    return separated(node.children.slice(1, -1), ',').flatMap(([each]) => this.targets(each));
  }

  #parameters(list: Node | undefined): Parameter[] {
    const nodes = list?.children.filter(({ kind }) => !/^(?:\(|\)|TypeAnnotation)$/.test(kind)) ?? [];
    return separated(nodes, ',').flatMap(([first, , otherwise]) => {
      if (first.kind === 'ObjectPattern') return this.#taken(first);
      if (first.kind !== 'VariableDefinition') throw this.cannotSay(first, 'this parameter', 'write a name');
      return [{ name: first.text, otherwise: otherwise && this.term(otherwise), ...first.at }];
    });
  }

  /** The names of `({ out, t }) => …`. */
  #taken(pattern: Node): Parameter[] {
    return separated(pattern.children.slice(1, -1), ',').map(([property]) => {
      const name = property.children[property.children.length - 1];
      return { name: name.text, ...name.at };
    });
  }

  #term(node: Node): Term {
    const { kind, at, text, children } = node;
    switch (kind) {
      case 'Number':
        return { kind: 'number', value: this.#number(node), at };
      case 'VariableName':
        return { kind: 'name', name: text, at };
      case 'BooleanLiteral':
        return { kind: 'word', value: text === 'true', at };
      case 'null':
        return { kind: 'word', value: null, at };
      case 'String':
        return { kind: 'text', text: text.slice(1, -1), at };
      case 'ParenthesizedExpression':
        return this.term(children[1]);
      case 'ArrayExpression':
        return {
          kind: 'list',
          items: separated(children.slice(1, -1), ',').map(([each]) => this.term(each)),
          at,
        };
      case 'ObjectExpression':
        return { kind: 'object', entries: this.#entries(children), at };
      case 'UnaryExpression':
        return { kind: 'unary', operator: children[0].text, operand: this.term(children[1]), at };
      case 'PostfixExpression':
        if (children[1].text === '!') return this.term(children[0]);
        return { kind: 'unary', operator: children[1].text, operand: this.term(children[0]), at };
      case 'BinaryExpression':
        return this.#binary(node);
      case 'ConditionalExpression': {
        const [condition, yes, no] = [0, 2, 4].map((k) => this.term(children[k]));
        return { kind: 'choice', condition, yes, no, at };
      }
      case 'ArrowFunction':
      case 'FunctionExpression':
        return this.functionOf(node);
      case 'CallExpression':
        return {
          kind: 'call',
          callee: this.term(children[0]),
          arguments: separated(children[children.length - 1].children.slice(1, -1), ',').map(([value]) => ({
            value: this.term(value),
          })),
          at,
        };
      case 'MemberExpression':
        return this.#member(node);
      default: {
        const [what, instead] = OTHERS[kind] ?? ['this', 'write it as an operation on Values'];
        throw this.cannotSay(node, what, instead);
      }
    }
  }

  #number(node: Node): number {
    const value = Number(node.text.replaceAll('_', ''));
    if (Number.isNaN(value)) throw this.cannotSay(node, 'a BigInt', 'leave the n out');
    return value;
  }

  #entries(children: readonly Node[]): [string, Term][] {
    return separated(children.slice(1, -1), ',').map(([property]) => {
      const [key, , value] = property.children;
      if (key?.kind !== 'PropertyDefinition' || !value)
        throw this.cannotSay(property, 'this entry', 'write key: value');
      return [key.text, this.term(value)];
    });
  }

  #binary({ children, at }: Node): Term {
    const [left, operator, right] = children;
    if (operator.kind === 'as' || operator.kind === 'satisfies') return this.term(left);
    if (
      operator.kind === 'CompareOp' &&
      left.kind === 'BinaryExpression' &&
      left.children[1].kind === 'CompareOp'
    )
      throw programErrors.cannotSay(
        this.#source,
        at,
        'a chain of comparisons',
        'write logicalAnd(a.less(b), b.less(c))',
      );
    return {
      kind: 'binary',
      operator: operator.text,
      operatorAt: operator.at,
      left: this.term(left),
      right: this.term(right),
      at,
    };
  }

  #member({ children, at }: Node): Term {
    const [of, dot, name] = children;
    if (dot.kind === '.') return { kind: 'member', of: this.term(of), name: name.text, nameAt: name.at, at };
    if (dot.kind !== '[') throw programErrors.cannotSay(this.#source, dot.at, '?.', 'write a dot');
    return { kind: 'index', of: this.term(of), entries: [this.term(name)], at };
  }
}
