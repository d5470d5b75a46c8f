import { parser } from '@lezer/javascript';
import type { Source } from '../../tokens.ts';
import { type Node, separated, treeOf } from '../lezer.ts';
import { Nesting } from '../nesting.ts';
import type { Line, Term } from '../tree.ts';
import { JavaScriptTerms } from './terms.ts';

const strict = parser.configure({ dialect: 'ts', strict: true });

const WHOLE_ARRAYS = 'write what it computes on whole arrays, such as x.mul(w).sum()';

/** Statements of JavaScript that a formula does not have, and what to write in their place. */
const OTHERS: Readonly<Record<string, readonly [what: string, instead: string]>> = {
  ForStatement: ['a for loop', WHOLE_ARRAYS],
  WhileStatement: ['a while loop', WHOLE_ARRAYS],
  DoStatement: ['a loop', WHOLE_ARRAYS],
  IfStatement: ['if', 'write the branch that is taken, or c ? a : b'],
  SwitchStatement: ['switch', 'write the branch that is taken'],
  TryStatement: ['try', 'write the lines in it'],
  ThrowStatement: ['throw', 'leave it out'],
  ClassDeclaration: ['a class', 'write the lines of the method'],
};

/** Statements that compute nothing. */
const IDLE = new Set([
  ';',
  'EmptyStatement',
  'InterfaceDeclaration',
  'TypeAliasDeclaration',
  'ImportDeclaration',
  'export',
]);

/** The lines of a program in JavaScript or TypeScript. */
export function readJavaScript(source: Source): Line[] {
  const tree = treeOf(source, { text: source.text, placeOf: (place) => place }, strict, 'JavaScript');
  return new JavaScriptLines(source).lines(tree.children);
}

class JavaScriptLines {
  readonly #terms: JavaScriptTerms;

  constructor(source: Source) {
    this.#terms = new JavaScriptTerms(source, new Nesting(source, 'tree'), (nodes) => this.lines(nodes));
  }

  lines(nodes: readonly Node[]): Line[] {
    return nodes.flatMap((node) => this.#line(node));
  }

  #line(node: Node): Line[] {
    const { kind, at, children } = node;
    switch (kind) {
      case 'ExpressionStatement':
        return this.#statement(children[0], at);
      case 'ReturnStatement': {
        const value = children.find((each) => each.kind !== 'return' && each.kind !== ';');
        return value ? [{ kind: 'result', value: this.#terms.term(value), returned: true, at }] : [];
      }
      case 'VariableDeclaration':
        return this.#declaration(node);
      case 'FunctionDeclaration': {
        const name = node.child('VariableDefinition')!;
        return [
          {
            kind: 'assign',
            targets: this.#terms.targets(name),
            value: this.#terms.functionOf(node),
            at: name.at,
          },
        ];
      }
      case 'ExportDeclaration':
      case 'Block':
        return this.lines(children.filter((each) => each.kind !== '{' && each.kind !== '}'));
    }
    if (IDLE.has(kind)) return [];
    const [what, instead] = OTHERS[kind] ?? ['this statement', 'leave it out'];
    throw this.#terms.cannotSay(children[0] ?? node, what, instead);
  }

  #statement(node: Node, at: Node['at']): Line[] {
    if (node.kind === 'AssignmentExpression') {
      const [target, operator, value] = node.children;
      const sign = operator.text.slice(0, -1);
      const targets = [this.#terms.term(target)];
      return [{ kind: 'assign', targets, operator: sign || undefined, value: this.#terms.term(value), at }];
    }
    const value = this.#terms.term(node);
    return isIdle(value) ? [] : [{ kind: 'result', value, returned: false, at }];
  }

  /** `const a = 1, b = 2` */
  #declaration({ children }: Node): Line[] {
    const nodes = children.slice(1).filter(({ kind }) => kind !== 'TypeAnnotation' && kind !== ';');
    return separated(nodes, ',').flatMap((group): Line[] => {
      const [target, , value] = group;
      if (!value) return [];
      const at = { start: target.at.start, end: value.at.end };
      return [{ kind: 'assign', targets: this.#terms.targets(target), value: this.#terms.term(value), at }];
    });
  }
}

/** What is printed is computed elsewhere. */
const isIdle = (term: Term) =>
  term.kind === 'text' ||
  (term.kind === 'call' &&
    term.callee.kind === 'member' &&
    term.callee.of.kind === 'name' &&
    term.callee.of.name === 'console');
