export interface Flowchart {
  /** The texts of the boxes by their ids, as people read them, line by line. */
  readonly boxes: ReadonlyMap<string, string>;
  readonly arrows: readonly Arrow[];
  /** Inner frames before those around them. */
  readonly frames: readonly Frame[];
}

export interface Arrow {
  readonly start: string;
  readonly end: string;
  readonly text: string;
  readonly stroke: 'normal' | 'dotted';
}

export interface Frame {
  readonly title: string;
  /** The ids of the boxes and frames that stand in it. */
  readonly nodes: readonly string[];
}

/** Signs of ASCII that Mermaid reads as they are, and any other as its code; a stop only where no list can begin. */
const TEXT = String.raw`(?:[A-Za-z\d ,=[\]]|\.(?=\d)|#\d+;|[^\p{ASCII}\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF])*`;
const LABEL = `"(${TEXT}(?:<br/>${TEXT})*)"`;
const COLOUR = '(?:#[0-9a-f]{6}|none)';

const HEADING = /^(?:---\ntitle: ("(?:[^"\\\p{Cc}]|\\["\\])*")\n---\n)?flowchart (?:LR|TB)\n/u;
const BOX = new RegExp(
  String.raw`^(n\d+(?:_\d+)?|folded)(\(\[|\[\[|\[)${LABEL}(\]\)|\]\]|\]):::([a-z]+)$`,
  'u',
);
const ARROW = /^(n\d+(?:_\d+)?) (-->|-\.->)(?:\|([a-z]|\d+)\|)? (n\d+(?:_\d+)?)$/;
const FRAME = new RegExp(`^subgraph (g\\d+)\\[${LABEL}\\]$`, 'u');
const STYLE = new RegExp(`^style (g\\d+) fill:${COLOUR},stroke:${COLOUR}$`);
const CLASS = new RegExp(`^classDef ([a-z]+) fill:${COLOUR},stroke:${COLOUR},color:${COLOUR}$`);

const CLOSING: Readonly<Record<string, string>> = { '([': '])', '[[': ']]', '[': ']' };

/**
 * Reads what `toMermaid` writes, and nothing else of Mermaid: a line of any other form is an error, and so are a frame
 * left open and a box, frame or class that there is none of. scripts/oracle/mermaid holds it to Mermaid's own parser.
 */
export function readFlowchart(source: string): Flowchart {
  const heading = HEADING.exec(source);
  if (!heading || !source.endsWith('\n')) throw new Error(`no flowchart: ${source.slice(0, 100)}`);
  const boxes = new Map<string, string>();
  const [arrows, frames]: [Arrow[], Frame[]] = [[], []];
  const open: { id: string; title: string; nodes: string[] }[] = [];
  const [closed, classes, used] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const readers: readonly [RegExp, (...groups: string[]) => unknown][] = [
    [
      BOX,
      (id, opening, label, closing, kind) => {
        if (boxes.has(id) || CLOSING[opening] !== closing) throw new Error(`a wrong box: ${id}`);
        boxes.set(id, shown(label));
        used.add(kind);
        open.at(-1)?.nodes.push(id);
      },
    ],
    [FRAME, (id, title) => open.push({ id, title: shown(title), nodes: [] })],
    [
      /^end$/,
      () => {
        const { id, ...frame } = open.pop()!;
        frames.push(frame);
        closed.add(id);
        open.at(-1)?.nodes.push(id);
      },
    ],
    [STYLE, (id) => expectIn(closed, id)],
    [
      ARROW,
      (start, line, text = '', end) => {
        for (const id of [start, end]) expectIn(boxes, id);
        arrows.push({ start, end, text, stroke: line === '-->' ? 'normal' : 'dotted' });
      },
    ],
    [CLASS, (kind) => classes.add(kind)],
  ];
  for (const line of source.slice(heading[0].length, -1).split('\n')) {
    const found = readers.find(([pattern]) => pattern.test(line.trimStart()));
    if (!found || !line.startsWith('  ')) throw new Error(`no line of a flowchart: ${line}`);
    found[1](...found[0].exec(line.trimStart())!.slice(1));
  }
  if (open.length > 0) throw new Error('a frame is left open');
  for (const kind of used) expectIn(classes, kind);
  return { boxes, arrows, frames };
}

function expectIn(known: { has(id: string): boolean }, id: string): void {
  if (!known.has(id)) throw new Error(`there is no ${id}`);
}

const shown = (label: string) =>
  label.replaceAll('<br/>', '\n').replaceAll(/#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
