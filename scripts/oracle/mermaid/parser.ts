import type { Arrow, Flowchart } from '../../../packages/formula/test/draw/flowchart.ts';

// Installed by main.ts, so neither the compiler nor a bundler may look for them.
const [MERMAID, LINKEDOM]: string[] = ['mermaid', 'linkedom'];

/** How Mermaid's own parser reads a flowchart. */
export type Parse = (source: string) => Promise<Flowchart>;

export async function loadParser(): Promise<Parse> {
  const { parseHTML } = await import(LINKEDOM);
  // Mermaid cleans labels with DOMPurify, which looks for a window when it is loaded. Nothing is drawn.
  Object.assign(globalThis, { window: parseHTML('<html><body></body></html>') });
  const { default: mermaid } = await import(MERMAID);
  mermaid.initialize({ startOnLoad: false, maxEdges: 5000, maxTextSize: 1_000_000 });
  return async (source) => {
    await mermaid.parse(source);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(source);
    return flowchartOf(db);
  };
}

/** The part of Mermaid's record of a flowchart that is compared. */
interface Database {
  getVertices(): ReadonlyMap<string, { readonly text: string }>;
  getEdges(): readonly Arrow[];
  getSubGraphs(): readonly {
    readonly id: string;
    readonly title: string;
    readonly nodes: readonly string[];
  }[];
}

function flowchartOf(db: Database): Flowchart {
  const subgraphs = db.getSubGraphs();
  // A frame with its own style is also among the vertices.
  const ids = new Set(subgraphs.map(({ id }) => id));
  const vertices = [...db.getVertices()].filter(([id]) => !ids.has(id));
  return {
    boxes: new Map(vertices.map(([id, { text }]) => [id, shown(text)])),
    arrows: db.getEdges().map(({ start, end, text, stroke }) => ({ start, end, text, stroke })),
    frames: subgraphs.map(({ title, nodes }) => ({ title: shown(title), nodes })),
  };
}

/** Mermaid keeps `#60;` as `ﬂ°°60¶ß` until it draws. Throws where anything but a line break is markup. */
function shown(label: string): string {
  if (/[*_`~\\#&<>$]/.test(label.replaceAll('<br/>', ''))) throw new Error(`markup in ${label}`);
  return label
    .replaceAll('<br/>', '\n')
    .replaceAll(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCharCode(Number(code)));
}
