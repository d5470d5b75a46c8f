import type { parser } from '@lezer/python';
import type { Span } from '../../expression/expression.ts';
import type { Source } from '../tokens.ts';
import { programErrors } from './errors.ts';

type Parser = typeof parser;
type SyntaxNode = ReturnType<Parser['parse']>['topNode'];

/** What a grammar reads, and where its characters stand in the text that the user wrote. */
export interface Readable {
  readonly text: string;
  readonly placeOf: (position: number) => number;
}

/** The tree of a program. Throws a FormulaError at the first place that the grammar, which is strict, does not allow. */
export function treeOf(source: Source, readable: Readable, grammar: Parser, language: string): Node {
  const { text, placeOf } = readable;
  const parse = grammar.startParse(text);
  try {
    for (;;) {
      const tree = parse.advance();
      if (tree) return new Node(tree.topNode, readable);
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = Math.min(parse.parsedPos, text.length);
    const [word = ''] = /^[\w$]+|^[\s\S]?/u.exec(text.slice(position, position + 100)) ?? [];
    const start = placeOf(position);
    throw programErrors.ungrammatical(source, { start, end: start + word.length }, language);
  }
}

/** A node of a tree, with what readers ask of it. */
export class Node {
  readonly #node: SyntaxNode;
  readonly #readable: Readable;

  constructor(node: SyntaxNode, readable: Readable) {
    this.#node = node;
    this.#readable = readable;
  }

  get kind(): string {
    return this.#node.name;
  }

  get text(): string {
    return this.#readable.text.slice(this.#node.from, this.#node.to);
  }

  get at(): Span {
    const { placeOf } = this.#readable;
    return { start: placeOf(this.#node.from), end: placeOf(Math.max(this.#node.to - 1, 0)) + 1 };
  }

  /** Its children, but for comments. */
  get children(): Node[] {
    const found: Node[] = [];
    for (let child = this.#node.firstChild; child; child = child.nextSibling)
      if (!child.name.endsWith('Comment')) found.push(new Node(child, this.#readable));
    return found;
  }

  child(kind: string): Node | undefined {
    return this.children.find((each) => each.kind === kind);
  }
}

/** Nodes between separators: the arguments between commas. Empty groups at the end are none. */
export function separated(nodes: readonly Node[], separator: string): Node[][] {
  const groups: Node[][] = [[]];
  for (const node of nodes)
    if (node.kind === separator) groups.push([]);
    else groups[groups.length - 1].push(node);
  if (groups[groups.length - 1].length === 0) groups.pop();
  return groups;
}
