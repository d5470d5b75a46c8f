import { parser } from '@lezer/python';
import type { Source } from '../../tokens.ts';
import { programErrors } from '../errors.ts';
import { type Node, separated, treeOf } from '../lezer.ts';
import { Nesting } from '../nesting.ts';
import type { Line, Term } from '../tree.ts';
import { withoutIndentation } from './indentation.ts';
import { PythonTerms } from './terms.ts';

const strict = parser.configure({ strict: true });

const WHOLE_ARRAYS = 'write what it computes on whole arrays, such as X @ W or x.sum(axis=0)';

/** Statements of Python that a formula does not have, and what to write in their place. */
const OTHERS: Readonly<Record<string, readonly [what: string, instead: string]>> = {
  ForStatement: ['a for loop', WHOLE_ARRAYS],
  WhileStatement: ['a while loop', WHOLE_ARRAYS],
  IfStatement: ['if', 'write the branch that is taken, or np.where(condition, a, b)'],
  ClassDefinition: ['a class', 'write the lines of the method'],
  WithStatement: ['with', 'write the lines in it'],
  TryStatement: ['try', 'write the lines in it'],
  DecoratedStatement: ['a decorator', 'leave it out'],
  DeleteStatement: ['del', 'leave it out'],
  RaiseStatement: ['raise', 'leave it out'],
};

/** Statements that compute nothing. */
const IDLE = new Set(['PassStatement', 'AssertStatement', 'ScopeStatement']);

/** The lines of a program in Python. */
export function readPython(source: Source): Line[] {
  const tree = treeOf(source, withoutIndentation(source.text), strict, 'Python');
  return new PythonLines(source).lines(tree.children);
}

class PythonLines {
  readonly #source: Source;
  readonly #terms: PythonTerms;

  constructor(source: Source) {
    this.#source = source;
    this.#terms = new PythonTerms(source, new Nesting(source, 'tree'));
  }

  lines(nodes: readonly Node[]): Line[] {
    return nodes.flatMap((node) => this.#line(node));
  }

  #line(node: Node): Line[] {
    const { kind, at, children } = node;
    switch (kind) {
      case ';':
      case ':':
        return [];
      case 'StatementGroup':
        return this.lines(children);
      case 'ExpressionStatement':
        return this.#result(this.#terms.tuple(children), at, false);
      case 'ReturnStatement':
        return children.length > 1 ? this.#result(this.#terms.tuple(children.slice(1)), at, true) : [];
      case 'AssignStatement':
        return this.#assignments(node);
      case 'UpdateStatement': {
        const [target, operator, ...value] = children;
        return [
          {
            kind: 'assign',
            targets: [this.#terms.term(target)],
            operator: operator.text.slice(0, -1),
            value: this.#terms.tuple(value),
            at,
          },
        ];
      }
      case 'FunctionDefinition':
        return [this.#definition(node)];
      case 'ImportStatement':
        return [{ kind: 'import', names: namesOf(node.text), at }];
    }
    if (IDLE.has(kind)) return [];
    const [what, instead] = OTHERS[kind] ?? ['this statement', 'leave it out'];
    throw programErrors.cannotSay(this.#source, children[0]?.at ?? at, what, instead);
  }

  /** Text alone on a line is a comment, and what is printed is computed elsewhere. */
  #result(value: Term, at: Node['at'], returned: boolean): Line[] {
    const isIdle =
      value.kind === 'text' ||
      (value.kind === 'call' && value.callee.kind === 'name' && value.callee.name === 'print');
    return isIdle ? [] : [{ kind: 'result', value, returned, at }];
  }

  /** `a = b = value` assigns to each. */
  #assignments({ children, at }: Node): Line[] {
    const groups = separated(
      children.filter(({ kind }) => kind !== 'TypeDef'),
      'AssignOp',
    );
    if (groups.length < 2 || isContainer(groups[groups.length - 1])) return [];
    const value = this.#terms.tuple(groups.pop()!);
    return groups.map((group) => {
      const target = this.#terms.tuple(group);
      return { kind: 'assign', targets: target.kind === 'list' ? target.items : [target], value, at };
    });
  }

  #definition(node: Node): Line {
    const name = node.child('VariableName')!;
    return {
      kind: 'assign',
      targets: [{ kind: 'name', name: name.text, at: name.at }],
      value: {
        kind: 'function',
        parameters: this.#terms.parameters(node.child('ParamList')),
        body: this.lines(node.child('Body')!.children),
        at: node.at,
      },
      at: name.at,
    };
  }
}

/** A dictionary that holds values by their own names: what is taken out of it, or put in, goes by these. */
const isContainer = ([node, more]: readonly Node[]): boolean =>
  !more &&
  node?.kind === 'DictionaryExpression' &&
  separated(node.children.slice(1, -1), ',').every(
    ([key, , value]) =>
      key.kind === 'String' && value?.kind === 'VariableName' && key.text.slice(1, -1) === value.text,
  );

/** The names that an import gives, each with the path of what it is. */
function namesOf(text: string): [string, string][] {
  const [, from = '', list = ''] = /^(?:from\s+(\S+)\s+)?import\s+([\s\S]*)$/.exec(text) ?? [];
  return list
    .replace(/[()\\]/g, ' ')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each) => {
      const [path, name] = each.split(/\s+as\s+/);
      const whole = from ? `${from}.${path}` : path;
      return name === undefined && !from ? [path.split('.')[0], path.split('.')[0]] : [name ?? path, whole];
    });
}
