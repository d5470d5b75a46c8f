import type { FormulaInput } from '../share/formula-point.ts';
import type { Level, Template, Topic } from './template.ts';
import { TEMPLATES } from './templates/index.ts';

/** An exercise that a template makes of a seed. */
export interface Drawn {
  readonly template: string;
  readonly seed: number;
}

/** Which exercise: a drawn one, or one that a teacher wrote. */
export type Source = Drawn | FormulaInput;

export const isDrawn = (source: Source): source is Drawn => 'template' in source;

export const templateOf = (id: string): Template | undefined => TEMPLATES.find((each) => each.id === id);

export const templatesIn = (topic: Topic, level: Level): readonly Template[] =>
  TEMPLATES.filter((each) => each.topic === topic && each.level === level);

/** A fresh exercise of a topic and level, made by the template after the one that made the last. */
export function drawn(topic: Topic, level: Level, last?: Source): Drawn {
  const ids = templatesIn(topic, level).map(({ id }) => id);
  const place = last && isDrawn(last) ? ids.indexOf(last.template) + 1 : 0;
  return freshOf(ids[place % ids.length]);
}

/** The same kind of exercise, made anew. */
export const freshOf = (template: string): Drawn => ({
  template,
  seed: crypto.getRandomValues(new Uint32Array(1))[0],
});

/** A drawn exercise as a link has it: `chain-power.17`. */
export const textOf = ({ template, seed }: Drawn): string => `${template}.${seed}`;

/** The exercise of such a text, which anybody may have written. */
export function drawnFrom(text: unknown): Drawn | undefined {
  const [, template, digits] = /^([a-z-]{1,40})\.(\d{1,10})$/.exec(String(text)) ?? [];
  const seed = Number(digits);
  return templateOf(template) && seed < 2 ** 32 ? { template, seed } : undefined;
}
