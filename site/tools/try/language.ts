import { autocompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import {
  type HoverInfo,
  tsAutocompleteWorker,
  tsFacetWorker,
  tsHoverWorker,
  tsLinterWorker,
  tsSyncWorker,
} from '@valtown/codemirror-ts';
import type { WorkerShape } from '@valtown/codemirror-ts/worker';
import { Desk } from '../worker/desk.ts';
import type { LanguageTasks } from './language/language-worker.ts';
import type { Order } from './run/messages.ts';

/** Milliseconds after which TypeScript is given up: it reads a megabyte of declarations at first. */
const LIMIT = 120_000;
/** A name that is declared again, which a block of its own may do here. */
const DECLARED_AGAIN = [2300, 2451];

const desk = new Desk<LanguageTasks>(
  () => new Worker(new URL('./language/language-worker.ts', import.meta.url), { type: 'module' }),
  LIMIT,
);

/** What the extensions of the editor ask; a question that is not answered is no more than a missing hint. */
const worker = {
  updateFile: (input: Input<'updateFile'>) => desk.ask('updateFile', input).catch(() => {}),
  getLints: (input: Input<'getLints'>) => desk.ask('getLints', input).catch(() => []),
  getAutocompletion: (input: Input<'getAutocompletion'>) =>
    desk.ask('getAutocompletion', input).catch(() => null),
  getHover: (input: Input<'getHover'>) => desk.ask('getHover', input).catch(() => null),
} as unknown as WorkerShape;

type Input<Name extends keyof LanguageTasks> = Parameters<LanguageTasks[Name]>[0];

/** Reads the texts of a program. */
export const beginTypes = (files: Order['files'], main: string): Promise<void> =>
  desk.ask('begin', files, main);

/** Extensions of an editor that know the types of one of these texts. */
export function typesOf(path: string): Extension[] {
  return [
    tsFacetWorker.of({ worker, path }),
    tsSyncWorker(),
    tsLinterWorker({ diagnosticCodesToIgnore: DECLARED_AGAIN }),
    autocompletion({ override: [tsAutocompleteWorker()] }),
    tsHoverWorker({ renderTooltip: (info) => ({ dom: tooltipOf(info) }) }),
  ];
}

/** The type of what is pointed at, and what is said of it where it is declared. */
function tooltipOf({ quickInfo }: HoverInfo): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-type';
  const [type, about] = [document.createElement('pre'), document.createElement('p')];
  const textOf = (parts: readonly { text: string }[] = []) => parts.map(({ text }) => text).join('');
  type.textContent = textOf(quickInfo?.displayParts);
  about.textContent = textOf(quickInfo?.documentation);
  box.append(type, ...(about.textContent === '' ? [] : [about]));
  return box;
}
