import { kindOf, type Model, rootOf, type Step } from './model.ts';
import { product, sum, type Term } from './term.ts';

/** One step of a path back: from a step to one of its inputs. */
export interface Link {
  readonly from: Step;
  readonly input: number;
}

/** A way back from the result to a name. */
export type Path = readonly Link[];

export const toOf = ({ from, input }: Link): string => from.inputs[input];

export const linkName = (link: Link): string => `${link.from.name} → ${toOf(link)}`;

/** The local derivative of a link, as the table has it. */
export const derivativeOf = ({ from, input }: Link): Term =>
  kindOf(from).partials[input](from.name, ...from.inputs);

/** Every path from a step, the result unless told otherwise, back to a name. */
export function pathsTo(model: Model, name: string, from: Step = rootOf(model)): Path[] {
  return from.inputs.flatMap((each, input) => {
    const link = { from, input };
    if (each === name) return [[link]];
    const step = model.steps.find((other) => other.name === each);
    return step ? pathsTo(model, name, step).map((rest) => [link, ...rest]) : [];
  });
}

/** What a link is multiplied in as; more than one factor where it is multiplied in twice. */
export type Factor = (link: Link) => Term;

/** The chain rule: the products along the paths, added up. */
export const alongPaths = (paths: readonly Path[], factor: Factor = derivativeOf): Term =>
  sum(paths.map((path) => product(path.map(factor))));

export const gradientOf = (model: Model, name: string): Term => alongPaths(pathsTo(model, name));

/** All links on the way to a name, each once. */
export function linksOf(paths: readonly Path[]): Link[] {
  const found = new Map<string, Link>();
  for (const path of paths) for (const link of path) found.set(linkName(link), link);
  return [...found.values()];
}
