import type { Graph, Value } from '@chainrule/core';
import { drawErrors } from '../errors/draw.ts';
import { shownGraph } from '../graph/shown.ts';
import { checkOptions } from '../options.ts';
import { type Arrow, type Box, framesAround, isFolded } from './box.ts';
import { FOLDS, fold, membersOf, type Part } from './fold.ts';
import { groupsOf, type Path } from './groups.ts';
import { type NameOf, namesIn } from './names.ts';
import { DRAW, type DrawOptions } from './options.ts';
import { depthsOf, repeatLeaves } from './repeat.ts';

/** A graph as it is drawn, before it is written in a language for pictures. */
export interface Picture {
  readonly root: Value;
  readonly options: DrawOptions;
  readonly nameOf: NameOf;
  readonly nodes: readonly Value[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** The outermost frame, which is not drawn. */
  readonly frame: Frame;
  readonly direction: 'LR' | 'TB';
}

/** What is drawn around the boxes of a layer. */
export interface Frame {
  readonly id: string;
  readonly title: string;
  readonly path: Path;
  readonly boxes: readonly Box[];
  readonly frames: readonly Frame[];
}

/** Lays out nothing, but decides what there is to lay out. */
export function pictureOf(operation: string, root: Value, options: DrawOptions): Picture {
  checkOptions(operation, options, DRAW);
  const { fold: folds } = options;
  if (folds !== undefined && typeof folds !== 'function' && !FOLDS.includes(folds))
    throw drawErrors.badFold(folds);
  const whole = shownGraph(root);
  const nameOf = namesIn(options);
  const groups = groupsOf(whole, nameOf, options);
  const folding = fold(whole, groups, nameOf, options.fold);
  const boxes: Box[] = [];
  const boxOf = new Map<Part, Box>();
  for (const [part, nodes] of membersOf(whole.nodes, folding)) {
    const box = { ...part, id: `n${boxes.length}`, nodes };
    boxes.push(box);
    boxOf.set(part, box);
  }
  const parts = folding.map((part) => boxOf.get(part)!);
  const once = arrowsOf(whole, parts);
  const depth = [...depthsOf(boxes, once).values()].reduce((a, b) => Math.max(a, b), 0);
  const arrows = repeatLeaves(boxes, once);
  const drawn = [...new Set([...boxes, ...arrows.map(({ from }) => from)])];
  const direction = options.direction ?? (depth > DEEPEST_TO_THE_RIGHT ? 'TB' : 'LR');
  return {
    root,
    options,
    nameOf,
    nodes: whole.nodes,
    boxes: drawn,
    arrows,
    frame: frameOf(drawn),
    direction,
  };
}

/** Boxes in a row that still fit on a screen. */
const DEEPEST_TO_THE_RIGHT = 24;

/** Between two boxes there is one arrow, or one for each operand where they are single nodes. */
function arrowsOf({ nodes, edges }: Graph, boxOf: readonly Box[]): Arrow[] {
  const arrows: Arrow[] = [];
  const places = new Map<string, number>();
  for (const edge of edges) {
    const [from, to] = [boxOf[edge.from], boxOf[edge.to]];
    if (from === to) continue;
    const node = nodes[edge.to];
    const carries = node.inputs[edge.input].wantsGradient && node.primitive!.differentiable(edge.input);
    const input = isFolded(to) ? undefined : edge.input;
    const key = `${from.id} ${to.id} ${input}`;
    const place = places.get(key) ?? arrows.length;
    places.set(key, place);
    arrows[place] = { from, to, input, carries: carries || (arrows[place]?.carries ?? false) };
  }
  return arrows;
}

/**
 * The frames around the boxes, one in another as their paths say. One that would hold nothing but another is left out,
 * and so is one that would hold everything.
 */
function frameOf(boxes: readonly Box[]): Frame {
  let count = 0;
  const build = (inside: readonly Box[], path: Path, above: number): Frame => {
    const own: Box[] = [];
    const deeper = new Map<string, Box[]>();
    for (const box of inside) {
      const next = framesAround(box)[path.length];
      if (next === undefined) own.push(box);
      else if (deeper.get(next)?.push(box) === undefined) deeper.set(next, [box]);
    }
    if (own.length === 0 && deeper.size === 1) {
      const [[next, all]] = deeper;
      return build(all, [...path, next], above);
    }
    const id = `g${count++}`;
    const drawn = id === OUTERMOST ? 0 : path.length;
    const frames = [...deeper].map(([next, all]) => build(all, [...path, next], drawn));
    return { id, title: path.slice(above).join('.'), path, boxes: own, frames };
  };
  return build(boxes, [], 0);
}

const OUTERMOST = 'g0';
